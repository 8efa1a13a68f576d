import Glibc

/// Whom TLS trusts: a file of certificates, found where distributions keep theirs.
public struct CertificateAuthorities: Sendable {
    /// Where to look, in order.
    let candidates: [String]

    /// Trusts the certificates in this PEM file alone.
    public init(file: String) {
        candidates = [file]
    }

    private init(candidates: [String]) {
        self.candidates = candidates
    }

    /// What SSL_CERT_FILE names, or else the bundle of any common distribution, Lambda's own first.
    ///
    /// A static OpenSSL knows no path by itself, and the one that a shared one knows is that of the distribution it was
    /// built on.
    public static var ofTheSystem: CertificateAuthorities {
        let named = getenv("SSL_CERT_FILE").map { [String(cString: $0)] } ?? []
        return CertificateAuthorities(
            candidates: named + [
                "/etc/pki/tls/certs/ca-bundle.crt",
                "/etc/ssl/certs/ca-certificates.crt",
                "/etc/ssl/cert.pem",
                "/etc/ssl/ca-bundle.pem",
                "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
                "/usr/local/share/certs/ca-root-nss.crt",
            ])
    }

    /// The first file that can be read; nil leaves libcurl to its built-in path.
    var file: String? {
        candidates.first { access($0, R_OK) == 0 }
    }
}
