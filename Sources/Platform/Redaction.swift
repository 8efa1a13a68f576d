import JSON

/// What must not be read in a log: texts known to be secret, fields whose name says so, and bearer tokens anywhere.
struct Redaction {
    private static let mark = "[redacted]"
    private static let secretNames = [
        "authorization", "cookie", "credential", "password", "passwd", "secret", "signature", "token", "apikey",
        "api_key", "api-key", "privatekey", "private_key", "hostkey", "hosturl", "start_url",
    ]

    /// The longest first, so that a secret that holds another one goes whole.
    private var secrets: [[UInt8]] = []

    mutating func add(_ secret: String) {
        // A very short text would turn up by chance and make logs unreadable.
        guard secret.utf8.count >= 8 else { return }
        secrets.append(Array(secret.utf8))
        secrets.sort { $0.count > $1.count }
    }

    func apply(to text: String) -> String {
        var bytes = Array(text.utf8)
        for secret in secrets { bytes.replace(secret) { _ in secret.count } }
        for scheme in ["Bearer ", "bearer "] {
            let scheme = Array(scheme.utf8)
            bytes.replace(scheme, keepingMatch: true) { $0.prefix(while: isTokenByte).count }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    func apply(to value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text):
            return .string(apply(to: text))
        case .array(let elements):
            return .array(elements.map(apply))
        case .object(let members):
            var shown: [String: JSONValue] = [:]
            for (name, member) in members {
                shown[name] = isSecret(name) ? .string(Self.mark) : apply(to: member)
            }
            return .object(shown)
        case .null, .bool, .number:
            return value
        }
    }

    private func isSecret(_ name: String) -> Bool {
        let name = Array(name.lowercased().utf8)
        return Self.secretNames.contains { name.firstIndex(of: Array($0.utf8), from: 0) != nil }
    }

    private func isTokenByte(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: ",") && byte < 0x7F
    }
}

extension [UInt8] {
    /// Puts the mark in the place of every match and of as many bytes as `length` finds from the match's start, or from
    /// its end when the match itself is kept.
    fileprivate mutating func replace(
        _ pattern: [UInt8], keepingMatch: Bool = false, length: (ArraySlice<UInt8>) -> Int
    ) {
        var from = 0
        while let found = firstIndex(of: pattern, from: from) {
            let start = keepingMatch ? found + pattern.count : found
            let end = start + length(self[start...])
            let mark = Array("[redacted]".utf8)
            replaceSubrange(start..<end, with: mark)
            from = start + mark.count
        }
    }

    /// Where the pattern stands first, at `from` or behind.
    fileprivate func firstIndex(of pattern: [UInt8], from: Int) -> Int? {
        guard let first = pattern.first, count - from >= pattern.count else { return nil }
        return (from...(count - pattern.count)).first { self[$0] == first && self[$0...].starts(with: pattern) }
    }
}
