import Foundation
import LocalTable

/// Serves DynamoDB's protocol from a file: `Table [--port N] [--data PATH] …`, as described by `--help`.
exit(TableProgram.run(Array(CommandLine.arguments.dropFirst()), environment: ProcessInfo.processInfo.environment))
