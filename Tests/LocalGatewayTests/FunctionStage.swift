import Foundation

@testable import LocalGateway

/// A gateway in front of a script that speaks the Runtime API.
struct FunctionStage {
    let rig: GatewayRig
    let executable: URL
    let template: URL
    private let folder: URL

    init(_ options: [String] = [], template text: String = Self.template, launcher: [String] = []) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "functions-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        executable = folder.appending(path: "Actor")
        try Self.write(Self.script, to: executable)
        template = folder.appending(path: "template.yaml")
        try Data(text.utf8).write(to: template)
        rig = try GatewayRig(options, functions: folder.path, template: template.path, launcher: launcher)
    }

    func remove() {
        rig.stop()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Replaces the file by a new one, as linkers do.
    static func write(_ script: String, to file: URL) throws {
        try? FileManager.default.removeItem(at: file)
        try Data(script.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    }

    static let template = """
        Resources:
          Actor:
            Type: AWS::Serverless::Function
            Properties:
              CodeUri: .
              Handler: bootstrap
              Timeout: 2
              Environment: { Variables: { GREETING: hello } }
              Events: { Any: { Type: HttpApi, Properties: { Path: "/{act+}", Method: ANY } } }
        """

    static let script = """
        #!/usr/bin/env python3
        import http.client, json, os, signal, time
        runtime = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
        root = "/2018-06-01/runtime/invocation/"
        while True:
            runtime.request("GET", root + "next")
            answer = runtime.getresponse()
            event, call = json.loads(answer.read()), answer.headers["Lambda-Runtime-Aws-Request-Id"]
            act, end = event["rawPath"], "/response"
            payload = {"statusCode": 200, "body": str(os.getpid())}
            if act == "/die": os.kill(os.getpid(), signal.SIGKILL)
            if act == "/exit": os._exit(0)
            if act == "/sleep": time.sleep(60)
            if act == "/nap": time.sleep(1)
            if act == "/say": print('{"level":"WARN","message":"said","fields":{"n":1}}', flush=True)
            if act == "/error": end, payload = "/error", {"errorMessage": "no", "errorType": "No"}
            if act == "/bad": payload = {"statusCode": "none"}
            if act == "/event": payload = event
            if act == "/environment": payload = dict(os.environ)
            runtime.request("POST", root + call + end, json.dumps(payload))
            runtime.getresponse().read()
        """
}
