import DynamoDB
import Testing

/// A call with its expected request: the exact body, and the signature that botocore (1.43.106, `SigV4Auth` for
/// dynamodb in eu-west-1) computes for the whole request at `Rig.start`.
struct WireCase: CustomTestStringConvertible, Sendable {
    let name: String
    let operation: String
    let body: String
    let signature: String
    var answer = "{}"
    let call: @Sendable (Table) throws -> Void

    var testDescription: String { name }
}

private let active = #"{"TableName":"education","TableStatus":"ACTIVE"}"#

extension WireCase {
    static let items = [
        WireCase(
            name: "get", operation: "GetItem",
            body:
                ##"{"TableName":"education","Key":{"PK":{"S":"STUDENT#ada"},"SK":{"S":"PROFILE"}},"ConsistentRead":true}"##,
            signature: "791c76b9c8d6fbedeff683d67a25ddd3802393ad0c49d2a60f611a4447f91193"
        ) { _ = try $0.get(ada) },
        WireCase(
            name: "get that may lag", operation: "GetItem",
            body:
                ##"{"TableName":"education","Key":{"PK":{"S":"STUDENT#ada"},"SK":{"S":"PROFILE"}},"ConsistentRead":false}"##,
            signature: "19f55078cf88bc333c8cb8a796759ac435105251a9effd44e2eeae9c6e58457a"
        ) { _ = try $0.get(ada, isConsistent: false) },
        WireCase(
            name: "put", operation: "PutItem",
            body:
                ##"{"TableName":"education","Item":{"PK":{"S":"STUDENT#ada"},"SK":{"S":"PROFILE"},"name":{"S":"Ada"}},"ReturnValues":"ALL_OLD"}"##,
            signature: "7828dfeb374a246cca528324cc5c0544c14b5f1b130227955d4c5ed4051a1ff5"
        ) { try $0.put(ada.merging(["name": "Ada"]) { $1 }) },
        WireCase(
            name: "put under a condition", operation: "PutItem",
            body:
                ##"{"TableName":"education","Item":{"PK":{"S":"STUDENT#ada"},"SK":{"S":"PROFILE"}},"ReturnValues":"ALL_OLD","ConditionExpression":"attribute_not_exists(#0)","ReturnValuesOnConditionCheckFailure":"ALL_OLD","ExpressionAttributeNames":{"#0":"PK"}}"##,
            signature: "d85ed229573909eba3801f01bf92a13431ea5c14af993aeaa0ef3a8b8ed95521"
        ) { try $0.put(ada, if: attribute("PK").isMissing) },
        WireCase(
            name: "update", operation: "UpdateItem",
            body:
                ##"{"TableName":"education","Key":{"PK":{"S":"STUDENT#ada"},"SK":{"S":"PROFILE"}},"ReturnValues":"ALL_NEW","UpdateExpression":"SET #0 = :0","ExpressionAttributeNames":{"#0":"name"},"ExpressionAttributeValues":{":0":{"S":"Ada"}}}"##,
            signature: "a247cd798f33acbbe7c70326a2f8bf69de2818f72fc4c2d5d97ac9122027bc0d", answer: #"{"Attributes":{}}"#
        ) { try $0.update(ada, [.set("name", to: "Ada")]) },
        WireCase(
            name: "update under a condition", operation: "UpdateItem",
            body:
                ##"{"TableName":"education","Key":{"PK":{"S":"STUDENT#ada"},"SK":{"S":"PROFILE"}},"ReturnValues":"ALL_NEW","UpdateExpression":"REMOVE #0","ConditionExpression":"#0 < :0","ReturnValuesOnConditionCheckFailure":"ALL_OLD","ExpressionAttributeNames":{"#0":"hold"},"ExpressionAttributeValues":{":0":{"N":"9"}}}"##,
            signature: "778e64d0581d5e96b9e631c1fec65fe91c1bef305c1c6a7e1cda8bcd9bba3940", answer: #"{"Attributes":{}}"#
        ) { try $0.update(ada, [.remove("hold")], if: attribute("hold") < 9) },
        WireCase(
            name: "delete", operation: "DeleteItem",
            body:
                ##"{"TableName":"education","Key":{"PK":{"S":"STUDENT#ada"},"SK":{"S":"PROFILE"}},"ReturnValues":"ALL_OLD"}"##,
            signature: "e9b8c99c1504003ab6eff3146570d96dc0fec9471b24297ed26ccf327be7eecf"
        ) { try $0.delete(ada) },
        WireCase(
            name: "delete under a condition", operation: "DeleteItem",
            body:
                ##"{"TableName":"education","Key":{"PK":{"S":"STUDENT#ada"},"SK":{"S":"PROFILE"}},"ReturnValues":"ALL_OLD","ConditionExpression":"attribute_exists(#0)","ReturnValuesOnConditionCheckFailure":"ALL_OLD","ExpressionAttributeNames":{"#0":"PK"}}"##,
            signature: "71e67c6fdf90d458dae85551c4b657674335b9d5359f10b50399e4f58053933a"
        ) { try $0.delete(ada, if: attribute("PK").exists) },
    ]

