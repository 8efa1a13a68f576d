@testable import Loopback

/// A client's bytes, read at once and byte by byte: both must give the same requests, or the same refusal.
struct ConnectionInput {
    let bytes: [UInt8]

    func run() {
        let whole = read(inBlocksOf: 64 * 1024)
        let dribbled = read(inBlocksOf: 1)
        precondition(whole == dribbled, "\(whole) is not \(dribbled)")
    }

    /// A small limit for the head, so that inputs near the limit are short enough to be mutated everywhere.
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
