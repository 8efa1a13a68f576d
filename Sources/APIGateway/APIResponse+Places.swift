import Bytes
public import JSON

extension APIResponse {
    /// Returns the answer to a request that created a resource: the resource, and its location from the segments of its
    /// path.
    public static func created(_ value: some JSONWritable, at segments: String...) -> APIResponse {
        var answer = APIResponse.json(value, status: 201)
        answer.headers["location"] = path(segments)
        return answer
    }

    /// Returns a page of the list at a path, given by its segments; if there are more pages, headers give the cursor
    /// and the query for the next one.
    public static func page(
        _ items: some JSONWritable, at segments: String..., next cursor: String?, query: String?
    ) -> APIResponse {
        var answer = APIResponse.json(items)
        answer.headers["x-next-cursor"] = cursor
        answer.headers["link"] = query.map { "<\(path(segments))?\($0)>; rel=\"next\"" }
        return answer
    }

    /// Returns a path of these segments, encoded.
    private static func path(_ segments: [String]) -> String {
        segments.map { "/\(PercentEncoding.encode($0))" }.joined()
    }
}
