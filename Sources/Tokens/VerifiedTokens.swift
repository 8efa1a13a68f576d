internal import Synchronization

/// Recently verified tokens and their payloads: callers send the same token again, and verifying a signature takes
/// longer than most requests.
///
/// Only the signature is cached. Expiry and audience are checked every time.
final class VerifiedTokens: Sendable {
    /// The capacity, beyond which all tokens are forgotten instead of tracking which was used last.
    private static let most = 1_000

    private let payloads = Mutex<[[UInt8]: [UInt8]]>([:])

    func payload(of token: [UInt8]) -> [UInt8]? {
        payloads.withLock { $0[token] }
    }

    func remember(_ payload: [UInt8], of token: [UInt8]) {
        payloads.withLock { payloads in
            if payloads.count == Self.most { payloads = [:] }
            payloads[token] = payload
        }
    }
}
