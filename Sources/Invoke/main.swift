import Foundation
import LocalLambda

/// Runs one function on one event and prints its answer: `Invoke [--raw] EXECUTABLE EVENT`.
///
/// The function is the real executable behind a real Runtime API, in the environment that `make invoke` gives it.
do {
    let command = try InvokeCommand(Array(CommandLine.arguments.dropFirst()))
    exit(try command.run())
} catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(64)
}
