import Foundation

/// Measures the work inside a function and prints a line of JSON for each figure: `Bench EVENT`.
///
/// `make bench` runs it together with whole processes and prints one table of both.
guard CommandLine.arguments.count == 2, let event = FileManager.default.contents(atPath: CommandLine.arguments[1])
else {
    print("usage: Bench EVENT")
    exit(64)
}
try LibraryBench(event: Array(event)).run()
