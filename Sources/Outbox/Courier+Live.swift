import AWS
import Delivery
import DynamoDB
import Meetups
public import Platform
import Storage

extension OutboxDispatch {
    /// The dispatch of a function.
    public static func live(on host: Host) throws -> OutboxDispatch {
        OutboxDispatch(try .live(on: host, outbox: OutboxRepository(table: .live(on: host))), on: host)
    }
}

extension OutboxSweep {
    /// The sweep of a function.
    public static func live(on host: Host) throws -> OutboxSweep {
        let outbox = OutboxRepository(table: try .live(on: host))
        return OutboxSweep(try .live(on: host, outbox: outbox), outbox: outbox, on: host)
    }
}

extension Courier {
    /// The courier of a function, who knows every kind of effect that there is: what a feature leaves in the outbox has
    /// its line here.
    fileprivate static func live(on host: Host, outbox: OutboxRepository) throws -> Courier {
        let invitations = try InvitationMail.live(on: host)
        let mail = try SESClient.live(on: host)
        return Courier(
            [.mail(InvitationMail.kind, invitations.message)], outbox: outbox, post: mail.send, host: host)
    }
}
