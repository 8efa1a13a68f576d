import JSON
import Scheduling

extension APIDocument {
    /// The names of time zones, which are too many to be written here once more.
    static var timeZones: String {
        let schema: JSONValue = [
            "type": "string", "enum": .array(ZoneNames.all.map(JSONValue.string)), "examples": ["Europe/Paris"],
        ]
        let fragment: JSONValue = ["components": ["schemas": ["Timezone": schema]]]
        return String(decoding: fragment.json(), as: UTF8.self)
    }
}
