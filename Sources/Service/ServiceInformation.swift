public import JSON
public import Platform

/// The service's description of itself: its name, its version and the addresses of its documents.
public struct ServiceInformation: Equatable, Sendable {
    /// The service's name.
    public static let name = "Convene"

    /// The version of the running build.
    public let version: String

    /// Creates the description for a version.
    public init(version: String) {
        self.version = version
    }

    /// Returns the deployed service's description: VERSION names the build; without it, the version is `development`.
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
