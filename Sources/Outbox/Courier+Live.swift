import AWS
import Delivery
import DynamoDB
import Events
import Mail
import Meetups
import News
public import Platform
import Scheduling
import Storage

extension OutboxDispatch {
    /// Returns the dispatch for a function.
    public static func live(on host: Host) throws -> OutboxDispatch {
        OutboxDispatch(try .live(on: host, table: .live(on: host)), on: host)
    }
}

extension OutboxSweep {
    /// Returns the sweep for a function.
    public static func live(on host: Host) throws -> OutboxSweep {
        let table = try Table.live(on: host)
        return OutboxSweep(try .live(on: host, table: table), outbox: OutboxRepository(table: table), on: host)
    }
}

extension Courier {
    /// Returns the courier for a function, with every kind of effect.
    fileprivate static func live(on host: Host, table: Table) throws -> Courier {
        let mail = try SESClient.live(on: host)
        return Courier(
            EffectKind.all(on: host, table: table), outbox: OutboxRepository(table: table), post: mail.send,
            host: host)
    }
}

extension EffectKind {
    /// Returns every kind of effect: each that a feature leaves in the outbox has its line here.
    static func all(on host: Host, table: Table) -> [EffectKind] {
        [
            .table(News.effect) {
                NewsDelivery(table: table) { host.counters.add(to: "MailsWithheld") }.nextStep
            },
            .mail(NewsMail.kind) { try NewsMail(.all, letterhead: .live(host.settings)).message },
            .table(EventNotices.kind) { EventNotices(table: table).nextStep },
            .table(EventPromotions.kind) { EventPromotions(table: table).nextStep },
            .table(EventRemoval.kind) { EventRemoval(table: table).nextStep },
        ]
    }
}

extension [NewsKind] {
    /// Every kind of news: each that a feature tells has its line here.
    static var all: [NewsKind] {
        let zones = ZoneFiles()
        return MeetupNews(zones: zones).kinds + EventNews(zones: zones).kinds
    }
}
