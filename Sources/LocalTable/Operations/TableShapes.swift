/// The shapes of the requests about tables and streams, with the service's limits and enumerations.
enum TableShapes {
    /// A table's name in operations where the service checks it separately, before anything else.
    static let table = Shape.Member.optional("TableName", .tableName)

    private static let units = Shape.long(1...Int.max)
    private static let throughput = Shape.Member.optional(
        "ProvisionedThroughput",
        .structure(
            "ProvisionedThroughput",
            [.required("WriteCapacityUnits", units), .required("ReadCapacityUnits", units)]))
    private static let keyAttribute = Shape.text(1...255)
    private static let attributes = Shape.list(
        of: .structure(
            "AttributeDefinition",
            [
                .required("AttributeName", keyAttribute), .required("AttributeType", .choice("B", "N", "S")),
            ]))
    private static let keySchema = Shape.Member.required(
        "KeySchema",
        .list(
            of: .structure(
                "KeySchemaElement",
                [.required("AttributeName", keyAttribute), .required("KeyType", .choice("HASH", "RANGE"))]),
            count: 1...2))
    private static let projection = Shape.Member.required(
        "Projection",
        .structure(
            "Projection",
            [
                .optional("ProjectionType", .choice("ALL", "INCLUDE", "KEYS_ONLY")),
                .optional("NonKeyAttributes", .list(of: .text(1...255), count: 1...20)),
            ]))
    private static let indexName = Shape.Member.required("IndexName", .indexName)
    private static let onDemand = Shape.Member.optional(
        "OnDemandThroughput",
        .structure(
            "OnDemandThroughput",
            [
                .optional("MaxReadRequestUnits", .long(Int.min...Int.max)),
                .optional("MaxWriteRequestUnits", .long(Int.min...Int.max)),
            ]))
    private static let warm = Shape.Member.optional(
        "WarmThroughput",
        .structure(
            "WarmThroughput", [.optional("ReadUnitsPerSecond", units), .optional("WriteUnitsPerSecond", units)]))
    private static let index: [Shape.Member] = [indexName, keySchema, projection]
    private static let settings: [Shape.Member] = [
        .optional("BillingMode", .choice("PROVISIONED", "PAY_PER_REQUEST")), throughput, onDemand, warm,
        .optional(
            "StreamSpecification",
            .structure(
                "StreamSpecification",
                [
                    .required("StreamEnabled", .boolean),
                    .optional(
                        "StreamViewType", .choice("NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY")),
                ])),
        .optional(
            "SSESpecification",
            .structure(
                "SSESpecification",
                [
                    .optional("Enabled", .boolean), .optional("SSEType", .choice("AES256", "KMS")),
                    .optional("KMSMasterKeyId", .text),
                ])),
        .optional("TableClass", .text),
        .optional("DeletionProtectionEnabled", .boolean),
    ]
    private static let tagList = Shape.list(
        of: .structure("Tag", [.required("Key", .text(1...128)), .required("Value", .text(0...256))]))

    static let createTable: [Shape.Member] =
        [
            .required("AttributeDefinitions", attributes), table, keySchema,
            .optional("LocalSecondaryIndexes", .list(of: .structure("LocalSecondaryIndex", index))),
            .optional(
                "GlobalSecondaryIndexes",
                .list(of: .structure("GlobalSecondaryIndex", index + [throughput, onDemand]))),
            .optional("Tags", tagList),
        ] + settings
    static let updateTable: [Shape.Member] =
        [
            table, .optional("AttributeDefinitions", attributes),
            .optional(
                "GlobalSecondaryIndexUpdates",
                .list(
                    of: .structure(
                        "GlobalSecondaryIndexUpdate",
                        [
                            .optional(
                                "Create",
                                .structure("CreateGlobalSecondaryIndexAction", index + [throughput, onDemand])),
                            .optional(
                                "Update",
                                .structure("UpdateGlobalSecondaryIndexAction", [indexName, throughput, onDemand])),
                            .optional("Delete", .structure("DeleteGlobalSecondaryIndexAction", [indexName])),
                        ]))),
        ] + settings
    static let onlyTable = [table]
    static let listTables: [Shape.Member] = [
        .optional("ExclusiveStartTableName", .tableName), .optional("Limit", .integer(1...100)),
    ]
    static let updateTimeToLive: [Shape.Member] = [
        .required("TableName", .tableName),
        .required(
            "TimeToLiveSpecification",
            .structure(
                "TimeToLiveSpecification",
                [.required("Enabled", .boolean), .required("AttributeName", .text(1...255))])),
    ]
    static let describeTimeToLive: [Shape.Member] = [.required("TableName", .tableName)]

    private static let resource = Shape.Member.required("ResourceArn", .text(1...1283))
    static let tagResource: [Shape.Member] = [resource, .required("Tags", tagList)]
    static let untagResource: [Shape.Member] = [resource, .required("TagKeys", .list(of: .text(1...128)))]
    static let listTags: [Shape.Member] = [resource, .optional("NextToken", .text)]
    static let updateBackups: [Shape.Member] = [
        .required("TableName", .tableName),
        .required(
            "PointInTimeRecoverySpecification",
            .structure(
                "PointInTimeRecoverySpecification",
                [
                    .required("PointInTimeRecoveryEnabled", .boolean),
                    .optional("RecoveryPeriodInDays", .integer(1...35)),
                ])),
    ]

    private static let streamARN = Shape.Member.required("StreamArn", .text(37...1024))
    private static let shardID = Shape.text(28...65)
    static let listStreams: [Shape.Member] = [
        .optional("TableName", .tableName), .optional("Limit", .integer(1...100)),
        .optional("ExclusiveStartStreamArn", .text(37...1024)),
    ]
    static let describeStream: [Shape.Member] = [
        streamARN, .optional("Limit", .integer(1...100)), .optional("ExclusiveStartShardId", shardID),
    ]
    static let getShardIterator: [Shape.Member] = [
        streamARN, .required("ShardId", shardID),
        .required(
            "ShardIteratorType",
            .choice("TRIM_HORIZON", "LATEST", "AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER")),
        .optional("SequenceNumber", .text(21...40)),
    ]
    static let getRecords: [Shape.Member] = [
        .required("ShardIterator", .text(1...2048)), .optional("Limit", .integer(1...1000)),
    ]
}
