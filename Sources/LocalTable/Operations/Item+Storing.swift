import Expressions
import JSON

extension Item {
    private static let longestName = 65_535

    /// Reads a whole item to be stored, checking the limits on its names and its size.
    init(storing node: JSONNode, wording: ValueWording) throws {
        try self.init(reading: node, wording: wording)
        for name in keys {
            guard !name.utf8.isEmpty else { throw ServiceFailure.invalidParameters("Empty attribute name") }
            guard name.utf8.count <= Self.longestName else {
                throw ServiceFailure.invalidParameters("Attribute name is too large, must be less than 65536 bytes")
            }
        }
        guard size <= TableForm.largestItem else { throw ServiceFailure.itemTooLarge }
    }
}
