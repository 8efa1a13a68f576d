public import Foundation

/// Judges in Python, whose libraries share no code with this project.
public enum PythonJudge {
    private static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

    /// The Python with the judges' libraries; CONVENE_PYTHON replaces it.
    public static var python: String {
        let installed = tests.deletingLastPathComponent().path + "/.build/venv/bin/python"
        return ProcessInfo.processInfo.environment["CONVENE_PYTHON"] ?? installed
    }

    /// Returns a process for a script in the tests' folder, not started yet.
    public static func process(_ script: String, _ arguments: [String] = []) -> Process {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [python, "-B", tests.path + "/" + script] + arguments
        return process
    }

    /// Runs a script of Python unit tests on the folder's files; returns its failures, or an empty text if there are
    /// none.
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

    /// Passes the test a new folder, which is deleted afterwards.
    public static func withFolder<Answer>(_ test: (URL) throws -> Answer) throws -> Answer {
        let folder = FileManager.default.temporaryDirectory.appending(path: "judged-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try test(folder)
    }
}
