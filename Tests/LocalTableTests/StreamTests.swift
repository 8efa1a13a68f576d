import Bytes
import JSON
import TableStore
import Testing

@testable import LocalTable

struct StreamTests {
    private let rig: Rig
    private let arn: String
    private let shard: String

    init() throws {
        rig = try Rig()
        try rig.answer(
            "CreateTable",
            #"{"TableName":"plain","BillingMode":"PAY_PER_REQUEST","#
                + #""AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],"#
                + #""KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],"#
                + #""StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"}}"#)
        let streams = try rig.answer("ListStreams", #"{"TableName":"plain"}"#)
        arn = streams["Streams"]?.array?.first?["StreamArn"]?.string ?? ""
        let stream = try rig.answer("DescribeStream", #"{"StreamArn":"\#(arn)"}"#)["StreamDescription"]
        shard = stream?["Shards"]?.array?.first?["ShardId"]?.string ?? ""
    }

    private func iterator(_ type: String, _ rest: String = "") throws -> String {
        let answer = try rig.answer(
            "GetShardIterator",
            #"{"StreamArn":"\#(arn)","ShardId":"\#(shard)","ShardIteratorType":"\#(type)"\#(rest)}"#)
        return answer["ShardIterator"]?.string ?? "\(answer)"
    }

    private func records(_ iterator: String) throws -> [JSONValue] {
        try rig.answer("GetRecords", #"{"ShardIterator":"\#(iterator)"}"#)["Records"]?.array ?? []
    }

    private func change() throws {
        try rig.answer("PutItem", #"{"TableName":"plain","Item":{"pk":{"S":"a"},"v":{"N":"1"}}}"#)
        try rig.answer("PutItem", #"{"TableName":"plain","Item":{"pk":{"S":"a"},"v":{"N":"1"}}}"#)
        try rig.answer("DeleteItem", #"{"TableName":"plain","Key":{"pk":{"S":"a"}}}"#)
    }

    @Test("A stream is described with its one shard")
    func description() throws {
        #expect(
            try rig.answer("ListStreams", "{}")
                == json(
                    #"{"Streams":[{"StreamArn":"\#(arn)","StreamLabel":"2023-11-14T22:13:20.000","#
                        + #""TableName":"plain"}]}"#))
        #expect(arn == "arn:aws:dynamodb:us-east-1:000000000000:table/plain/stream/2023-11-14T22:13:20.000")
        #expect(
            try rig.answer("DescribeStream", #"{"StreamArn":"\#(arn)"}"#)
                == json(
                    #"{"StreamDescription":{"StreamArn":"\#(arn)","StreamLabel":"2023-11-14T22:13:20.000","#
                        + #""StreamStatus":"ENABLED","StreamViewType":"NEW_AND_OLD_IMAGES","#
                        + #""CreationRequestDateTime":1700000000,"TableName":"plain","#
                        + #""KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],"#
                        + #""Shards":[{"ShardId":"\#(shard)","#
                        + #""SequenceNumberRange":{"StartingSequenceNumber":"100000000000000000001"}}]}}"#))
    }

    @Test("Every change is told, once and in order, and what changes nothing is not")
    func changes() throws {
        try change()
        let records = try records(iterator("TRIM_HORIZON"))
        #expect(records.map { $0["eventName"]?.string } == ["INSERT", "REMOVE"])
        #expect(
            records.first?["dynamodb"]
                == json(
                    #"{"ApproximateCreationDateTime":1700000000,"Keys":{"pk":{"S":"a"}},"#
                        + #""NewImage":{"pk":{"S":"a"},"v":{"N":"1"}},"SequenceNumber":"100000000000000000001","#
                        + #""SizeBytes":9,"StreamViewType":"NEW_AND_OLD_IMAGES"}"#))
        #expect(records.last?["dynamodb"]?["OldImage"] == json(#"{"pk":{"S":"a"},"v":{"N":"1"}}"#))
        #expect(records.last?["userIdentity"] == nil)
    }

    @Test("Iterators begin where they say")
    func iterators() throws {
        try change()
        let last = #","SequenceNumber":"100000000000000000002""#
        #expect(try records(iterator("LATEST")).isEmpty)
        #expect(try records(iterator("AT_SEQUENCE_NUMBER", last)).count == 1)
        #expect(try records(iterator("AFTER_SEQUENCE_NUMBER", last)).isEmpty)
        #expect(
            try rig.answer("GetRecords", #"{"ShardIterator":"rubbish"}"#) == invalid("Invalid ShardIterator"))
        let old = try iterator("TRIM_HORIZON")
        let later = try rig.answer(
            "GetRecords", #"{"ShardIterator":"\#(old)"}"#, by: rig.at(Rig.start + 16 * 60_000))
        #expect(
            later == refusal("ExpiredIteratorException: Iterator expired: it was created more than 15 minutes ago"))
    }

    /// Changes another stream, which uses up sequence numbers that all streams share.
    private func changeElsewhere() throws {
        try rig.answer(
            "CreateTable",
            #"{"TableName":"other","BillingMode":"PAY_PER_REQUEST","#
                + #""AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],"#
                + #""KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],"#
                + #""StreamSpecification":{"StreamEnabled":true,"StreamViewType":"KEYS_ONLY"}}"#)
        try rig.answer("PutItem", #"{"TableName":"other","Item":{"pk":{"S":"a"}}}"#)
    }

    private func start(by operations: Operations) throws -> String {
        let stream = try rig.answer("DescribeStream", #"{"StreamArn":"\#(arn)"}"#, by: operations)["StreamDescription"]
        let range = stream?["Shards"]?.array?.first?["SequenceNumberRange"]
        return range?["StartingSequenceNumber"]?.string ?? ""
    }

    @Test("A shard is read from its start, though the first of its records has a later number")
    func gapInFront() throws {
        let opening = try start(by: rig.operations)
        try changeElsewhere()
        try change()
        let first = try start(by: rig.operations)
        #expect([opening, first] == ["100000000000000000001", "100000000000000000002"])
        for start in [opening, first] {
            let rest = #","SequenceNumber":"\#(start)""#
            #expect(try records(iterator("AT_SEQUENCE_NUMBER", rest)).count == 2)
        }
        #expect(
            try records(iterator("AFTER_SEQUENCE_NUMBER", #","SequenceNumber":"\#(opening)""#)).count == 2)
    }

    @Test("Records that are a day old are gone, and who asks for one of them learns that")
    func trimming() throws {
        try change()
        let day: Int64 = 24 * 3_600_000
        let later = rig.at(Rig.start + day + 1)
        let put = #"{"TableName":"plain","Item":{"pk":{"S":"b"}}}"#
        try rig.answer("PutItem", put, by: later)
        func answer(_ sequence: String) throws -> JSONValue {
            try rig.answer(
                "GetShardIterator",
                #"{"StreamArn":"\#(arn)","ShardId":"\#(shard)","ShardIteratorType":"AT_SEQUENCE_NUMBER","#
                    + #""SequenceNumber":"\#(sequence)"}"#, by: later)
        }
        #expect(
            try answer("100000000000000000001")
                == refusal(
                    "TrimmedDataAccessException: The operation attempted to read past the oldest stream record in a "
                        + "shard"))
        let start = try start(by: later)
        #expect(start == "100000000000000000003")
        #expect(try answer(start)["ShardIterator"] != nil)
    }

    @Test("Numbers at the end of what a machine can count are refused like others")
    func extremes() throws {
        let answer = try iterator("AFTER_SEQUENCE_NUMBER", #","SequenceNumber":"109223372036854775807""#)
        #expect(answer.contains("Invalid SequenceNumber: 109223372036854775807"))
        let forged = "\(arn)|1|\(Base64.encode(Array("1|\(Int64.min)".utf8)))"
        #expect(
            try rig.answer("GetRecords", #"{"ShardIterator":"\#(forged)"}"#)
                == refusal("ExpiredIteratorException: Iterator expired: it was created more than 15 minutes ago"))
    }

    @Test("What expires is deleted by the service, and told so")
    func expiry() throws {
        try rig.answer(
            "UpdateTimeToLive",
            #"{"TableName":"plain","TimeToLiveSpecification":{"AttributeName":"t","Enabled":true}}"#)
        try rig.answer("PutItem", #"{"TableName":"plain","Item":{"pk":{"S":"a"},"t":{"N":"1699999999"}}}"#)
        #expect(try rig.store.sweep(at: Rig.start) == 1)
        let records = try records(iterator("TRIM_HORIZON"))
        #expect(
            records.last?["userIdentity"]
                == json(#"{"PrincipalId":"dynamodb.amazonaws.com","Type":"Service"}"#))
    }

    @Test("A stream that is switched off can be read to its end")
    func closing() throws {
        try change()
        try rig.answer("UpdateTable", #"{"TableName":"plain","StreamSpecification":{"StreamEnabled":false}}"#)
        let answer = try rig.answer("GetRecords", #"{"ShardIterator":"\#(iterator("TRIM_HORIZON"))"}"#)
        #expect(answer["Records"]?.array?.count == 2)
        #expect(answer["NextShardIterator"] == nil)
    }
}
