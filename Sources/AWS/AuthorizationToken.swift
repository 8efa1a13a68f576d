internal import Glibc

/// The token that a container presents to its agent to get credentials.
enum AuthorizationToken {
    case none
    case text(String)
    /// A file that the container's operator rewrites from time to time.
    case file(path: String)

    private static let textName = "AWS_CONTAINER_AUTHORIZATION_TOKEN"
    private static let fileName = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"
    /// Far more than any token has, but a bound for a file that is something else altogether.
    private static let longest = 16 * 1024

    /// Reads the settings; the file takes precedence over the text.
    ///
    /// - Throws: `invalidSetting` for text that can't be sent in a header.
    init(lookup: (String) -> String?) throws(CredentialsError) {
        if let path = lookup(Self.fileName), !path.isEmpty {
            self = .file(path: path)
        } else if let text = try setting(Self.textName, lookup) {
            self = .text(text)
        } else {
            self = .none
        }
    }

    /// Returns the value of the `Authorization` header; reads the file each time.
    ///
    /// - Throws: `invalidSetting` when the file can't be read, or its contents can't be sent in a header.
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
