import Glibc

/// The authorities that TLS trusts: a file of certificates, found where distributions keep theirs.
public struct CertificateAuthorities: Sendable {
    private enum Source {
        case file(String)
        case firstThatCanBeRead([String])
    }

    private let source: Source
    private let shortlist: Shortlist?

    /// The few roots that sign for the hosts with a certain suffix.
    struct Shortlist {
        let suffix: String
        let file: String
    }

    /// Trusts only the certificates in this PEM file; none if it can't be read.
    public init(file: String) {
        source = .file(file)
        shortlist = nil
    }

    init(firstOf candidates: [String], shortlist: Shortlist?) {
        source = .firstThatCanBeRead(candidates)
        self.shortlist = shortlist
    }

    /// The file named by SSL_CERT_FILE, or else the bundle of a common distribution, with Lambda's own first.
    ///
    /// A static OpenSSL has no default path, and a shared one has that of the distribution it was built on.
    public static var ofTheSystem: CertificateAuthorities {
        ofTheSystem(named: getenv("SSL_CERT_FILE").map { String(cString: $0) })
    }

    static func ofTheSystem(named: String?) -> CertificateAuthorities {
        if let named, !named.isEmpty { return CertificateAuthorities(file: named) }
        let bundles = [
            "/etc/pki/tls/certs/ca-bundle.crt",
            "/etc/ssl/certs/ca-certificates.crt",
            "/etc/ssl/cert.pem",
            "/etc/ssl/ca-bundle.pem",
            "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
            "/usr/local/share/certs/ca-root-nss.crt",
        ]
        let amazonRoots = besideTheExecutable("amazon-roots.pem")
        return CertificateAuthorities(
            firstOf: bundles, shortlist: amazonRoots.map { Shortlist(suffix: ".amazonaws.com", file: $0) })
    }

    /// Returns the path of a file packaged with the executable; nil when there is none.
    private static func besideTheExecutable(_ name: String) -> String? {
        var path = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = readlink("/proc/self/exe", &path, path.count)
        guard let slash = path.prefix(max(0, length)).lastIndex(of: CChar(UInt8(ascii: "/"))) else { return nil }
        let folder = path[...slash].map { UInt8(bitPattern: $0) }
        let file = String(decoding: folder, as: UTF8.self) + name
        return access(file, R_OK) == 0 ? file : nil
    }

    /// Returns the smallest file worth loading for a host: AWS's hosts are first tried with the few roots that sign for
    /// them, which load in a twentieth of the time of a whole bundle.
    func smallestFile(for host: String) -> String? {
        guard let shortlist, host.hasSuffix(shortlist.suffix) else { return file }
        return shortlist.file
    }

    /// The file to trust, even if it can't be read: a configured file that is missing must not be replaced by another.
    ///
    /// If no bundle was found, it is nil and libcurl uses its built-in path.
    var file: String? {
        switch source {
        case .file(let file): file
        case .firstThatCanBeRead(let candidates): candidates.first { access($0, R_OK) == 0 }
        }
    }
}
