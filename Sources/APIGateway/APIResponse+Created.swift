import Bytes
public import JSON

extension APIResponse {
    /// The answer to whoever made something: what it is, and where it is from now on, by the segments of its path.
    public static func created(_ value: some JSONWritable, at segments: String...) -> APIResponse {
        var answer = APIResponse.json(value, status: 201)
        answer.headers["location"] = segments.map { "/\(PercentEncoding.encode($0))" }.joined()
        return answer
    }
}
