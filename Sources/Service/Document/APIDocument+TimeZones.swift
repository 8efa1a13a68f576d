import JSON
import Scheduling

extension APIDocument {
    /// The schema with the names of time zones, generated because there are too many to repeat here.
    static var timeZones: String {
        let schema: JSONValue = [
            "type": "string", "enum": .array(ZoneNames.all.map(JSONValue.string)), "examples": ["Europe/Paris"],
        ]
        let fragment: JSONValue = ["components": ["schemas": ["Timezone": schema]]]
        return String(decoding: fragment.json(), as: UTF8.self)
    }
}
