internal import CYAML

/// The events of a YAML text in order, as parsed by libyaml.
final class YAMLEvents {
    enum Kind {
        case streamStart, streamEnd, documentStart, documentEnd
        case alias(String)
        case scalar(String, isPlain: Bool)
        case sequenceStart, sequenceEnd, mappingStart, mappingEnd
    }

    struct Event {
        let kind: Kind
        let anchor: String?
        let tag: String?
        let mark: Mark
    }

    private typealias CText = UnsafeMutablePointer<UInt8>

    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let text: UnsafeMutableBufferPointer<UInt8>

    init(_ bytes: [UInt8]) throws(TemplateError) {
        parser = .allocate(capacity: 1)
        text = .allocate(capacity: bytes.count)
        _ = text.initialize(from: bytes)
        guard yaml_parser_initialize(parser) == 1 else {
            parser.initialize(to: yaml_parser_t())
            throw TemplateError("there is not enough memory to read it")
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        text.deallocate()
    }

    func next() throws(TemplateError) -> Event {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw error() }
        defer { yaml_event_delete(&event) }
        return try Self.event(event)
    }

    private func error() -> TemplateError {
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "it can't be read"
        guard parser.pointee.error != YAML_READER_ERROR else {
            let line = text.prefix(parser.pointee.problem_offset).count { $0 == UInt8(ascii: "\n") }
            return TemplateError("not YAML: \(problem)", at: Mark(line: line + 1, column: 1))
        }
        let context = parser.pointee.context.map { String(cString: $0) + ": " } ?? ""
        return TemplateError("not YAML: \(context)\(problem)", at: Mark(parser.pointee.problem_mark))
    }

    private static func event(_ event: yaml_event_t) throws(TemplateError) -> Event {
        let mark = Mark(event.start_mark)
        func piece(_ kind: Kind, anchor: CText? = nil, tag: CText? = nil) -> Event {
            let (anchor, tag) = (anchor.map { String(cString: $0) }, tag.map { String(cString: $0) })
            return Event(kind: kind, anchor: anchor, tag: tag, mark: mark)
        }
        switch event.type {
        case YAML_STREAM_START_EVENT: return piece(.streamStart)
        case YAML_STREAM_END_EVENT: return piece(.streamEnd)
        case YAML_DOCUMENT_START_EVENT: return piece(.documentStart)
        case YAML_DOCUMENT_END_EVENT: return piece(.documentEnd)
        case YAML_ALIAS_EVENT: return piece(.alias(String(cString: event.data.alias.anchor)))
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
            return piece(.scalar(text, isPlain: isPlain), anchor: scalar.anchor, tag: scalar.tag)
        case YAML_SEQUENCE_START_EVENT:
            return piece(.sequenceStart, anchor: event.data.sequence_start.anchor, tag: event.data.sequence_start.tag)
        case YAML_SEQUENCE_END_EVENT: return piece(.sequenceEnd)
        case YAML_MAPPING_START_EVENT:
            return piece(.mappingStart, anchor: event.data.mapping_start.anchor, tag: event.data.mapping_start.tag)
        case YAML_MAPPING_END_EVENT: return piece(.mappingEnd)
        default: throw TemplateError("not YAML: something unknown", at: mark)
        }
    }
}

extension Mark {
    fileprivate init(_ mark: yaml_mark_t) {
        self.init(line: mark.line + 1, column: mark.column + 1)
    }
}
