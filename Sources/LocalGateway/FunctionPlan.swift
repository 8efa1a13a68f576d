import Template

/// The settings for running a function.
struct FunctionPlan: Sendable {
    let name: String
    let path: String
    /// The time limit of a call in seconds.
    let seconds: Double
    let environment: [String: String]

    init(_ function: FunctionResource, folder: String, shared: [String: String]) {
        name = function.logicalID
        path = "\(folder)/\(function.logicalID)"
        seconds = Double(function.timeout)
        environment = function.environment
            .merging(shared) { _, ours in ours }
            .merging(Self.reserved(function, folder: folder)) { _, ours in ours }
    }

    /// Returns the variables that Lambda sets and no template can change.
    private static func reserved(_ function: FunctionResource, folder: String) -> [String: String] {
        [
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": String(function.memory),
            "AWS_LAMBDA_FUNCTION_NAME": function.logicalID,
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
            "AWS_LAMBDA_LOG_FORMAT": "JSON",
            "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/\(function.logicalID)",
            "AWS_LAMBDA_LOG_STREAM_NAME": "local",
            "LAMBDA_RUNTIME_DIR": folder,
            "LAMBDA_TASK_ROOT": folder,
            "LANG": "en_US.UTF-8",
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "TZ": ":UTC",
            "_HANDLER": function.handler,
        ]
    }
}
