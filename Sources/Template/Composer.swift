/// Builds the tree of a template from YAML events, within limits that no template of the service exceeds.
struct Composer {
    /// CloudFormation's maximum length of a template, in bytes.
    static let longestText = 1024 * 1024
    /// The most values in a template, counting those repeated by aliases every time.
    static let mostValues = 200_000
    /// The deepest nesting of values.
    static let deepest = 64

    private let events: YAMLEvents
    /// The values of anchors; nil for one whose value is not complete yet.
    private var anchors: [String: Node?] = [:]
    private var values = 0

    static func tree(of bytes: [UInt8]) throws(TemplateError) -> Node {
        guard bytes.count <= longestText else { throw TemplateError("it has more than \(longestText) bytes") }
        try refuseDirectives(bytes)
        var composer = Composer(events: try YAMLEvents(bytes))
        return try composer.document()
    }

    private init(events: YAMLEvents) {
        self.events = events
    }

    /// Thousands of `%TAG` lines would take libyaml quadratic time, and no template needs one.
    private static func refuseDirectives(_ bytes: [UInt8]) throws(TemplateError) {
        var line = 1
        var previous = UInt8(ascii: "\n")
        for byte in bytes {
            if previous == UInt8(ascii: "\n"), byte == UInt8(ascii: "%") {
                let mark = Mark(line: line, column: 1)
                throw TemplateError("a line begins with %: directives are not supported", at: mark)
            }
            if byte == UInt8(ascii: "\n") { line += 1 }
            previous = byte
        }
    }

    private mutating func document() throws(TemplateError) -> Node {
        _ = try events.next()
        guard case .documentStart = try events.next().kind else { throw TemplateError("it is empty") }
        let root = try value(events.next(), depth: 1)
        _ = try events.next()
        let rest = try events.next()
        guard case .streamEnd = rest.kind else { throw TemplateError("a second document begins", at: rest.mark) }
        return root
    }

    private mutating func value(_ event: YAMLEvents.Event, depth: Int) throws(TemplateError) -> Node {
        guard depth <= Self.deepest else { throw TemplateError("values stand too deep in one another", at: event.mark) }
        if case .alias(let name) = event.kind { return try repeated(name, depth, at: event.mark) }
        try count(1, at: event.mark)
        if let anchor = event.anchor { anchors[anchor] = .some(nil) }
        let content = try content(event, depth)
        let node = try YAMLTag.apply(event.tag, to: Node(content, at: event.mark))
        if let anchor = event.anchor { anchors[anchor] = .some(node) }
        return node
    }

    private mutating func content(_ event: YAMLEvents.Event, _ depth: Int) throws(TemplateError) -> Node.Content {
        switch event.kind {
        case .scalar(let text, let isPlain):
            return .scalar(isPlain && (event.tag == nil || event.tag == "!") ? Scalar(plain: text) : .string(text))
        case .sequenceStart: return try .sequence(elements(depth))
        case .mappingStart: return try .mapping(members(depth))
        default: throw TemplateError("a value is missing", at: event.mark)
        }
    }

    private mutating func elements(_ depth: Int) throws(TemplateError) -> [Node] {
        var elements: [Node] = []
        while true {
            let event = try events.next()
            if case .sequenceEnd = event.kind { return elements }
            elements.append(try value(event, depth: depth + 1))
        }
    }

    private mutating func members(_ depth: Int) throws(TemplateError) -> [Node.Member] {
        var members: [Node.Member] = []
        var keys: Set<String> = []
        while true {
            let event = try events.next()
            if case .mappingEnd = event.kind { return members }
            guard case .scalar(let key, _) = event.kind, event.tag == nil, event.anchor == nil else {
                throw TemplateError("a key is not a plain text", at: event.mark)
            }
            guard key != "<<" else { throw TemplateError("merge keys (<<) are not supported", at: event.mark) }
            guard keys.insert(key).inserted else { throw TemplateError("the key \(key) comes twice", at: event.mark) }
            members.append(Node.Member(key: key, value: try value(events.next(), depth: depth + 1)))
        }
    }

    private mutating func repeated(_ name: String, _ depth: Int, at mark: Mark) throws(TemplateError) -> Node {
        guard let known = anchors[name] else { throw TemplateError("there is no anchor \(name) before", at: mark) }
        guard let node = known else { throw TemplateError("the anchor \(name) contains itself", at: mark) }
        try count(node.size(atMost: Self.mostValues - values), at: mark)
        guard depth - 1 + node.depth <= Self.deepest else {
            throw TemplateError("values stand too deep in one another", at: mark)
        }
        return node
    }

    private mutating func count(_ more: Int, at mark: Mark) throws(TemplateError) {
        values += more
        guard values <= Self.mostValues else {
            throw TemplateError("it has more than \(Self.mostValues) values", at: mark)
        }
    }
}
