import HTTP
import Time

extension Result<HTTPResponse, HTTPError> {
    /// Returns an agent's answer: a key's id, with a secret and a token made from it.
    static func answer(_ keyID: String, expiring expiresAt: Instant) -> Self {
        body(
            #"{"RoleArn":"arn","AccessKeyId":"\#(keyID)","SecretAccessKey":"secret of \#(keyID)","#
                + #""Token":"token of \#(keyID)","Expiration":"\#(expiresAt.iso8601)"}"#)
    }

    static func body(_ text: String) -> Self {
        .success(HTTPResponse(status: 200, body: Array(text.utf8)))
    }
}