    static let queries = [
        WireCase(
            name: "query", operation: "Query",
            body:
                ##"{"TableName":"education","KeyConditionExpression":"#0 = :0","ConsistentRead":true,"ExpressionAttributeNames":{"#0":"PK"},"ExpressionAttributeValues":{":0":{"S":"STUDENT#ada"}}}"##,
            signature: "3f477c8b33b0e8e9e2a0ff5a9d5604d7e4b78e743fecdd8d358f27f3540258de", answer: #"{"Items":[]}"#
        ) { _ = try $0.page(Query(KeyCondition("PK", equals: "STUDENT#ada"))) },
        WireCase(
            name: "query with every option", operation: "Query",
            body:
                ##"{"TableName":"education","KeyConditionExpression":"#0 = :0 AND begins_with(#1, :1)","ScanIndexForward":false,"ConsistentRead":false,"FilterExpression":"#2 > :2","ProjectionExpression":"#3, #4.#5[0]","Limit":7,"ExclusiveStartKey":{"PK":{"S":"STUDENT#ada"},"SK":{"S":"PROFILE"}},"ExpressionAttributeNames":{"#0":"PK","#1":"SK","#2":"hour","#3":"name","#4":"address","#5":"lines"},"ExpressionAttributeValues":{":0":{"S":"STUDENT#ada"},":1":{"S":"MEETUP_SIGNUP#"},":2":{"N":"8"}}}"##,
            signature: "e72a017a753c142e6555604efe327894d9cb343c135748f6902fcbb299bcefe9", answer: #"{"Items":[]}"#
        ) { table in
            let query = Query(
                KeyCondition("PK", equals: "STUDENT#ada", and: "SK", .beginsWith("MEETUP_SIGNUP#")),
                filter: attribute("hour") > 8, attributes: ["name", AttributePath("address", "lines", 0)],
                isForward: false, pageSize: 7)
            _ = try table.page(query, after: ada, isConsistent: false)
        },
        WireCase(
            name: "query of an index, which has no consistent reads", operation: "Query",
            body:
                ##"{"TableName":"education","KeyConditionExpression":"#0 = :0 AND #1 BETWEEN :1 AND :2","IndexName":"GSI1","ExpressionAttributeNames":{"#0":"GSI1PK","#1":"GSI1SK"},"ExpressionAttributeValues":{":0":{"S":"OUTBOX#3"},":1":{"S":"2026"},":2":{"S":"2027"}}}"##,
            signature: "1ff1e4e807ebef0e6591304e13a5033881c2edfe19c3a5c1dabe8814b521dd7d", answer: #"{"Items":[]}"#
        ) { table in
            let condition = KeyCondition("GSI1PK", equals: "OUTBOX#3", and: "GSI1SK", .between("2026", "2027"))
            _ = try table.page(Query(condition, index: "GSI1"), isConsistent: true)
        },
        WireCase(
            name: "query up to a sort key", operation: "Query",
            body:
                ##"{"TableName":"education","KeyConditionExpression":"#0 = :0 AND #1 <= :1","ConsistentRead":true,"ExpressionAttributeNames":{"#0":"PK","#1":"SK"},"ExpressionAttributeValues":{":0":{"S":"MEETUPS"},":1":{"S":"MEETUP#m"}}}"##,
            signature: "a4eb93c783127df90afa96e7b5540689a8541f15be0f8a4bce658439ec16428a", answer: #"{"Items":[]}"#
        ) {
            _ = try $0.page(Query(KeyCondition("PK", equals: "MEETUPS", and: "SK", .compare(.lessOrEqual, "MEETUP#m"))))
        },
        WireCase(
            name: "scan", operation: "Scan",
            body: ##"{"TableName":"education","ConsistentRead":true}"##,
            signature: "1906ea008303b247703f1502c04e87ccb1e2c7cdae87c0833551d4346643f127", answer: #"{"Items":[]}"#
        ) { _ = try $0.page(Scan()) },
        WireCase(
            name: "scan with every option", operation: "Scan",
            body:
                ##"{"TableName":"education","Segment":2,"TotalSegments":4,"IndexName":"GSI1","FilterExpression":"attribute_exists(#0)","ProjectionExpression":"#1","Limit":50,"ExclusiveStartKey":{"PK":{"S":"STUDENT#ada"},"SK":{"S":"PROFILE"}},"ExpressionAttributeNames":{"#0":"ttl","#1":"PK"}}"##,
            signature: "78beb30bceff58ef4a4bce35861fbad9bb6331cd9903997a9cf3a1071844d3ad", answer: #"{"Items":[]}"#
        ) { table in
            let scan = Scan(
                index: "GSI1", filter: attribute("ttl").exists, attributes: ["PK"], pageSize: 50,
                segment: .init(2, of: 4))
            _ = try table.page(scan, after: ada)
        },
    ]

