public import JSON
public import Platform

/// What the service says of itself to whoever comes by: its name, its version and where its documents are.
public struct ServiceInformation: Equatable, Sendable {
    /// What it is called.
    public static let name = "Convene"

    /// The build that is running.
    public let version: String

    /// The service in that version.
    public init(version: String) {
        self.version = version
    }

    /// The service as it was deployed: VERSION says which build it is; where nobody deployed it, it is `development`.
    public static func live(on host: Host) -> ServiceInformation {
        ServiceInformation(version: host.settings["VERSION"] ?? "development")
    }
}

extension ServiceInformation: JSONWritable {
    /// Writes the name, the version and the links.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("name", Self.name)
            json.member("version", version)
            json.object("links") { json in
                json.member("documentation", "/docs")
                json.member("openapi", "/openapi.json")
                json.member("health", "/health")
            }
        }
    }
}
