import Foundation
import Glibc
import Loopback
import TableStore

/// The program from command line to exit status.
public enum TableProgram {
    /// How many seconds running requests may take once the program is asked to stop.
    private static let patience = 10.0

    /// Serves until SIGTERM or SIGINT.
    ///
    /// - Returns: 0 after a normal end, 1 if it could not start, 2 for an invalid command line.
    public static func run(
        _ arguments: [String], environment: [String: String]
    ) -> Int32 {
        do throws(TableOptions.Refusal) {
            switch try TableOptions.request(arguments, environment: environment) {
            case .help: Diagnostics.say(help)
            case .version: Diagnostics.say(version)
            case .serve(let options): return serve(options)
            }
            return 0
        } catch {
            Diagnostics.write("Table: \(error)")
            return 2
        }
    }

    private static func serve(_ options: TableOptions) -> Int32 {
        // Keep other users of this machine from reading the data.
        umask(0o077)
        // Block the signals before starting threads, which inherit the mask, so that only this thread receives them.
        let signals = StopSignals()
        OpenFiles.raiseLimit()
        let backend: TableBackend
        do {
            try makeFolder(for: options.place)
            backend = try TableBackend(options)
        } catch {
            Diagnostics.write("Table: \(options.place): \(error)")
            return 1
        }
        defer { backend.close() }
        do throws(LoopbackServer.CannotListen) {
            let server = try TableServer(options.server, operations: backend.operations)
            let sweeper = backend.sweeping(every: options.sweepInterval, options.server.write)
            for line in banner(options, port: server.port) { Diagnostics.say(line) }
            signals.wait()
            let isDone = server.drain(within: patience)
            sweeper.stop()
            if !isDone { Diagnostics.write("Table: some requests were not done after \(Int(patience)) seconds") }
            return 0
        } catch {
            Diagnostics.write("Table: cannot listen on \(error.reason); choose another port with PORT=…")
            return 1
        }
    }

    private static func makeFolder(for place: Place) throws {
        guard case .file(let path) = place else { return }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw TableOptions.Refusal(description: "its folder cannot be made")
        }
    }

    /// Returns the endpoint, and instructions for using it.
    static func banner(_ options: TableOptions, port: Int) -> [String] {
        let server = options.server
        let host =
            switch server.host {
            case "0.0.0.0", "::": "127.0.0.1"
            case let host: host.contains(":") ? "[\(host)]" : host
            }
        let endpoint = "http://\(host):\(port)"
        return [
            "Table listens on \(endpoint) (\(server.region), \(options.place))",
            "aws dynamodb list-tables --endpoint-url \(endpoint) --region \(server.region)",
            "boto3.client(\"dynamodb\", endpoint_url=\"\(endpoint)\", region_name=\"\(server.region)\")",
        ]
    }

    static let version = "Table 1 (DynamoDB API 2012-08-10)"

    static let help = """
        Table: a local DynamoDB for development and tests.

          --port N                 the port to listen on (8000); 0 for a free one
          --host ADDRESS           the address to listen on (127.0.0.1); one that others reach needs a key
          --data PATH              the file that keeps the tables (.local/table.sqlite)
          --in-memory              keep the tables in memory, until the program ends
          --fast                   answer before a write is safe from a power failure
          --lag MS                 let eventually consistent reads and indexes lag so many milliseconds (0)
          --conflicts              cancel transactions that overlap on an item, and single writes during one
          --ttl-interval SECONDS   how often to delete items whose time to live has passed (60)
          --region NAME            the region that is played (eu-west-1)
          --access-key-id ID       verify signatures, made with this key
          --secret-access-key KEY  its secret; TABLE_SECRET_ACCESS_KEY in the environment is seen by fewer
          --log                    write a line to standard error for each request
          --help, --version

        The environment may also give TABLE_ACCESS_KEY_ID and TABLE_SESSION_TOKEN. Without a key any signature passes.
        SIGTERM and SIGINT end the program when the requests in work are answered; a second one ends it at once.
        """
}