    static let groups = [
        WireCase(
            name: "batch get", operation: "BatchGetItem",
            body:
                ##"{"RequestItems":{"education":{"Keys":[{"PK":{"S":"STUDENT#ada"},"SK":{"S":"PROFILE"}}],"ConsistentRead":true}}}"##,
            signature: "f353b0c63a7330557e49213be329415c7a4e47e575a733fbfdc03a4ec455a797",
            answer: #"{"Responses":{"education":[]},"UnprocessedKeys":{}}"#
        ) { _ = try $0.batchGet([ada]) },
        WireCase(
            name: "batch write", operation: "BatchWriteItem",
            body:
                ##"{"RequestItems":{"education":[{"PutRequest":{"Item":{"PK":{"S":"STUDENT#ada"},"SK":{"S":"PROFILE"}}}},{"DeleteRequest":{"Key":{"PK":{"S":"STUDENT#ada"},"SK":{"S":"OLD"}}}}]}}"##,
            signature: "a466344c4723f33bf706e55184ea3ae0a9e58d68850edc22892848d10e282cb3",
            answer: #"{"UnprocessedItems":{}}"#
        ) { try $0.batchWrite([.put(ada), .delete(key: ["PK": "STUDENT#ada", "SK": "OLD"])]) },
        WireCase(
            name: "transaction of every kind of action", operation: "TransactWriteItems",
            body:
                ##"{"ClientRequestToken":"0123","TransactItems":[{"Put":{"TableName":"education","Item":{"PK":{"S":"STUDENT#ada"},"SK":{"S":"PROFILE"}},"ConditionExpression":"attribute_not_exists(#0)","ReturnValuesOnConditionCheckFailure":"ALL_OLD","ExpressionAttributeNames":{"#0":"PK"}}},{"Update":{"TableName":"education","Key":{"PK":{"S":"EVENT#e"},"SK":{"S":"SEATS"}},"UpdateExpression":"SET #0 = if_not_exists(#0, :0) + :1","ConditionExpression":"#0 < #1","ReturnValuesOnConditionCheckFailure":"ALL_OLD","ExpressionAttributeNames":{"#0":"registered","#1":"capacity"},"ExpressionAttributeValues":{":0":{"N":"0"},":1":{"N":"1"}}}},{"Delete":{"TableName":"education","Key":{"PK":{"S":"EVENT#e"},"SK":{"S":"OLD"}}}},{"ConditionCheck":{"TableName":"education","Key":{"PK":{"S":"EVENT#e"},"SK":{"S":"EVENT"}},"ConditionExpression":"#0 = :0","ReturnValuesOnConditionCheckFailure":"ALL_OLD","ExpressionAttributeNames":{"#0":"status"},"ExpressionAttributeValues":{":0":{"S":"active"}}}}]}"##,
            signature: "4fe01374aeb7cedef7b0ff6e332f7c2d23f6a05693221436ca0d27899055102c"
        ) { table in
            try table.transact(
                [
                    .put(ada, if: attribute("PK").isMissing),
                    .update(
                        key: ["PK": "EVENT#e", "SK": "SEATS"], [.increment("registered", by: 1)],
                        if: attribute("registered") < attribute("capacity")),
                    .delete(key: ["PK": "EVENT#e", "SK": "OLD"]),
                    .check(key: ["PK": "EVENT#e", "SK": "EVENT"], attribute("status") == "active"),
                ], token: TransactionToken("0123") ?? .random())
        },
    ]

