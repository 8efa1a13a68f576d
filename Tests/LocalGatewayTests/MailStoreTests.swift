import Bytes
import Foundation
import JSON
import Testing
import Time

@testable import LocalGateway

@Suite("The mail that is kept")
struct MailStoreTests {
    private static let moment = Instant(seconds: 1_795_278_600)

    private static func request(_ number: Int, to recipient: String = "ada@example.com") throws -> SESRequest {
        let message = "From: post@convene.example\r\nTo: \(recipient)\r\nSubject: No. \(number)\r\n\r\nText\n\n"
        let data = Base64.encode(Array(message.utf8))
        return try SESRequest(JSONValue.object(["Content": ["Raw": ["Data": .string(data)]]]).json())
    }

    private func withFolder(_ test: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "mail-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try test(folder.path)
    }

    @Test("mails sort as they came, in one millisecond too and when the clock goes back, also for the next process")
    func order() throws {
        try withFolder { folder in
            let store = try MailStore(folder: folder)
            for number in 0..<3 { _ = try store.keep(Self.request(number), at: Self.moment) }
            let again = try MailStore(folder: folder)
            _ = try again.keep(Self.request(3), at: Self.moment.adding(seconds: -60))
            let subjects = again.newest(10, before: nil, to: nil).map(\.subject)
            #expect(subjects == ["No. 3", "No. 2", "No. 1", "No. 0"])
            #expect(again.latest == Self.moment.adding(milliseconds: 3))
        }
    }

    @Test("a list has pages, and can be of one recipient's mails")
    func lists() throws {
        try withFolder { folder in
            let store = try MailStore(folder: folder)
            for number in 0..<6 {
                let recipient = number.isMultiple(of: 2) ? "ada@example.com" : "Grace <grace@example.com>"
                _ = try store.keep(Self.request(number, to: recipient), at: Self.moment)
            }
            let first = store.newest(2, before: nil, to: nil)
            #expect(first.map(\.subject) == ["No. 5", "No. 4"])
            #expect(store.newest(2, before: first.last?.id, to: nil).map(\.subject) == ["No. 3", "No. 2"])
            #expect(store.newest(9, before: nil, to: "GRACE@").map(\.subject) == ["No. 5", "No. 3", "No. 1"])
            #expect(store.newest(9, before: first.last?.id, to: "ada").map(\.subject) == ["No. 2", "No. 0"])
        }
    }

    @Test("only so many are kept, and nothing when all were deleted")
    func bounds() throws {
        try withFolder { folder in
            let store = try MailStore(folder: folder, limit: 3)
            for number in 0..<5 { _ = try store.keep(Self.request(number), at: Self.moment) }
            #expect(store.newest(10, before: nil, to: nil).map(\.subject) == ["No. 4", "No. 3", "No. 2"])
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 3)
            store.removeAll()
            #expect(store.count == 0)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        }
    }

    @Test("a file that is none of ours, or was cut off, is not shown, and a draft is thrown away")
    func foreignFiles() throws {
        try withFolder { folder in
            let store = try MailStore(folder: folder)
            let id = try store.keep(Self.request(1), at: Self.moment)
            let other = UUIDv7.make(at: Self.moment.adding(seconds: 1))
            try Data("half".utf8).write(to: URL(filePath: "\(folder)/\(other).mail"))
            try Data("half".utf8).write(to: URL(filePath: "\(folder)/\(id).draft"))
            try Data("other".utf8).write(to: URL(filePath: "\(folder)/notes.mail"))
            let again = try MailStore(folder: folder)
            #expect(again.newest(10, before: nil, to: nil).map(\.id) == [id])
            #expect(again.mail(other) == nil)
            let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            #expect(names == ["\(id).mail", "\(other).mail", "notes.mail"].sorted())
        }
    }

    @Test("a mail is what was handed over, to the byte, with the id and the time of its sending")
    func bytes() throws {
        try withFolder { folder in
            let store = try MailStore(folder: folder)
            let request = try Self.request(1)
            let id = try store.keep(request, at: Self.moment)
            let mail = try #require(store.mail(id))
            #expect(
                String(decoding: mail.bytes, as: UTF8.self)
                    == "From: post@convene.example\r\nTo: ada@example.com\r\nSubject: No. 1\r\n"
                    + "Message-ID: <\(id)@eu-west-1.amazonses.com>\r\nDate: Sat, 21 Nov 2026 16:30:00 +0000\r\n"
                    + "\r\nText\n\n")
            #expect(mail.envelope == MailEnvelope(request, id: id))
        }
    }

    @Test(
        "its own Message-ID and Date give way, wherever they stand and however they are written",
        arguments: [
            ("Message-ID: <a@b>\r\nDate: x\r\nFrom: a@b.c\r\n\r\nText", "ID\r\nDATE\r\nFrom: a@b.c\r\n\r\nText"),
            ("date: x\n folded\nFrom: a\n b\n\nDate: y", "DATE\r\nFrom: a\n b\nID\r\n\nDate: y"),
            ("From: a@b.c\r\nMESSAGE-id:\r\n <a@b>\r\n", "From: a@b.c\r\nID\r\nDATE\r\n"),
            ("From: a@b.c", "From: a@b.c\r\nID\r\nDATE\r\n"), ("Dates: x\r\n\r\n", "Dates: x\r\nID\r\nDATE\r\n\r\n"),
        ])
    func stamps(message: String, expected: String) {
        let id = UUIDv7.make(at: Self.moment)
        let stamped = SESStamp(id, at: Instant(seconds: 1_795_000_007), region: "r").applied(to: Array(message.utf8))
        let words = expected.replacing("DATE", with: "Date: Wed, 18 Nov 2026 11:06:47 +0000")
            .replacing("ID", with: "Message-ID: <\(id)@r.amazonses.com>")
        #expect(String(decoding: stamped, as: UTF8.self) == words)
    }

    @Test("an outage ends by itself, or when it is told to")
    func outages() {
        let outage = MailOutage()
        #expect(outage.end(at: Self.moment) == nil)
        outage.begin(seconds: 600, at: Self.moment)
        #expect(outage.end(at: Self.moment.adding(seconds: 599)) == Self.moment.adding(seconds: 600))
        #expect(outage.end(at: Self.moment.adding(seconds: 600)) == nil)
        outage.begin(seconds: 0, at: Self.moment)
        #expect(outage.end(at: Self.moment) == nil)
    }
}
