import Foundation
import JSON
import Testing

@testable import LocalGateway

/// A template with a table, a function that writes to it on request, and functions that record their calls.
struct SourceStage {
    let folder: URL
    let template: URL

    /// `functions` are their names with their events and other properties.
    init(_ functions: [(name: String, properties: String)]) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "sources-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        template = folder.appending(path: "template.yaml")
        var text = Self.head
        let api = #"Events: { Any: { Type: HttpApi, Properties: { Path: "/put", Method: POST } } }"#
        for (name, properties) in [("Writer", api)] + functions {
            text += """
                  \(name):
                    Type: AWS::Serverless::Function
                    Properties:
                      CodeUri: .
                      Handler: bootstrap
                      Timeout: 60
                      Environment: { Variables: { CALLS: "\(folder.path)/\(name).calls", TABLE: !Ref Things } }
                      \(properties)

                """
            let executable = folder.appending(path: name)
            try Data(Self.script.utf8).write(to: executable)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: executable.path)
        }
        try Data(text.utf8).write(to: template)
    }

    /// Starts a gateway with this template and its data in this folder.
    func start() throws -> GatewayRig {
        try GatewayRig(["--data", folder.path + "/data"], functions: folder.path, template: template.path)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// Returns the original events of a function's calls.
    func calls(of function: String) throws -> [JSONValue] {
        let text = (try? String(contentsOf: folder.appending(path: "\(function).calls"), encoding: .utf8)) ?? ""
        return try text.split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)) }
    }

    /// Returns the item keys of each call.
    func keys(of function: String) throws -> [[String]] {
        try calls(of: function).map { call in
            call["Records"]?.array?.compactMap { $0["dynamodb"]?["Keys"]?["PK"]?["S"]?.string } ?? []
        }
    }

    /// Waits up to 30 seconds until the condition holds; returns whether it does.
    static func wait(_ isThere: () throws -> Bool) rethrows -> Bool {
        let deadline = Date(timeIntervalSinceNow: 30)
        while Date() < deadline {
            if try isThere() { return true }
            usleep(10_000)
        }
        return false
    }

    private static let head = """
        Resources:
          Things:
            Type: AWS::DynamoDB::Table
            Properties:
              AttributeDefinitions: [{ AttributeName: PK, AttributeType: S }]
              KeySchema: [{ AttributeName: PK, KeyType: HASH }]
              BillingMode: PAY_PER_REQUEST
              StreamSpecification: { StreamViewType: NEW_AND_OLD_IMAGES }
          Failed: { Type: AWS::SQS::Queue }

        """

    /// Fails for a record whose key says bad, and waits for one whose key says slow until a file says go.
    private static let script = """
        #!/usr/bin/env python3
        import http.client, json, os, time, urllib.parse
        runtime = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
        root = "/2018-06-01/runtime/invocation/"
        calls, mode = os.environ["CALLS"], os.environ.get("MODE", "")
        def put(keys):
            table = http.client.HTTPConnection(urllib.parse.urlparse(os.environ["DYNAMODB_ENDPOINT"]).netloc)
            writes = [{"PutRequest": {"Item": {"PK": {"S": key}}}} for key in keys]
            table.request("POST", "/", json.dumps({"RequestItems": {os.environ["TABLE"]: writes}}), {
                "Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "DynamoDB_20120810.BatchWriteItem",
                "X-Amz-Date": "20261121T000000Z", "Authorization": "AWS4-HMAC-SHA256 Credential=local/20261121/"
                "eu-west-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=" + "0" * 64})
            answer = table.getresponse()
            return {"statusCode": answer.status, "body": answer.read().decode()}
        while True:
            runtime.request("GET", root + "next")
            answer = runtime.getresponse()
            event, call = json.loads(answer.read()), answer.headers["Lambda-Runtime-Aws-Request-Id"]
            end, payload = "/response", {}
            if "rawPath" in event:
                payload = put(event["body"].split())
            else:
                with open(calls, "a") as file: file.write(json.dumps(event) + "\\n")
                records = [(r["dynamodb"]["Keys"]["PK"]["S"], r["dynamodb"]["SequenceNumber"])
                           for r in event.get("Records", [])]
                bad = [{"itemIdentifier": number} for key, number in records if "bad" in key]
                if mode == "report": payload = {"batchItemFailures": bad}
                elif bad: end, payload = "/error", {"errorMessage": "bad", "errorType": "Bad"}
                # Until it is let go on, or nobody is interested any more.
                while any("slow" in key for key, _ in records) and os.path.exists(calls):
                    if os.path.exists(calls + ".go"): break
                    time.sleep(0.01)
            runtime.request("POST", root + call + end, json.dumps(payload))
            runtime.getresponse().read()
        """
}
