public import JSON

/// A batch of records from a table's stream, in the order of the changes.
public struct StreamBatch: Equatable, Sendable {
    /// The readable records.
    public let records: [StreamRecord]
    /// The error in each of the other records.
    public let unreadable: [JSONError]

    /// Reads any bytes: an unreadable record does not affect the others.
    ///
    /// - Throws: `LambdaEventError.notAStreamBatch` for anything but a JSON object with an array of records.
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
