import Foundation

/// The file that stands in for a queue or a topic.
struct FailureFile: Sendable {
    let path: String

    /// Creates the file for the resource with that ARN.
    init(_ arn: String, folder: String) throws(GatewayError) {
        let parts = arn.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "arn", case let name = parts[5], !name.isEmpty, !name.hasPrefix("."),
            !name.contains("/")
        else {
            throw GatewayError("OnFailure: \(arn) is not the ARN of a queue or a topic")
        }
        path = "\(folder)/\(name).jsonl"
    }

    /// Appends a line; returns false if that fails.
    func append(_ json: [UInt8]) -> Bool {
        let folder = (path as NSString).deletingLastPathComponent
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        guard let file = fopen(path, "ae") else { return false }
        let line = json + [UInt8(ascii: "\n")]
        let isWhole = fwrite(line, 1, line.count, file) == line.count
        return fclose(file) == 0 && isWhole
    }
}
