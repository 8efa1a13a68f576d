/// A parsed Signature Version 4 `Authorization` header.
struct Authorization {
    /// Key, day, region, service and terminator.
    struct Credential {
        let keyID: ArraySlice<UInt8>
        let day: ArraySlice<UInt8>
        let region: ArraySlice<UInt8>
        let service: ArraySlice<UInt8>
        let terminator: ArraySlice<UInt8>
    }

    let credential: Credential
    /// The names in lower case, in the client's order.
    let signedHeaders: ArraySlice<UInt8>
    let signature: ArraySlice<UInt8>

    private static let algorithm = Array("AWS4-HMAC-SHA256".utf8)

    /// Parses the header's value; throws if it is not a Signature Version 4 header or lacks a part.
    init(_ header: ArraySlice<UInt8>?, hasDate: Bool) throws(ServiceFailure) {
        guard let header, header.starts(with: "AWS4-".utf8) else { throw .missingToken }
        let end = header.firstIndex(of: 0x20) ?? header.endIndex
        let parts = try Self.parts(header[end...], of: header)
        guard hasDate, let credential = parts.credential, let signedHeaders = parts.signedHeaders,
            let signature = parts.signature, !credential.isEmpty, !signedHeaders.isEmpty, !signature.isEmpty
        else {
            let problems = Self.problems(parts, hasDate: hasDate)
            throw .incompleteSignature("\(problems)Authorization=\(Self.text(header))")
        }
        guard header[..<end].elementsEqual(Self.algorithm) else {
            throw .incompleteSignature("Unsupported AWS 'algorithm': '\(Self.text(header[..<end]))'.")
        }
        self.credential = try Self.credential(credential)
        self.signedHeaders = signedHeaders
        self.signature = signature
    }

    private typealias Parts = (
        credential: ArraySlice<UInt8>?, signedHeaders: ArraySlice<UInt8>?, signature: ArraySlice<UInt8>?
    )

    private static func parts(
        _ text: ArraySlice<UInt8>, of header: ArraySlice<UInt8>
    ) throws(ServiceFailure) -> Parts {
        var parts: Parts = (nil, nil, nil)
        for part in pieces(of: text, between: UInt8(ascii: ",")) {
            let pair = trimmed(part)
            guard !pair.isEmpty else { continue }
            guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else {
                throw .incompleteSignature(
                    "'\(Self.text(pair))' not a valid key=value pair (missing equal-sign) in Authorization header: "
                        + "'\(Self.text(header))'.")
            }
            let value = pair[(equals + 1)...]
            let name = pair[..<equals]
            if name.elementsEqual("Credential".utf8) { parts.credential = value }
            if name.elementsEqual("SignedHeaders".utf8) { parts.signedHeaders = value }
            if name.elementsEqual("Signature".utf8) { parts.signature = value }
        }
        return parts
    }

    private static func problems(_ parts: Parts, hasDate: Bool) -> String {
        var problems = ""
        for (name, value) in [
            ("Credential", parts.credential), ("Signature", parts.signature), ("SignedHeaders", parts.signedHeaders),
        ] where value?.isEmpty != false {
            problems += "Authorization header requires '\(name)' parameter. "
        }
        if !hasDate {
            problems += "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
        }
        return problems
    }

    private static func credential(_ text: ArraySlice<UInt8>) throws(ServiceFailure) -> Credential {
        let parts = pieces(of: text, between: UInt8(ascii: "/"))
        guard parts.count == 5 else {
            throw .incompleteSignature(
                "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, "
                    + "got '\(Self.text(text))'")
        }
        return Credential(
            keyID: parts[0], day: parts[1], region: parts[2], service: parts[3], terminator: parts[4])
    }

    /// Returns the text's pieces, including empty ones; `split` is far slower, and every request needs this.
    private static func pieces(of text: ArraySlice<UInt8>, between separator: UInt8) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var start = text.startIndex
        for index in text.indices where text[index] == separator {
            pieces.append(text[start..<index])
            start = index + 1
        }
        pieces.append(text[start...])
        return pieces
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes.drop { $0 == 0x20 }
        while bytes.last == 0x20 { bytes.removeLast() }
        return bytes
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}
