import Foundation
import Glibc
import LocalTable
import Loopback
import Template
import Time
import TokenIssuer

/// The program from command line to exit status.
public enum GatewayProgram {
    /// Serves until SIGTERM or SIGINT, or makes a token.
    ///
    /// - Returns: 0 for success, 1 for a failure, 2 for an invalid command line.
    public static func run(_ arguments: [String]) -> Int32 {
        guard let command = arguments.first, !arguments.contains("--help") else {
            Diagnostics.say(help)
            return arguments.isEmpty ? 2 : 0
        }
        let options: GatewayOptions
        do throws(GatewayError) {
            options = try GatewayOptions(
                arguments.dropFirst(), environment: ProcessInfo.processInfo.environment)
        } catch {
            return fail(error, 2)
        }
        // The data contains people's names and addresses, and a key: keep other users of this machine from reading it.
        umask(0o077)
        do throws(GatewayError) {
            switch command {
            case "run": try serve(options)
            case "token": Diagnostics.say(try token(options))
            default: return fail(GatewayError("there is no command \(command); --help lists them"), 2)
            }
            return 0
        } catch {
            return fail(error, 1)
        }
    }

    private static func serve(_ options: GatewayOptions) throws(GatewayError) {
        let signals = blockStopSignals()
        OpenFiles.raiseLimit()
        let gateway = try Gateway(options, Journal(isRaw: options.isRaw))
        for line in banner(gateway, options) { Diagnostics.say(line) }
        _ = wait(for: signals)
        Thread.detachNewThread { killFunctions(gateway, onNext: signals) }
        gateway.stop()
    }

    /// Kills the functions on a second signal, which then has its usual effect on the program.
    private static func killFunctions(_ gateway: Gateway, onNext signals: sigset_t) {
        // Some tools signal both a process and its group: ignore a second signal that follows at once.
        usleep(300_000)
        var signals = signals
        var none = timespec()
        while sigtimedwait(&signals, nil, &none) > 0 {}
        let number = wait(for: signals)
        gateway.abandon()
        signal(number, SIG_DFL)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        raise(number)
    }

    /// Blocks the signals in all threads started later, so that only this thread receives them.
    private static func blockStopSignals() -> sigset_t {
        signal(SIGPIPE, SIG_IGN)
        // A parent may have set it to be ignored, and the system would then not report how functions end.
        signal(SIGCHLD, SIG_DFL)
        // A thread that starts a process unblocks signals for a moment: redirect one that it receives.
        for number in [SIGTERM, SIGINT] { signal(number) { kill(getpid(), $0) } }
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        sigaddset(&signals, SIGINT)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        return signals
    }

    private static func wait(for signals: sigset_t) -> Int32 {
        var signals = signals
        var number: Int32 = 0
        while sigwait(&signals, &number) != 0 {}
        return number
    }

    private static func token(_ options: GatewayOptions) throws(GatewayError) -> String {
        guard !options.user.id.isEmpty else { throw GatewayError("whose token? make token USER=ada") }
        let stack = try LocalStack(options)
        do {
            try FileManager.default.createDirectory(atPath: options.data, withIntermediateDirectories: true)
            let issuer = Issuer(stack.authorizer, try KeyFile(folder: options.data).key())
            return try issuer.token(
                for: options.user.id, at: .now, lasting: options.hours * 3600,
                claims: options.user.claims(for: stack.stack))
        } catch let error as GatewayError {
            throw error
        } catch {
            throw GatewayError("no token could be made: \(error)")
        }
    }

    private static func banner(_ gateway: Gateway, _ options: GatewayOptions) -> [String] {
        let url = "http://127.0.0.1:\(gateway.port)"
        return warnings(options) + [
            "The API is at     \(url)",
            "Tokens' issuer    \(url)/.well-known/openid-configuration",
            "The table         \(gateway.tables.place)",
            "What goes on      \(url)/_local",
            "Mail              \(url)/_local/mail (SES: \(gateway.ses.address))",
            "",
            "To try, in another terminal:",
        ] + options.commands(url).map { "  \($0)" } + ["", "Ready. Ctrl-C ends it."]
    }

    /// Returns warnings about settings that let in more than the service would.
    private static func warnings(_ options: GatewayOptions) -> [String] {
        var warnings: [String] = []
        if let user = options.anonymous {
            let roles = user.roles.isEmpty ? "" : " (\(user.roles.joined(separator: ", ")))"
            warnings.append(
                "WARNING: whoever calls from this machine without a token is \(user.id)\(roles), by --anonymous-as.")
        }
        if !["127.0.0.1", "::1", "localhost"].contains(options.host) {
            warnings.append("WARNING: the API listens on \(options.host): others in this network can reach it.")
        }
        return warnings
    }

    private static func fail(_ error: GatewayError, _ status: Int32) -> Int32 {
        Diagnostics.write("Gateway: \(error)")
        return status
    }

    private static let help = """
        Gateway run: the whole system on this machine.

          --host ADDRESS       where the API listens (127.0.0.1); another one lets others in the network reach it
          --port N             the port of the API (3000); 0 for a free one; mail leads to pages on that port, unless
                               --parameter WebBaseUrl=… says otherwise
          --table-port N       the port of the table (8000); 0 for a free one
          --endpoint URL       another DynamoDB instead of the table here (DYNAMODB_ENDPOINT); what tables it lacks are
                               made there; credentials and region are the environment's, or local and eu-west-1
          --anonymous-as USER  lets requests of this machine without a token in as that user; USER:ROLE,… has
                               roles
          --ses-port N         the port of SES, which functions are told (0, a free one)
          --conflicts          the table cancels transactions that overlap on an item, as the service does
          --data PATH          the folder that keeps the table, the mail and the key of tokens (.local)
          --template PATH      what is run (template.yaml)
          --functions PATH     the folder with the functions' executables (.build/debug)
          --concurrency N      how many calls of one function may be under way (10); the next one is answered with 429,
                               since Lambda lets no call wait either
          --idle SECONDS       when a process that nobody calls is ended (300)
          --parameter NAME=V   the value of one of the template's parameters
          --json               logs as they are, line by line

        SIGTERM and SIGINT (Ctrl-C) end it when what is in work is done; a second one ends it at once.

        Gateway token: a token that this API lets in with.

          --user ID            whose token
          --name TEXT, --email ADDRESS, --roles ROLE,…
          --hours N            for how long it is good (12)
          --data PATH, --template PATH, --parameter NAME=V
        """
}
