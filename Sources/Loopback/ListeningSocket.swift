import Glibc

/// A listening socket.
struct ListeningSocket {
    let descriptor: Int32
    let port: Int

    init(host: String, port: Int) throws(LoopbackServer.CannotListen) {
        let place = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        guard let number = in_port_t(exactly: port) else {
            throw LoopbackServer.CannotListen(reason: "\(place): no such port")
        }
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        // Whether `localhost` is first 127.0.0.1 or ::1 differs between machines; clients try at least the former.
        let address = host == "localhost" ? "127.0.0.1" : host
        let failure = getaddrinfo(address, String(number), &hints, &list)
        guard failure == 0, let first = list else {
            throw LoopbackServer.CannotListen(reason: "\(place): \(String(cString: gai_strerror(failure)))")
        }
        defer { freeaddrinfo(first) }
        guard let descriptor = Self.listen(at: first.pointee), let bound = Self.port(of: descriptor) else {
            throw LoopbackServer.CannotListen(reason: "\(place): \(String(cString: strerror(errno)))")
        }
        self.descriptor = descriptor
        self.port = bound
    }

    private static func listen(at address: addrinfo) -> Int32? {
        let descriptor = socket(address.ai_family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard bind(descriptor, address.ai_addr, address.ai_addrlen) == 0, Glibc.listen(descriptor, 1024) == 0 else {
            let reason = errno
            close(descriptor)
            errno = reason
            return nil
        }
        return descriptor
    }

    private static func port(of descriptor: Int32) -> Int? {
        var address = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let isKnown = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) == 0 }
        }
        guard isKnown else { return nil }
        // The port is at the same offset in the addresses of both families.
        return withUnsafeBytes(of: &address) { bytes in
            Int(in_port_t(bigEndian: bytes.load(fromByteOffset: 2, as: in_port_t.self)))
        }
    }
}
