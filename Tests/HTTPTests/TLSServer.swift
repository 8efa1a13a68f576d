import Foundation
import HTTP
import Testbed

/// OpenSSL's test server with a certificate of a given kind, and authorities that are trusted or not.
final class TLSServer {
    enum Certificate: String, CaseIterable {
        case good
        case expired
        case notYetValid
        case forAnotherName
        case selfSigned
    }

    let port: Int
    private let process = Process()

    init(_ certificate: Certificate) throws {
        let folder = try TLSFiles.shared.get().folder
        let placeholder = try ScriptedServer(always: "")
        port = placeholder.port
        placeholder.stop()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "openssl", "s_server", "-accept", "127.0.0.1:\(port)", "-www", "-quiet",
            "-cert", folder.appendingPathComponent("\(certificate.rawValue).pem").path,
            "-key", folder.appendingPathComponent("key.pem").path,
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        waitUntilListening()
    }

    deinit {
        // SIGKILL, because a process started by a pool thread has most other signals blocked.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    private func waitUntilListening() {
        for _ in 1...500 where !isListening { usleep(10_000) }
    }

    private var isListening: Bool {
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        defer { close(number) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}

/// Two authorities and the certificates signed by the first one, made once for all tests.
struct TLSFiles: Sendable {
    static let shared: Result<TLSFiles, any Error> = Result {
        let files = try TLSFiles()
        atexit {
            if case .success(let files) = TLSFiles.shared { try? FileManager.default.removeItem(at: files.folder) }
        }
        return files
    }

    let folder: URL

    var authority: CertificateAuthorities { authorities("authority") }
    var otherAuthority: CertificateAuthorities { authorities("other-authority") }

    func authorities(_ name: String) -> CertificateAuthorities {
        CertificateAuthorities(file: path(name))
    }

    func path(_ name: String) -> String {
        folder.appendingPathComponent("\(name).pem").path
    }

    private init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("convene-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let configuration = """
            [ca]
            default_ca = own
            [own]
            database = index.txt
            new_certs_dir = .
            rand_serial = yes
            unique_subject = no
            default_md = sha256
            policy = any
            copy_extensions = copy
            [any]
            commonName = supplied
            """
        try Data(configuration.utf8).write(to: folder.appendingPathComponent("ca.cnf"))
        try Data().write(to: folder.appendingPathComponent("index.txt"))
        try openssl("ecparam -name prime256v1 -genkey -noout -out key.pem")
        for name in ["authority", "other-authority"] {
            try openssl("ecparam -name prime256v1 -genkey -noout -out \(name)-key.pem")
            try openssl("req -x509 -key \(name)-key.pem -days 2 -subj /CN=\(name) -out \(name).pem")
        }
        try sign("good", name: "localhost", from: "20200101000000Z", to: "20991231000000Z")
        try sign("expired", name: "localhost", from: "20200101000000Z", to: "20210101000000Z")
        try sign("notYetValid", name: "localhost", from: "20980101000000Z", to: "20991231000000Z")
        try sign("forAnotherName", name: "elsewhere.example", from: "20200101000000Z", to: "20991231000000Z")
        try openssl(
            "req -x509 -key key.pem -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost -out selfSigned.pem"
        )
    }

    private func sign(_ file: String, name: String, from start: String, to end: String) throws {
        try openssl("req -new -key key.pem -subj /CN=\(name) -addext subjectAltName=DNS:\(name) -out \(file).csr")
        try openssl(
            "ca -batch -notext -config ca.cnf -cert authority.pem -keyfile authority-key.pem -startdate \(start) "
                + "-enddate \(end) -in \(file).csr -out \(file).pem")
    }

    private func openssl(_ arguments: String) throws {
        struct Failed: Error { let command: String, said: String }
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments.split(separator: " ").map(String.init)
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        process.standardError = output
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failed(command: arguments, said: String(decoding: said, as: UTF8.self))
        }
    }
}
