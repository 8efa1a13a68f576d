import Glibc

/// Whom TLS trusts: a file of certificates, found where distributions keep theirs.
public struct CertificateAuthorities: Sendable {
    private enum Source {
        case file(String)
        case firstThatCanBeRead([String])
    }

    private let source: Source

    /// Trusts the certificates in this PEM file alone; when it cannot be read, nobody.
    public init(file: String) {
        source = .file(file)
    }

    private init(firstOf candidates: [String]) {
        source = .firstThatCanBeRead(candidates)
    }

    /// What SSL_CERT_FILE names, or else the bundle of any common distribution, Lambda's own first.
    ///
    /// A static OpenSSL knows no path by itself, and the one that a shared one knows is that of the distribution it was
    /// built on.
    public static var ofTheSystem: CertificateAuthorities {
        ofTheSystem(named: getenv("SSL_CERT_FILE").map { String(cString: $0) })
    }

    static func ofTheSystem(named: String?) -> CertificateAuthorities {
        if let named, !named.isEmpty { return CertificateAuthorities(file: named) }
        return CertificateAuthorities(firstOf: [
            "/etc/pki/tls/certs/ca-bundle.crt",
            "/etc/ssl/certs/ca-certificates.crt",
            "/etc/ssl/cert.pem",
            "/etc/ssl/ca-bundle.pem",
            "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
            "/usr/local/share/certs/ca-root-nss.crt",
        ])
    }

    /// The file to trust, read or not: one that was named and is missing must not be replaced by another one.
    ///
    /// Nil, where no bundle was found, leaves libcurl to its built-in path.
    var file: String? {
        switch source {
        case .file(let file): file
        case .firstThatCanBeRead(let candidates): candidates.first { access($0, R_OK) == 0 }
        }
    }
}
