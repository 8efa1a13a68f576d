public import DynamoDB
import JSON

/// One change of one item, from a table's stream.
public struct StreamRecord: Equatable, Sendable {
    /// The kind of change.
    public enum Change: String, Sendable {
        case insert = "INSERT"
        case modify = "MODIFY"
        case remove = "REMOVE"
    }

    /// The record's position in its shard, by which a failure refers to it.
    public let sequenceNumber: String
    /// The kind of change.
    public let change: Change
    /// The item's key.
    public let key: Item
    /// The item after the change; nil when it was removed, or the stream does not include it.
    public let newImage: Item?

    /// Creates a record from its parts.
    public init(sequenceNumber: String, change: Change, key: Item, newImage: Item? = nil) {
        self.sequenceNumber = sequenceNumber
        self.change = change
        self.key = key
        self.newImage = newImage
    }

    /// Reads one record of a batch.
    ///
    /// - Throws: If a part is missing or of another type.
    init(_ node: JSONNode) throws(JSONError) {
        let name = try node.required("eventName")
        guard let change = Change(rawValue: try name.asString()) else { throw name.error("is not a known change") }
        let details = try node.required("dynamodb")
        let number = try details.required("SequenceNumber")
        sequenceNumber = try number.asString()
        guard !sequenceNumber.isEmpty else { throw number.error("is empty") }
        self.change = change
        key = try Item(details.required("Keys"))
        newImage = try details.optional("NewImage").map { node throws(JSONError) in try Item(node) }
    }
}
