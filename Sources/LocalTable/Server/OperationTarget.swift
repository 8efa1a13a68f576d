/// The operation in `X-Amz-Target`.
enum OperationTarget {
    private static let table = Array("DynamoDB_20120810.".utf8)
    private static let streams = Array("DynamoDBStreams_20120810.".utf8)
    private static let streamOperations: Set = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"]
    private static let longestName = 64

    /// Returns the operation's name, which belongs to one of the two interfaces.
    static func name(_ header: ArraySlice<UInt8>?) throws(ServiceFailure) -> String {
        guard let header, let dot = header.firstIndex(of: UInt8(ascii: ".")),
            header.endIndex - dot <= longestName + 1
        else { throw .unknownOperation }
        let prefix = header[...dot]
        let name = String(decoding: header[(dot + 1)...], as: UTF8.self)
        let isOfStreams = streamOperations.contains(name)
        guard prefix.elementsEqual(isOfStreams ? streams : table) else { throw .unknownOperation }
        return name
    }
}