    static let tables = [
        WireCase(
            name: "create", operation: "CreateTable",
            body:
                ##"{"TableName":"education","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],"KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]}"##,
            signature: "02a7f24eecc727b4f55969cd8c7ccfb2a910eb00232a7efb387281f67ea77551",
            answer: #"{"TableDescription":\#(active)}"#
        ) { try $0.create(TableSchema(.init("id"))) },
        WireCase(
            name: "create with indexes that share an attribute, and a stream", operation: "CreateTable",
            body:
                ##"{"TableName":"education","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"PK","AttributeType":"S"},{"AttributeName":"SK","AttributeType":"S"},{"AttributeName":"GSI1PK","AttributeType":"S"}],"KeySchema":[{"AttributeName":"PK","KeyType":"HASH"},{"AttributeName":"SK","KeyType":"RANGE"}],"GlobalSecondaryIndexes":[{"IndexName":"GSI1","KeySchema":[{"AttributeName":"GSI1PK","KeyType":"HASH"},{"AttributeName":"SK","KeyType":"RANGE"}],"Projection":{"ProjectionType":"ALL"}}],"StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"}}"##,
            signature: "795fb8e06a561d2cf08031146c6d3a2e6493e00b4cbb9f3a82b59072ade59b50",
            answer: #"{"TableDescription":\#(active)}"#
        ) { table in
            try table.create(
                TableSchema(
                    .init("PK", "SK"), indexes: [.init("GSI1", .init("GSI1PK", "SK"))], hasStream: true))
        },
        WireCase(
            name: "create with an index that holds some attributes", operation: "CreateTable",
            body:
                ##"{"TableName":"education","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"},{"AttributeName":"owner","AttributeType":"S"}],"KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"GlobalSecondaryIndexes":[{"IndexName":"ByOwner","KeySchema":[{"AttributeName":"owner","KeyType":"HASH"}],"Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["title","date"]}}]}"##,
            signature: "cbae9932a7194db6c5b78f18becb2040d3d2d6a54dc77ded440ad13f97dcd262",
            answer: #"{"TableDescription":\#(active)}"#
        ) { table in
            let index = TableSchema.Index("ByOwner", .init("owner"), attributes: ["title", "date"])
            try table.create(TableSchema(.init("id"), indexes: [index]))
        },
        WireCase(
            name: "describe", operation: "DescribeTable", body: ##"{"TableName":"education"}"##,
            signature: "3930db7f872997d53bca84b1b0cf61aebad8b6112a309a03a866d992f8dce931",
            answer: #"{"Table":\#(active)}"#
        ) { _ = try $0.describe() },
        WireCase(
            name: "delete a table", operation: "DeleteTable", body: ##"{"TableName":"education"}"##,
            signature: "2747d24ace5bbf2ead30954f36a5181cb7de355cb9966d969bea0606b41c8ae5",
            answer: #"{"TableDescription":\#(active)}"#
        ) { try $0.deleteTable() },
        WireCase(
            name: "time to live", operation: "UpdateTimeToLive",
            body:
                ##"{"TableName":"education","TimeToLiveSpecification":{"AttributeName":"expiresAt","Enabled":true}}"##,
            signature: "9ccdffc3b41cebe8b1e920f4ad5baab5e573de6a957087dbfd5199b38f8e8520"
        ) { try $0.setTimeToLive(attribute: "expiresAt") },
        WireCase(
            name: "no time to live", operation: "UpdateTimeToLive",
            body:
                ##"{"TableName":"education","TimeToLiveSpecification":{"AttributeName":"expiresAt","Enabled":false}}"##,
            signature: "45d09ceed9d75e839e738ca8dbcd852210ee4e0107ec90ce2207f2247356dfdb"
        ) { try $0.setTimeToLive(attribute: "expiresAt", isEnabled: false) },
    ]
}
