import Expressions
import TableStore

extension TableForm {
    /// Throws if an update changes the key.
    func checkKeyStays(in update: UpdateExpression) throws {
        let changed = update.changedAttributes
        for part in key.parts where changed.contains(part.name) {
            throw ServiceFailure.invalidParameters(
                "Cannot update attribute \(part.name). This attribute is part of the key")
        }
    }

    /// Throws if the updated item's values don't fit the indexes' keys.
    func checkUpdated(_ item: Item) throws {
        for index in indexes {
            for part in index.key.parts {
                guard let empty = item[part.name]?.emptyKeyKind else { continue }
                throw ServiceFailure.validation(
                    "One or more parameter values are not valid. The update expression attempted to update a "
                        + "secondary index key to a value that is not supported. The AttributeValue for a key "
                        + "attribute cannot contain an empty \(empty) value.")
            }
        }
        try checkIndexKeys(of: item)
    }
}
