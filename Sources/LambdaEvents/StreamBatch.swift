public import JSON

/// The records of a table's stream that Lambda hands over at once, in the order in which they happened.
public struct StreamBatch: Equatable, Sendable {
    /// The records that can be read.
    public let records: [StreamRecord]
    /// What is wrong with each of the others.
    public let unreadable: [JSONError]

    /// Reads any bytes: a record that cannot be read does not stand in the way of those that can.
    ///
    /// Throws `LambdaEventError.notAStreamBatch` for bytes that are no JSON object with an array of records.
    public init(_ event: [UInt8]) throws(LambdaEventError) {
        var records: [StreamRecord] = []
        var unreadable: [JSONError] = []
        do throws(JSONError) {
            for node in try JSONDocument(parsing: event).root.required("Records").asArray() {
                do throws(JSONError) {
                    records.append(try StreamRecord(node))
                } catch {
                    unreadable.append(error)
                }
            }
        } catch {
            throw .notAStreamBatch(error)
        }
        self.records = records
        self.unreadable = unreadable
    }
}
