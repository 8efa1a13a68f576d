import Glibc

/// The address of a connection's other side.
struct PeerAddress {
    /// Its bytes: four of IPv4, sixteen of IPv6.
    let bytes: [UInt8]

    /// Nil for a socket that is not connected, or in another way than over IP.
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

    /// Whether it is one that no other machine can have: 127.0.0.0/8, as IPv6 writes it too, or ::1.
    var isLoopback: Bool {
        let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
        switch bytes.count {
        case 4: return bytes[0] == 127
        case 16: return bytes == [UInt8](repeating: 0, count: 15) + [1] || bytes.starts(with: mapped + [127])
        default: return false
        }
    }
}
