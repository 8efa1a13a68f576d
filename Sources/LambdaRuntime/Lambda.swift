import Glibc
import HTTP
public import Platform

/// The work of a function: bytes in, bytes out.
public protocol LambdaHandler {
    /// Answers one event; an error fails the invocation, and the next one is handled as usual.
    func handle(_ event: [UInt8], of invocation: Invocation) throws -> [UInt8]
}

/// The process of a function, from start to end.
public enum Lambda {
    /// Makes the handler once, then answers events with it until the process is told to stop.
    ///
    /// If the handler can't be made, the error is reported to Lambda and the process ends. It also ends when the
    /// Runtime API itself fails: a fresh process is the remedy then.
    public static func run(_ makeHandler: (Host) throws -> some LambdaHandler) -> Never {
        StopSignal.install()
        var log = Log.toStandardError(.environment)
        do {
            let api = try RuntimeAPI(.environment, over: CurlTransport(limits: .ofTheRuntimeAPI))
            let host = try api.starting(log) { try Host.ofThisProcess() }
            log = host.log
            let loop = try RuntimeLoop(api: api, host: host, makeHandler: makeHandler)
            while !StopSignal.isRaised {
                try loop.turn()
            }
        } catch RuntimeFailure.notInLambda {
            explainHowToRun()
        } catch {
            log.fatal("The function ends: \(error)")
            exit(1)
        }
        exit(0)
    }

    /// Explains the failure to someone who started a function by hand.
    private static func explainHowToRun() -> Never {
        let name = CommandLine.arguments.first?.split(separator: "/").last.map(String.init) ?? "ListMeetups"
        let text = """
            \(name) is a Lambda function: it asks the Runtime API named by AWS_LAMBDA_RUNTIME_API for events.
            To try it here with a sample event: make invoke FUNCTION=\(name)

            """
        _ = text.withCString { write(STDERR_FILENO, $0, strlen($0)) }
        exit(64)
    }
}

extension CurlTransport.Limits {
    /// The limits for the Runtime API: the next event may be hours away and as large as Lambda allows; 6 MB of body may
    /// be 36 MB of escaped JSON.
    fileprivate static var ofTheRuntimeAPI: Self {
        Self(connectMilliseconds: 5_000, totalMilliseconds: nil, answerBytes: 40 << 20)
    }
}
