import AWS
import HTTP
import JSON
import Time

/// The endpoint and credentials for reading streams.
struct StreamsPlace: Sendable {
    let endpoint: Endpoint
    let region: String
    let credentials: Credentials

    /// Creates the place for those tables' streams: the tables' endpoint, or in AWS a separate host.
    init(_ tables: any TableHouse) {
        let settings = tables.settings
        region = settings["AWS_REGION"] ?? LocalStack.region
        let address = settings["DYNAMODB_ENDPOINT"].flatMap { Endpoint($0) }
        let inAWS = Endpoint(scheme: .https, host: "streams.dynamodb.\(region).amazonaws.com", port: 443)
        endpoint = address.flatMap { $0.host.hasSuffix(".amazonaws.com") ? nil : $0 } ?? inAWS
        credentials = Credentials(
            accessKeyID: settings["AWS_ACCESS_KEY_ID"] ?? "", secretAccessKey: settings["AWS_SECRET_ACCESS_KEY"] ?? "",
            sessionToken: settings["AWS_SESSION_TOKEN"])
    }
}

/// A client of DynamoDB Streams; each thread uses its own.
final class StreamsClient {
    /// An error of the service.
    enum Failure: Error, Equatable, CustomStringConvertible {
        /// The stream or the shard does not exist.
        case notFound
        /// The position can't be read, or not any more.
        case lostPlace
        /// The iterator has expired.
        case expired
        /// An error that a retry may resolve.
        case other(String)

        var description: String {
            switch self {
            case .notFound: "there is no such stream"
            case .lostPlace: "the place in the stream is lost"
            case .expired: "the place in the stream was held for too long"
            case .other(let words): "the stream cannot be read: \(words)"
            }
        }
    }

    /// A part of a stream whose records are ordered.
    struct Shard: Equatable {
        let id: String
        /// The shard that must be read before.
        let parent: String?
    }

    private let place: StreamsPlace
    private let signer: RequestSigner
    private let transport = CurlTransport(limits: .init(connectMilliseconds: 2_000, totalMilliseconds: 10_000))

    init(_ place: StreamsPlace) {
        self.place = place
        signer = RequestSigner(service: "dynamodb", region: place.region)
    }

    /// Returns the ARN of the table's latest stream; nil if it has none.
    func stream(ofTable table: String) throws(Failure) -> String? {
        var streams: [(label: String, arn: String)] = []
        var last: JSONValue?
        repeat {
            let page = try ask("ListStreams", ["TableName": .string(table), "ExclusiveStartStreamArn": last])
            for stream in page["Streams"]?.elements.map(\.value) ?? [] {
                streams.append((stream["StreamLabel"]?.string ?? "", stream["StreamArn"]?.string ?? ""))
            }
            last = page["LastEvaluatedStreamArn"]?.value
        } while last != nil
        return streams.max { $0.label < $1.label }?.arn
    }

    /// Returns all shards of a stream.
    func shards(of stream: String) throws(Failure) -> [Shard] {
        var shards: [Shard] = []
        var last: JSONValue?
        repeat {
            let page = try ask("DescribeStream", ["StreamArn": .string(stream), "ExclusiveStartShardId": last])
            let description = page["StreamDescription"]
            for shard in description?["Shards"]?.elements.map(\.value) ?? [] {
                shards.append(Shard(id: shard["ShardId"]?.string ?? "", parent: shard["ParentShardId"]?.string))
            }
            last = description?["LastEvaluatedShardId"]?.value
        } while last != nil
        return shards
    }

    /// Returns an iterator after that sequence number, or at the beginning of the shard.
    func iterator(of shard: String, in stream: String, after sequence: String?) throws(Failure) -> String {
        let answer = try ask(
            "GetShardIterator",
            [
                "StreamArn": .string(stream), "ShardId": .string(shard),
                "ShardIteratorType": sequence == nil ? "TRIM_HORIZON" : "AFTER_SEQUENCE_NUMBER",
                "SequenceNumber": sequence.map(JSONValue.string),
            ])
        guard let iterator = answer["ShardIterator"]?.string else { throw .other("an answer without an iterator") }
        return iterator
    }

    /// Returns the records and the next iterator, which is nil at the end of a closed shard.
    func records(at iterator: String) throws(Failure) -> (records: [JSONNode], next: String?) {
        let answer = try ask("GetRecords", ["ShardIterator": .string(iterator)])
        return (answer["Records"].map { Array($0.elements) } ?? [], answer["NextShardIterator"]?.string)
    }

    private func ask(_ operation: String, _ input: [String: JSONValue?]) throws(Failure) -> JSONNode {
        let request = HTTPRequest(
            "POST", place.endpoint,
            headers: [
                "Content-Type": "application/x-amz-json-1.0",
                "X-Amz-Target": "DynamoDBStreams_20120810.\(operation)",
            ],
            body: JSONValue.object(input.compactMapValues(\.self)).json())
        let response: HTTPResponse
        do throws(HTTPError) {
            response = try transport.send(signer.sign(request, with: place.credentials, at: .now), by: nil)
        } catch {
            throw .other("\(operation): \(error)")
        }
        guard let root = try? JSONDocument(parsing: response.body).root else {
            throw .other("\(operation): status \(response.status) and no JSON")
        }
        guard response.status == 200 else { throw Self.failure(operation, response.status, root) }
        return root
    }

    private static func failure(_ operation: String, _ status: Int, _ body: JSONNode) -> Failure {
        let type = body["__type"]?.string?.split(separator: "#").last.map(String.init) ?? "status \(status)"
        let message = (body["message"] ?? body["Message"])?.string ?? ""
        return switch type {
        case "ResourceNotFoundException": .notFound
        case "ExpiredIteratorException": .expired
        case "TrimmedDataAccessException": .lostPlace
        case "ValidationException" where operation == "GetShardIterator": .lostPlace
        default: .other(message.isEmpty ? "\(operation): \(type)" : "\(operation): \(type): \(message)")
        }
    }
}
