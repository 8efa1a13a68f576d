import Foundation
import Testing

@testable import LocalGateway

/// A disk that becomes full.
struct DiskTests {
    @Test("a full disk is an error of the write alone, and said; with space again it goes on")
    func fills() throws {
        let disk = FileManager.default.temporaryDirectory.appending(path: "disk-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: disk) }
        // Unprivileged users may mount in their own user namespace.
        let asRoot = geteuid() == 0 ? [] : ["--map-root-user"]
        let rig = try GatewayRig(
            ["--data", "\(disk)/data", "--anonymous-as", "ada"],
            launcher: ["unshare", "--mount"] + asRoot + [
                "sh", "-c", #"mount -t tmpfs -o size=6m none "$0" && exec "$@""#, disk,
            ])
        let list = "/api/meetups"
        #expect(rig.ask("GET", list).status == 200)
        let filler = "/proc/\(rig.processID)/root\(disk)/filler"
        Self.fill(filler)

        let refused = rig.ask("POST", "/api/meetups/spec-driven-dev-weekly/signup")
        #expect(refused.status == 503)
        #expect(refused.body.contains("service_unavailable"))
        #expect(rig.waitForLine("[Table] TransactWriteItems: the store failed: the disk is full"))
        let without = rig.ask("GET", list)
        #expect(without.status == 200)
        #expect(!without.body.contains(#""isSignedUp":true"#))

        #expect(unlink(filler) == 0)
        #expect(rig.ask("POST", "/api/meetups/spec-driven-dev-weekly/signup").status == 200)
        #expect(rig.ask("GET", list).body.contains(#""isSignedUp":true"#))
        #expect(rig.stop() == 0)
    }

    /// Writes until the disk is full to the last byte.
    private static func fill(_ path: String) {
        let file = open(path, O_WRONLY | O_CREAT, 0o600)
        #expect(file >= 0)
        defer { close(file) }
        for size in [64 * 1024, 1] {
            let block = [UInt8](repeating: 0, count: size)
            while write(file, block, size) == size {}
        }
    }
}
