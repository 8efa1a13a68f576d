import Bytes
public import JSON

extension APIResponse {
    /// The answer to whoever made something: what it is, and where it is from now on, by the segments of its path.
    public static func created(_ value: some JSONWritable, at segments: String...) -> APIResponse {
        var answer = APIResponse.json(value, status: 201)
        answer.headers["location"] = path(segments)
        return answer
    }

    /// A page of the list that is there, by the segments of its path: where there is more, its headers say behind which
    /// cursor, and by which query.
    public static func page(
        _ items: some JSONWritable, at segments: String..., next cursor: String?, query: String?
    ) -> APIResponse {
        var answer = APIResponse.json(items)
        answer.headers["x-next-cursor"] = cursor
        answer.headers["link"] = query.map { "<\(path(segments))?\($0)>; rel=\"next\"" }
        return answer
    }

    /// A path of these segments, whatever they hold.
    private static func path(_ segments: [String]) -> String {
        segments.map { "/\(PercentEncoding.encode($0))" }.joined()
    }
}
