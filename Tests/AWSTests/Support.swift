import HTTP
import Time

extension Result<HTTPResponse, HTTPError> {
    /// What an agent answers: a key's id, and a secret and a token made from it.
    static func answer(_ keyID: String, expiring expiresAt: Instant) -> Self {
        body(
            #"{"RoleArn":"arn","AccessKeyId":"\#(keyID)","SecretAccessKey":"secret of \#(keyID)","#
                + #""Token":"token of \#(keyID)","Expiration":"\#(expiresAt.iso8601)"}"#)
    }

    static func body(_ text: String) -> Self {
        .success(HTTPResponse(status: 200, body: Array(text.utf8)))
    }
}
