import Glibc
import LocalGateway

/// Runs the whole system on this machine: `Gateway run …`, `Gateway token …`, as `--help` has it.
exit(GatewayProgram.run(Array(CommandLine.arguments.dropFirst())))
