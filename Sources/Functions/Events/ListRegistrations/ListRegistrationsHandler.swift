import APIGateway
import Events
import JSON
import Platform

/// GET /events/{event_id}/registrations: who comes and who waits, to the event's owner; to others, what they have.
struct ListRegistrationsHandler: APIHandler {
    let events: RegistrationListing
    let failure = "Failed to fetch registrations"
    let carriesDetail = true

    func handle(_ request: APIRequest) throws -> APIResponse {
        let caller = try request.requireIdentity()
        let selection = try request.parameters { RegistrationSelection(from: &$0) }
        let event = try request.path("event_id")
        let list = try events.registrations(for: event, as: caller, selection)
        return .page(
            list.shown, at: "events", event, "registrations", next: list.next?.text,
            query: list.next.map(selection.query(after:)))
    }
}

extension RegistrationSelection {
    /// Reads `status`, `cursor`, `limit` and `offset`.
    fileprivate init(from query: inout QueryFields) {
        self.init(
            status: query.choice(ifGiven: "status"),
            cursor: query.value(
                ifGiven: "cursor", or: .other("is none that was handed out"), RegistrationCursor.init(_:)),
            offset: query.integer(ifGiven: "offset", 0...1_000) ?? 0,
            limit: query.integer(ifGiven: "limit", 1...100) ?? 50)
    }

    /// The query that asks for what comes next.
    fileprivate func query(after next: RegistrationCursor) -> String {
        (["cursor=\(next.text)", "limit=\(limit)"] + [status.map { "status=\($0.rawValue)" }].compactMap(\.self))
            .joined(separator: "&")
    }
}
