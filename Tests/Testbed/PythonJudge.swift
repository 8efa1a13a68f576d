public import Foundation

/// Python's libraries as judges: they share nothing with our code.
public enum PythonJudge {
    private static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

    /// The Python that the tests' judges are installed for; CONVENE_PYTHON names another one.
    public static var python: String {
        let installed = tests.deletingLastPathComponent().path + "/.build/venv/bin/python"
        return ProcessInfo.processInfo.environment["CONVENE_PYTHON"] ?? installed
    }

    /// A process that runs a script of the tests' folder, not started yet.
    public static func process(_ script: String, _ arguments: [String] = []) -> Process {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [python, "-B", tests.path + "/" + script] + arguments
        return process
    }

    /// What the script, a set of Python's unit tests, objects to in the files of the folder; empty when it is content.
    public static func objections(of script: String, to folder: URL) throws -> String {
        let process = process(script)
        process.environment = ProcessInfo.processInfo.environment.merging(["JUDGED_FOLDER": folder.path]) { $1 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return process.terminationStatus == 0 ? "" : "status \(process.terminationStatus): \(text.suffix(8_000))"
    }

    /// Lets the test fill a folder of its own, which is gone afterwards.
    public static func withFolder<Answer>(_ test: (URL) throws -> Answer) throws -> Answer {
        let folder = FileManager.default.temporaryDirectory.appending(path: "judged-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try test(folder)
    }
}
