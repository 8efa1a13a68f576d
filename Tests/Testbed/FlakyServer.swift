import Foundation
import Loopback

/// A failure of a service in place of an answer.
public enum Outage: String, CaseIterable, Sendable {
    case neverAnswers
    case answersDropByDrop
    case hangsUp
    case hangsUpWithinTheHead
    case hangsUpWithinTheBody
    case answersWithAWebPage
    case answersWithHalfOfIt

    fileprivate func happen(to connection: LoopbackConnection) {
        switch self {
        case .neverAnswers:
            Thread.sleep(forTimeInterval: 1.5)
        case .answersDropByDrop:
            for byte in FlakyServer.answer("{}") {
                guard connection.send([byte]) else { return }
                Thread.sleep(forTimeInterval: 0.05)
            }
        case .hangsUp:
            connection.close()
        case .hangsUpWithinTheHead:
            connection.send(Array("HTTP/1.1 200 OK\r\nConte".utf8))
        case .hangsUpWithinTheBody:
            connection.send(Array("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"Item\"".utf8))
        case .answersWithAWebPage:
            connection.send(FlakyServer.answer("<html>busy</html>"))
        case .answersWithHalfOfIt:
            connection.send(FlakyServer.answer(#"{"Item":{"n":{"N":"1"}"#))
        }
    }
}

/// An HTTP service that fails on demand, and otherwise gives one fixed answer.
public final class FlakyServer: @unchecked Sendable {
    /// The instance for all tests, which ends with the process.
    public static let shared = Result { try FlakyServer() }

    /// The fixed answer.
    public static let usualAnswer = #"{"Item":{"n":{"N":"1"}},"Attributes":{"n":{"N":"1"}}}"#

    private let lock = NSLock()
    private var outages: [String: [Outage]] = [:]
    private var server: LoopbackServer?

    private init() throws {
        server = try LoopbackServer { [weak self] connection in
            while let request = connection.nextRequest() {
                guard let outage = self?.outage(for: request) else {
                    connection.send(Self.answer(Self.usualAnswer))
                    continue
                }
                outage.happen(to: connection)
                return
            }
        }
    }

    public var port: Int { server?.port ?? 0 }

    /// Plans these failures, in order, for requests whose body contains the returned name.
    public func expect(_ outages: [Outage]) -> String {
        let name = UUID().uuidString
        lock.withLock { self.outages[name] = outages }
        return name
    }

    private func outage(for request: LoopbackRequest) -> Outage? {
        let body = String(decoding: request.body, as: UTF8.self)
        return lock.withLock {
            guard let name = outages.keys.first(where: body.contains), outages[name]?.isEmpty == false else {
                return nil
            }
            return outages[name]?.removeFirst()
        }
    }

    fileprivate static func answer(_ body: String) -> [UInt8] {
        Array("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8)
    }
}
