import Glibc
import LocalGateway

/// Runs the whole system on this machine: `Gateway run …`, `Gateway token …`, as described by `--help`.
exit(GatewayProgram.run(Array(CommandLine.arguments.dropFirst())))
