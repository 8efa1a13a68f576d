import JSON
import TableStore

extension Operations {
    private static let mostTags = 50

    func tagResource(_ input: JSONNode) throws -> [UInt8] {
        try ShapeReader.check(input, against: TableShapes.tagResource)
        let tags = try input.required(member: "Tags").elements.map { try Self.tag($0) }
        guard !tags.isEmpty else { throw ServiceFailure.validation("Atleast one Tag needs to be provided as Input.") }
        return try changeTags(of: input) { definition in
            definition.tags = try Self.tags(tags, on: definition.tags)
        }
    }

    /// Returns the tags after adding new ones, which replace old ones with the same key.
    static func tags(_ new: [TableTag], on old: [TableTag]) throws -> [TableTag] {
        var tags = old
        for tag in new {
            tags.removeAll { $0.key == tag.key }
            tags.append(tag)
        }
        guard tags.count <= mostTags else {
            throw ServiceFailure.validation("Too many tags: a resource can have at most \(mostTags)")
        }
        return tags
    }

    static func tag(_ node: JSONNode) throws -> TableTag {
        let tag = try TableTag(key: node.required(text: "Key"), value: node.required(text: "Value"))
        guard !tag.key.hasPrefix("aws:") else {
            throw ServiceFailure.invalidParameters("Tag keys that begin with aws: are reserved: \(tag.key)")
        }
        for text in [tag.key, tag.value] where !text.unicodeScalars.allSatisfy(isTagCharacter) {
            throw ServiceFailure.invalidParameters(
                "Tags are made of letters, digits, white space and + - = . _ : / @ alone: \(text)")
        }
        return tag
    }

    private static func isTagCharacter(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        return properties.isAlphabetic || properties.numericType != nil || properties.isWhitespace
            || "+-=._:/@".unicodeScalars.contains(scalar)
    }

    func untagResource(_ input: JSONNode) throws -> [UInt8] {
        try ShapeReader.check(input, against: TableShapes.untagResource)
        let keys = input.texts("TagKeys") ?? []
        guard !keys.isEmpty else {
            throw ServiceFailure.validation("Atleast one Tag Key needs to be provided as Input.")
        }
        return try changeTags(of: input) { definition in
            definition.tags.removeAll { keys.contains($0.key) }
        }
    }

    private func changeTags(
        of input: JSONNode, _ change: (inout TableDefinition) throws -> Void
    ) throws -> [UInt8] {
        let name = try taggedName(input)
        try store.write(at: clock()) { writer in
            var definition = try describedTable(name, in: writer).definition
            try change(&definition)
            let form = TableForm(definition)
            try writer.update(definition) { try form.forms(of: StoredItem(json: $0, size: 0).parsed()) }
        }
        return []
    }

    func listTagsOfResource(_ input: JSONNode) throws -> [UInt8] {
        try ShapeReader.check(input, against: TableShapes.listTags)
        let arn = try input.required(text: "ResourceArn")
        let name = try taggedName(input)
        let tags = try store.read { reader in
            guard let table = reader.table(named: name) else {
                throw ServiceFailure(
                    "AccessDeniedException",
                    "User: arn:aws:iam::\(arns.account):root is not authorized to perform: "
                        + "dynamodb:ListTagsOfResource on resource: \(arn)")
            }
            return table.definition.tags
        }
        return Self.object { json in
            json.array("Tags") { json in
                for tag in tags {
                    json.object { json in
                        json.member("Key", tag.key)
                        json.member("Value", tag.value)
                    }
                }
            }
        }
    }

    /// Returns the name of the table to tag, which must be given by its ARN, not that of an index or a stream.
    private func taggedName(_ input: JSONNode) throws -> String {
        let arn = try input.required(text: "ResourceArn")
        guard TableARN.isARN(arn) else {
            throw ServiceFailure.validation("Invalid ResourceArn: ARNs must start with 'arn:': \(arn)")
        }
        let name = try arns.tableName(in: arn)
        guard arn.hasSuffix(":table/\(name)") else { throw TableARN.invalid(arn) }
        return name
    }
}
