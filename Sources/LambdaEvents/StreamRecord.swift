public import DynamoDB
import JSON

/// One change of one item, as a table's stream tells it.
public struct StreamRecord: Equatable, Sendable {
    /// What happened to the item.
    public enum Change: String, Sendable {
        case insert = "INSERT"
        case modify = "MODIFY"
        case remove = "REMOVE"
    }

    /// The record's place in its shard, by which a failure names it.
    public let sequenceNumber: String
    /// What happened.
    public let change: Change
    /// The item's key.
    public let key: Item
    /// The item behind the change; nil when it is gone, or the stream does not show it.
    public let newImage: Item?

    /// A record of these parts.
    public init(sequenceNumber: String, change: Change, key: Item, newImage: Item? = nil) {
        self.sequenceNumber = sequenceNumber
        self.change = change
        self.key = key
        self.newImage = newImage
    }

    /// Reads one of a batch's records; throws for one that lacks a part or has one of another kind.
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
