public import JSON
public import Platform

/// The description of every endpoint, in OpenAPI 3.1.
///
/// It is written as fragments, one or two for each area, each of them one JSON object with the `paths` and the
/// `components` of that area. Here they become one document, once for each process; what many operations answer alike
/// each names by its status alone (`SharedAnswers`).
public struct APIDocument: Sendable {
    /// The kinds of components that fragments have.
    private static let kinds = ["securitySchemes", "parameters", "headers", "responses", "schemas"]

    /// What each area has, in the order in which people read it.
    static let fragments = [
        eventPaths, eventSchemas, registrationPaths, userPaths, userSchemas, meetupPaths, servicePaths, common, errors,
        timeZones,
    ]

    /// The document as it is sent.
    public let bytes: [UInt8]

    /// The document of that version; an error names what is no JSON, which is a fault of ours.
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

    /// Writes what stands before the paths; the version belongs to `info`.
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
    /// The document of a function, with the version that was deployed.
    public static func live(on host: Host) throws(JSONError) -> APIDocument {
        try APIDocument(version: ServiceInformation.live(on: host).version)
    }
}
