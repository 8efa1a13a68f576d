import CCurl

/// The headers of a request as libcurl's list, kept while requests have the same headers.
final class CurlHeaderList {
    let headers: HTTPHeaders
    private(set) var first: UnsafeMutablePointer<curl_slist>?

    init(_ headers: HTTPHeaders) {
        self.headers = headers
        for field in headers.fields {
            // libcurl sends `Name;` as a header with an empty value; it would omit `Name:`.
            let isEmpty = field.value.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 }
            add(isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
        }
        // `Name:` keeps libcurl from adding a header by itself.
        for name in ["Accept", "Expect", "Content-Type"] where headers[name] == nil {
            add("\(name):")
        }
    }

    deinit {
        curl_slist_free_all(first)
    }

    private func add(_ line: String) {
        first = curl_slist_append(first, line) ?? first
    }
}
