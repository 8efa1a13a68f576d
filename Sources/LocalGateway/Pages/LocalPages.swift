import JSON
import Loopback
import Time

/// The pages under `/_local`: the state of the system, and the mail that it sent.
///
/// A page's content is also available as JSON, at its path followed by `.json`.
final class LocalPages: Sendable {
    private static let root = "_local"

    private let status: StatusPage
    private let mail: MailPages

    init(_ status: StatusPage, _ ses: LocalSES) {
        self.status = status
        mail = MailPages(ses)
    }

    /// Returns the answer; nil for a request to the API.
    func answer(_ request: LoopbackRequest) -> LoopbackAnswer? {
        guard let target = RequestTarget(request.target), let first = target.segments.first,
            first == Self.root
        else { return nil }
        let visitor = LocalVisitor(request)
        guard visitor.isHere else { return LocalPage.refusal(403, "This is for localhost alone") }
        switch request.method {
        case "GET", "HEAD": return page(target) ?? LocalPage.refusal(404, "There is no such page")
        case "POST", "DELETE":
            guard visitor.mayChange else { return LocalPage.refusal(403, "Another site's page can't change this") }
            return change(request, target) ?? LocalPage.refusal(404, "There is nothing to change")
        default: return LocalPage.refusal(405, "This can only be read")
        }
    }

    private func page(_ target: RequestTarget) -> LoopbackAnswer? {
        let path = target.segments.dropFirst()
        switch Array(path) {
        case [], [""]: return status.page
        case ["status.json"]: return status.json
        case ["style.css"]: return LocalPage.answer(Array(LocalPage.style.utf8), "text/css")
        case ["mail"]: return mail.list(MailQuery(target.parameters))
        case ["mail.json"]: return mail.listJSON(MailQuery(target.parameters))
        default: return path.first == "mail" ? mail.message(Array(path.dropFirst())) : nil
        }
    }

    private func change(_ request: LoopbackRequest, _ target: RequestTarget) -> LoopbackAnswer? {
        switch (request.method, Array(target.segments.dropFirst())) {
        case ("DELETE", ["mail"]): return mail.removeAll(then: LocalPage.answer([], "text/plain", status: 204))
        case ("POST", ["mail", "delete"]): return mail.removeAll(then: LocalPage.see("/_local/mail"))
        case ("POST", ["mail", "outage"]): return mail.beginOutage(request.body, at: .now)
        default: return nil
        }
    }
}
