import Foundation
public import JSON
import Testing
public import Time

/// The samples in events/, which the tests send to the functions.
public enum Sample {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("events")

    /// Returns the names of the samples of an area's functions.
    static func names(of area: String) throws -> Set<String> {
        try Set(owners().filter { $0.area == area }.map(\.sample))
    }

    /// Returns each sample's function.
    ///
    /// A sample begins with its function's name: of ListMeetups and ListMeetupsByHost, with the longer that fits.
    public static func functions() throws -> [String: String] {
        Dictionary(uniqueKeysWithValues: try owners().map { ($0.sample, $0.function) })
    }

    private static func owners() throws -> [(sample: String, function: String, area: String)] {
        let sources = folder.deletingLastPathComponent().appendingPathComponent("Sources/Functions")
        let owners = try entries(of: sources).flatMap { area in
            try entries(of: sources.appendingPathComponent(area)).map { (name: kebab($0), function: $0, area: area) }
        }
        let samples = try entries(of: folder).filter { $0.hasSuffix(".json") }.map { $0.dropLast(".json".count) }
        return samples.compactMap { sample in
            owners.filter { sample == $0.name || sample.hasPrefix("\($0.name)-") }
                .max { $0.name.count < $1.name.count }
                .map { (String(sample), $0.function, $0.area) }
        }
    }

    /// Returns the files and folders in a folder; empty for a file.
    private static func entries(of folder: URL) throws -> [String] {
        guard try folder.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder.path)
    }

    /// Returns a function's name as its samples begin: list-meetups for ListMeetups, show-api-document for
    /// ShowAPIDocument.
    private static func kebab(_ name: String) -> String {
        name.replacing(/([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])/) { match in
            "\(match.1 ?? match.3 ?? "")-\(match.2 ?? match.4 ?? "")"
        }.lowercased()
    }

    public static func event(_ name: String) throws -> JSONValue {
        try JSONValue(parsing: Data(contentsOf: folder.appendingPathComponent("\(name).json")))
    }

    /// Returns the sample with the member at that path replaced.
    public static func event(_ name: String, _ path: String..., is value: JSONValue) throws -> JSONValue {
        try event(name).replacing(path[...], by: value)
    }

    /// Returns when the sample's request came in, its schedule came round, or its records were written.
    public static func time(_ event: JSONValue) throws -> Instant {
        if let time = event["time"]?.string { return try #require(Instant(iso8601: time)) }
        if let seconds = event["Records"]?.array?.first?["dynamodb"]?["ApproximateCreationDateTime"]?.int {
            return Instant(seconds: Int64(seconds))
        }
        let context = event["requestContext"]
        let milliseconds = try #require((context?["timeEpoch"] ?? context?["requestTimeEpoch"])?.int)
        return Instant(milliseconds: Int64(milliseconds))
    }
}

extension JSONValue {
    /// Returns the value with the member at that path replaced.
    public func replacing(_ path: ArraySlice<String>, by value: JSONValue) -> JSONValue {
        guard let name = path.first else { return value }
        let member = (self[name] ?? .null).replacing(path.dropFirst(), by: value)
        return .object((object ?? [:]).merging([name: member]) { _, new in new })
    }
}
