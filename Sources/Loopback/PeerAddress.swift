import Glibc

/// The address of a connection's client.
struct PeerAddress {
    /// Four bytes for IPv4, sixteen for IPv6.
    let bytes: [UInt8]

    /// Returns nil for a socket that is not connected over IP.
    init?(of socket: Int32) {
        var address = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let isKnown = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(socket, $0, &size) == 0 }
        }
        guard isKnown else { return nil }
        let place: Range<Int>
        switch Int32(address.ss_family) {
        case AF_INET: place = 4..<8
        case AF_INET6: place = 8..<24
        default: return nil
        }
        bytes = withUnsafeBytes(of: &address) { Array($0[place]) }
    }

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The address in the usual notation; an IPv4-mapped IPv6 address as IPv4.
    var text: String {
        let isMapped = bytes.starts(with: Self.mapped)
        let bytes = isMapped ? Array(bytes.dropFirst(Self.mapped.count)) : bytes
        if bytes.count == 4 { return bytes.map(String.init).joined(separator: ".") }
        guard bytes.count == 16 else { return "" }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(AF_INET6, bytes, &text, socklen_t(text.count)) != nil else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The prefix of IPv4-mapped IPv6 addresses.
    private static let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]

    /// Whether it is a loopback address: 127.0.0.0/8, also IPv4-mapped, or ::1.
    var isLoopback: Bool {
        switch bytes.count {
        case 4: return bytes[0] == 127
        case 16: return bytes == [UInt8](repeating: 0, count: 15) + [1] || bytes.starts(with: Self.mapped + [127])
        default: return false
        }
    }
}
