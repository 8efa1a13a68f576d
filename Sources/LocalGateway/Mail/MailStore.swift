import Foundation
import Glibc
import JSON
import Synchronization
import Time

/// The received mail, one file each: a line of metadata, then the message as SES would send it.
///
/// A file is written under a temporary name first, so that it is always complete. Only the newest are kept.
final class MailStore: Sendable {
    /// The default number of mails to keep.
    static let usualLimit = 10_000
    private static let suffix = ".mail"
    private static let draftSuffix = ".draft"
    /// Longer than the first line with the maximum number of recipients.
    private static let firstBlock = 128 * 1024

    private let folder: String
    private let limit: Int
    private let state: Mutex<State>

    private struct State {
        /// The IDs of all mails, oldest first.
        var ids: [UUIDv7]
        var last: Instant
    }

    /// Opens or creates the folder.
    ///
    /// - Throws: `GatewayError` if that fails.
    init(folder: String, limit: Int = usualLimit) throws(GatewayError) {
        self.folder = folder
        self.limit = limit
        let names: [String]
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw GatewayError("the folder \(folder) cannot be made or read")
        }
        for name in names where name.hasSuffix(Self.draftSuffix) { unlink("\(folder)/\(name)") }
        let ids = names.filter { $0.hasSuffix(Self.suffix) }.compactMap { UUIDv7(String($0.dropLast(5))) }.sorted()
        state = Mutex(State(ids: ids, last: ids.last?.instant ?? Instant(milliseconds: 0)))
    }

    var count: Int { state.withLock { $0.ids.count } }
    /// When the last mail arrived.
    var latest: Instant? { state.withLock { $0.ids.last?.instant } }

    /// Stores a mail that arrived at that moment, durably; returns its ID.
    func keep(_ request: SESRequest, at moment: Instant) throws(GatewayError) -> UUIDv7 {
        let id = UUIDv7.make(at: next(after: moment))
        let envelope = JSONValue.object(MailEnvelope(request, id: id).members).json()
        let message = SESStamp(id, at: id.instant).applied(to: request.bytes)
        try write(envelope + [UInt8(ascii: "\n")] + message, as: id)
        let outdated = state.withLock { state in
            let place = state.ids.lastIndex { $0 < id }.map { $0 + 1 } ?? 0
            state.ids.insert(id, at: place)
            let outdated = Array(state.ids.prefix(max(0, state.ids.count - limit)))
            state.ids.removeFirst(outdated.count)
            return outdated
        }
        for id in outdated { unlink(path(id)) }
        return id
    }

    /// Returns a unique millisecond, so that mails sort in the order of arrival.
    private func next(after moment: Instant) -> Instant {
        state.withLock { state in
            state.last = max(moment, state.last.adding(milliseconds: 1))
            return state.last
        }
    }

    /// Returns the newest mails, optionally before another one and to an address with that text.
    func newest(_ count: Int, before: UUIDv7?, to text: String?) -> [MailEnvelope] {
        let ids = state.withLock { $0.ids }
        var found: [MailEnvelope] = []
        for id in ids.reversed() where found.count < count {
            if let before, id >= before { continue }
            guard let envelope = envelope(id), text.map({ envelope.goes(to: $0) }) ?? true else { continue }
            found.append(envelope)
        }
        return found
    }

    /// Returns a mail; nil if it doesn't exist or has been removed.
    func mail(_ id: UUIDv7) -> (envelope: MailEnvelope, bytes: [UInt8])? {
        guard let all = FileManager.default.contents(atPath: path(id)).map({ Array($0) }),
            let end = all.firstIndex(of: UInt8(ascii: "\n")), let envelope = MailEnvelope(all[..<end], id: id)
        else { return nil }
        return (envelope, Array(all[(end + 1)...]))
    }

    func removeAll() {
        let ids = state.withLock { state in
            defer { state.ids = [] }
            return state.ids
        }
        for id in ids { unlink(path(id)) }
    }

    private func path(_ id: UUIDv7) -> String { "\(folder)/\(id)\(Self.suffix)" }

    private func envelope(_ id: UUIDv7) -> MailEnvelope? {
        guard let file = FileHandle(forReadingAtPath: path(id)) else { return nil }
        defer { try? file.close() }
        guard let block = try? file.read(upToCount: Self.firstBlock) else { return nil }
        return MailEnvelope(block.prefix { $0 != UInt8(ascii: "\n") }, id: id)
    }

    private func write(_ bytes: [UInt8], as id: UUIDv7) throws(GatewayError) {
        let draft = "\(folder)/\(id)\(Self.draftSuffix)"
        // Foundation's atomic writing would leave a file with another name after a crash.
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw GatewayError("\(draft) cannot be written") }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
        defer { try? file.close() }
        do {
            try file.write(contentsOf: bytes)
            try file.synchronize()
        } catch {
            unlink(draft)
            throw GatewayError("\(draft) cannot be written: is the disk full?")
        }
        guard rename(draft, path(id)) == 0 else { throw GatewayError("\(draft) cannot be renamed") }
    }
}
