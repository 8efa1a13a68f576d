public import JSON
public import Platform

/// The description of every endpoint, in OpenAPI 3.1.
///
/// It is assembled once per process from fragments, one or two for each area. Each fragment is a JSON object with the
/// `paths` and the `components` of its area; answers common to many operations appear there only by their status
/// (`SharedAnswers`).
public struct APIDocument: Sendable {
    /// The kinds of components in fragments.
    private static let kinds = ["securitySchemes", "parameters", "headers", "responses", "schemas"]

    /// The fragments of all areas, in reading order.
    static let fragments = [
        eventPaths, eventSchemas, registrationPaths, userPaths, userSchemas, meetupPaths, servicePaths, common, errors,
        timeZones,
    ]

    /// The bytes of the document as sent.
    public let bytes: [UInt8]

    /// Creates the document for a version.
    ///
    /// - Throws: If a fragment is not JSON, which is a fault of the program.
    public init(version: String) throws(JSONError) {
        try self.init(version: version, fragments: Self.fragments)
    }

    init(version: String, fragments: [String]) throws(JSONError) {
        let frame = try JSONDocument(parsing: Array(Self.frame.utf8)).root
        var parts: [JSONNode] = []
        for fragment in fragments { parts.append(try JSONDocument(parsing: Array(fragment.utf8)).root) }
        var json = JSONWriter(capacity: 96 * 1024)
        json.object { json in
            Self.write(frame, version: version, to: &json)
            json.object("paths") { json in for part in parts.compactMap({ $0["paths"] }) { json.paths(part) } }
            json.object("components") { json in
                for kind in Self.kinds {
                    json.object(kind) { json in json.members(parts.compactMap { $0["components"]?[kind] }) }
                }
            }
        }
        bytes = json.bytes
    }

    /// Writes the part before the paths, with the version in `info`.
    private static func write(_ frame: JSONNode, version: String, to json: inout JSONWriter) {
        for (key, value) in frame.members {
            json.key(key)
            guard key == "info" else {
                json.node(value)
                continue
            }
            json.object { json in
                json.members([value])
                json.member("version", version)
            }
        }
    }
}

extension APIDocument {
    /// Returns the document of a function, with the deployed version.
    public static func live(on host: Host) throws(JSONError) -> APIDocument {
        try APIDocument(version: ServiceInformation.live(on: host).version)
    }
}
