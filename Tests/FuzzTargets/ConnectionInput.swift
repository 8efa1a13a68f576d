@testable import Loopback

/// What a client sends, read at once and byte by byte: both must find the same requests, or refuse it the same way.
struct ConnectionInput {
    let bytes: [UInt8]

    func run() {
        let whole = read(inBlocksOf: 64 * 1024)
        let dribbled = read(inBlocksOf: 1)
        precondition(whole == dribbled, "\(whole) is not \(dribbled)")
    }

    /// Few bytes for a head, so that what comes near the bound is short enough to be changed everywhere.
    private static var options: LoopbackOptions {
        var options = LoopbackOptions()
        options.headLimit = 512
        return options
    }

    private func read(inBlocksOf size: Int) -> [String] {
        var reader = RequestReader(Self.options)
        var found: [String] = []
        var rest = bytes[...]
        do throws(Refusal) {
            while !rest.isEmpty {
                let count = reader.fill { room in
                    let count = min(size, room.count, rest.count)
                    room.copyBytes(from: rest.prefix(count))
                    return count
                }
                rest = rest.dropFirst(count)
                while let request = try reader.next() {
                    let headers = request.headers.sorted { $0.key < $1.key }
                    found.append("\(request.method) \(request.target) \(headers) \(request.body)")
                }
            }
        } catch {
            found.append("\(error)")
        }
        return found
    }
}
