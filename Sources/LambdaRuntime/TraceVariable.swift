import Glibc

/// The environment variable in which the X-Ray tools look for the id of the trace.
///
/// `setenv` keeps a copy of every value it is given, so a long-lived process would grow with each event; here one
/// buffer is overwritten instead.
final class TraceVariable {
    private let name: String
    private var buffer: UnsafeMutableBufferPointer<CChar>
    private var isSet = false

    init(name: String = "_X_AMZN_TRACE_ID") {
        self.name = name
        buffer = .allocate(capacity: name.utf8.count + 256)
    }

    deinit {
        set(nil)
        buffer.deallocate()
    }

    /// Sets the variable, or removes it for nil.
    func set(_ value: String?) {
        guard let value else {
            if isSet { unsetenv(name) }
            isSet = false
            return
        }
        let length = name.utf8.count + value.utf8.count + 2
        if length > buffer.count { replaceBuffer(capacity: length) }
        guard let start = buffer.baseAddress else { return }
        _ = strcpy(strcpy(start, name) + name.utf8.count, "=")
        _ = strcpy(start + name.utf8.count + 1, value)
        if !isSet { isSet = putenv(start) == 0 }
    }

    private func replaceBuffer(capacity: Int) {
        set(nil)
        buffer.deallocate()
        buffer = .allocate(capacity: capacity)
    }
}
