internal import Synchronization

/// Tokens whose signature was found to be good, with what they say: whoever calls again brings the same one, and to
/// verify its signature takes longer than most of what is asked for.
///
/// Only the signature is taken as known. When a token ends and whom it is for is looked at each time.
final class VerifiedTokens: Sendable {
    /// With more than so many it forgets them all, rather than keep count of which was used last.
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
