import Foundation
public import JSON
import Testing
public import Time

/// The samples in events/, which are what the tests feed the functions with.
public enum Sample {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("events")

    /// The names of the samples of an area's functions.
    static func names(of area: String) throws -> Set<String> {
        try Set(owners().filter { $0.area == area }.map(\.sample))
    }

    /// Every sample's function.
    ///
    /// A sample begins with its function's name; of ListMeetups and ListMeetupsByHost it is the longer one's.
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

    /// What a folder holds, folders and files; a file holds nothing.
    private static func entries(of folder: URL) throws -> [String] {
        guard try folder.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder.path)
    }

    /// ListMeetups as its samples begin: list-meetups; ShowAPIDocument: show-api-document.
    private static func kebab(_ name: String) -> String {
        name.replacing(/([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])/) { match in
            "\(match.1 ?? match.3 ?? "")-\(match.2 ?? match.4 ?? "")"
        }.lowercased()
    }

    public static func event(_ name: String) throws -> JSONValue {
        try JSONValue(parsing: Data(contentsOf: folder.appendingPathComponent("\(name).json")))
    }

    /// The sample with the member at that path replaced.
    public static func event(_ name: String, _ path: String..., is value: JSONValue) throws -> JSONValue {
        try event(name).replacing(path[...], by: value)
    }

    /// When the sample's request came in, its schedule came round, or its records were written.
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
    /// The value with the member at that path replaced.
    public func replacing(_ path: ArraySlice<String>, by value: JSONValue) -> JSONValue {
        guard let name = path.first else { return value }
        let member = (self[name] ?? .null).replacing(path.dropFirst(), by: value)
        return .object((object ?? [:]).merging([name: member]) { _, new in new })
    }
}
