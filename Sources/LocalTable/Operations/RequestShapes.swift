/// The shapes of the requests about items, with the service's limits and enumerations.
enum RequestShapes {
    static let returnValues = Shape.choice("ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW")
    static let consumedCapacity = Shape.Member.optional(
        "ReturnConsumedCapacity", .choice("INDEXES", "TOTAL", "NONE"))
    static let collectionMetrics = Shape.Member.optional("ReturnItemCollectionMetrics", .choice("SIZE", "NONE"))
    static let valuesOnFailure = Shape.Member.optional(
        "ReturnValuesOnConditionCheckFailure", .choice("ALL_OLD", "NONE"))
    static let names = Shape.Member.optional("ExpressionAttributeNames", .names)
    static let values = Shape.Member.optional("ExpressionAttributeValues", .item)
    static let table = Shape.Member.required("TableName", .tableName)

    private static func legacyMap(_ type: String) -> Shape {
        .map(of: .value, Shape.MapRule(valueType: "com.amazonaws.dynamodb.v20120810.\(type)"))
    }

    private static let conditionalOperator = Shape.Member.optional("ConditionalOperator", .choice("OR", "AND"))
    private static let expected = Shape.Member.optional("Expected", legacyMap("ExpectedAttributeValue"))
    private static let attributesToGet = Shape.Member.optional("AttributesToGet", .attributeNames)

    private static let conditionalWrite: [Shape.Member] = [
        .optional("ReturnValues", returnValues), consumedCapacity, collectionMetrics, valuesOnFailure,
        expected, conditionalOperator, .optional("ConditionExpression", .text), names, values,
    ]

    static let getItem: [Shape.Member] = [
        table, .required("Key", .item), attributesToGet, .optional("ConsistentRead", .boolean), consumedCapacity,
        .optional("ProjectionExpression", .text), names,
    ]
    static let putItem = [table, .required("Item", .item)] + conditionalWrite
    static let deleteItem = [table, .required("Key", .item)] + conditionalWrite
    static let updateItem =
        [
            table, .required("Key", .item), .optional("AttributeUpdates", legacyMap("AttributeValueUpdate")),
            .optional("UpdateExpression", .text),
        ] + conditionalWrite

    private static let reading: [Shape.Member] = [
        table, .optional("IndexName", .indexName),
        .optional(
            "Select", .choice("SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES")),
        attributesToGet, .optional("Limit", .integer(1...Int(Int32.max))), .optional("ConsistentRead", .boolean),
        conditionalOperator, .optional("ExclusiveStartKey", .item), consumedCapacity,
        .optional("ProjectionExpression", .text), .optional("FilterExpression", .text), names, values,
    ]
    static let query =
        reading + [
            .optional("KeyConditions", legacyMap("Condition")), .optional("QueryFilter", legacyMap("Condition")),
            .optional("ScanIndexForward", .boolean), .optional("KeyConditionExpression", .text),
        ]
    static let scan =
        reading + [
            .optional("ScanFilter", legacyMap("Condition")), .optional("Segment", .integer(0...999_999)),
            .optional("TotalSegments", .integer(1...1_000_000)),
        ]

    static let batchGetItem: [Shape.Member] = [
        consumedCapacity,
        .required(
            "RequestItems",
            .map(
                of: .structure(
                    "KeysAndAttributes",
                    [
                        .required("Keys", .list(of: .item, count: 1...100)), attributesToGet,
                        .optional("ConsistentRead", .boolean), .optional("ProjectionExpression", .text), names,
                    ]),
                Shape.MapRule(
                    valueType: "com.amazonaws.dynamodb.v20120810.KeysAndAttributes", count: 1...100,
                    keysAreTables: true))),
    ]
    static let batchWriteItem: [Shape.Member] = [
        consumedCapacity, collectionMetrics,
        .required(
            "RequestItems",
            .map(
                of: .list(
                    of: .structure(
                        "WriteRequest",
                        [
                            .optional("PutRequest", .structure("PutRequest", [.required("Item", .item)])),
                            .optional("DeleteRequest", .structure("DeleteRequest", [.required("Key", .item)])),
                        ])),
                Shape.MapRule(
                    valueType: "java.util.List<com.amazonaws.dynamodb.v20120810.WriteRequest>", count: 1...25,
                    keysAreTables: true, valueCount: 1...25))),
    ]

    private static let transactCondition: [Shape.Member] = [
        .optional("ConditionExpression", .text), names, values, valuesOnFailure,
    ]
    static let transactGetItems: [Shape.Member] = [
        consumedCapacity,
        .required(
            "TransactItems",
            .list(
                of: .structure(
                    "TransactGetItem",
                    [
                        .required(
                            "Get",
                            .structure(
                                "Get",
                                [
                                    .required("Key", .item), table, .optional("ProjectionExpression", .text), names,
                                ]))
                    ]), count: 1...100)),
    ]
    static let transactWriteItems: [Shape.Member] = [
        consumedCapacity, collectionMetrics, .optional("ClientRequestToken", .text(1...36)),
        .required(
            "TransactItems",
            .list(
                of: .structure(
                    "TransactWriteItem",
                    [
                        .optional(
                            "ConditionCheck",
                            .structure(
                                "ConditionCheck",
                                [
                                    .required("Key", .item), table, .required("ConditionExpression", .text), names,
                                    values, valuesOnFailure,
                                ])),
                        .optional("Put", .structure("Put", [.required("Item", .item), table] + transactCondition)),
                        .optional(
                            "Delete", .structure("Delete", [.required("Key", .item), table] + transactCondition)),
                        .optional(
                            "Update",
                            .structure(
                                "Update",
                                [.required("Key", .item), .required("UpdateExpression", .text), table]
                                    + transactCondition)),
                    ]), count: 1...100)),
    ]
}
