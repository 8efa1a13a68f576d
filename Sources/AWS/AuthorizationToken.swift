internal import Glibc

/// What a container shows its agent to be given credentials.
enum AuthorizationToken {
    case none
    case text(String)
    /// A file that whoever runs the container writes anew from time to time.
    case file(path: String)

    private static let textName = "AWS_CONTAINER_AUTHORIZATION_TOKEN"
    private static let fileName = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"
    /// Far above any token, and little enough for a file that is something else altogether.
    private static let longest = 16 * 1024

    /// The file goes before the text; throws `invalidSetting` for a text that could not stand in a header.
    init(lookup: (String) -> String?) throws(CredentialsError) {
        if let path = lookup(Self.fileName), !path.isEmpty {
            self = .file(path: path)
        } else if let text = try setting(Self.textName, lookup) {
            self = .text(text)
        } else {
            self = .none
        }
    }

    /// The value of the `Authorization` header; the file is read each time.
    ///
    /// Throws `invalidSetting` when the file cannot be read, or what it holds cannot stand in a header.
    func value() throws(CredentialsError) -> String? {
        switch self {
        case .none: return nil
        case .text(let text): return text
        case .file(let path):
            guard let bytes = Self.contents(of: path), let text = String(validating: bytes, as: UTF8.self) else {
                throw .invalidSetting(name: Self.fileName, reason: "names a file that cannot be read")
            }
            guard !text.isEmpty, text.isPrintableASCII else {
                throw .invalidSetting(name: Self.fileName, reason: "names a file that holds no token on one line")
            }
            return text
        }
    }

    private static func contents(of path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var contents: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while contents.count <= longest {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { return contents }
            contents += chunk[..<count]
        }
        return nil
    }
}
