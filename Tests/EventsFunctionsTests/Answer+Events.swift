import FunctionsTestbed

extension Answer {
    /// The answer to an id without an event.
    static let unknownEvent = detailed(404, code: "event_not_found", "Event not found")

    static let createdEvent = Answer(
        201, headers: ["location": "/events/my-event-123"],
        #"{"eventId":"my-event-123","title":"Tech Conference 2024","description":"Annual technology conference","#
            + #""date":"2024-12-15","timezone":"UTC","location":"San Francisco, CA","capacity":500,"organizer":"#
            + #""Tech Events Inc","status":"active","waitlistEnabled":true,"registeredCount":0,"waitlistCount":0,"#
            + #""createdAt":"2026-11-23T09:30:00.000Z","updatedAt":"2026-11-23T09:30:00.000Z"}"#)

    static let invalidEvent: Answer = {
        let wrong = [
            ("title", "string_too_short", "String", "should have at least 1 character"),
            ("description", "string_type", "Input", "should be a valid string"),
            (
                "date", "value_error", "Value error,",
                "must be YYYY-MM-DD or an ISO 8601 date-time, of the years 1970 to 9998"
            ),
            (
                "timezone", "value_error", "Value error,",
                "must be the name of an IANA time zone, such as America/Chicago"
            ),
            ("location", "missing", "Field", "is missing"),
            ("capacity", "less_than_equal", "Input", "should be less than or equal to 100000"),
            ("status", "enum", "Input", "should be 'active', 'postponed', 'cancelled' or 'completed'"),
        ]
        let message = "The request is not valid: \(wrong.map { "\($0.0) \($0.3)" }.joined(separator: "; "))."
        let details = wrong.map { #"{"field":"\#($0.0)","problem":"\#($0.3)"}"# }.joined(separator: ",")
        let detail = wrong.map { field, type, subject, problem in
            let sentence = type == "missing" ? "Field required" : "\(subject) \(problem)"
            return #"{"type":"\#(type)","loc":["body","\#(field)"],"msg":"\#(sentence)"}"#
        }
        return error(
            422, message, code: "invalid_request", message: message, details: details,
            detail: "[\(detail.joined(separator: ","))]")
    }()
}
