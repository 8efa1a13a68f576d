import Foundation
import Glibc
import TokenIssuer

/// The file with the key that signs tokens, created by its first user.
struct KeyFile {
    private let path: String

    init(folder: String) {
        path = folder + "/issuer.pem"
    }

    /// Returns the key, which is the same for all users of a folder.
    func key() throws(GatewayError) -> SigningKey {
        if !FileManager.default.fileExists(atPath: path) { try make() }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw GatewayError("\(path) cannot be read")
        }
        do {
            return try SigningKey(pem: text)
        } catch {
            throw GatewayError("\(path): \(error); delete it, and a new one is made")
        }
    }

    /// Creates the file under a temporary name first, so that it is always complete, even if two processes create it.
    private func make() throws(GatewayError) {
        let text: String
        do {
            text = try SigningKey.generate().pem()
        } catch {
            throw GatewayError("no key could be made: \(error)")
        }
        let draft = "\(path).\(getpid())"
        // A draft may be left by a killed process with the same number.
        unlink(draft)
        defer { unlink(draft) }
        try write(text, to: draft)
        guard link(draft, path) == 0 || errno == EEXIST else { throw failure() }
    }

    private func write(_ text: String, to file: String) throws(GatewayError) {
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            throw failure()
        }
    }

    private func failure() -> GatewayError {
        GatewayError("\(path) cannot be written: \(String(cString: strerror(errno)))")
    }
}
