import AWS
import DynamoDB
import Platform
import Storage

/// A reason why an effect was not carried out, and the kind of response to it.
struct Setback: Equatable {
    enum Kind: Equatable {
        /// A cause that passes by itself: a retry follows.
        case passing
        /// Throttling by the service, which says nothing about the entry: a retry follows, and the try doesn't count.
        case throttled
        /// A fault of the installation, not of the entry, which waits until someone has mended it.
        case ours
        /// A cause that makes every retry pointless.
        case final
    }

    /// The maximum length of a reason in an entry, in Unicode scalars.
    private static let longestReason = 500

    let kind: Kind
    /// The reason in the entry.
    let reason: String
    /// The reason in the log, which leaves out a service's own words, since they may name the user.
    let logged: String

    init(_ kind: Kind, _ reason: String, logged: String? = nil) {
        self.kind = kind
        self.reason = String(reason.unicodeScalars.prefix(Self.longestReason))
        self.logged = logged ?? self.reason
    }

    /// Creates the setback that an error means.
    init(_ error: any Error) {
        switch error {
        case let error as SESError: self.init(error)
        case let error as DynamoDBError: self.init(error)
        case let error as EffectError: self.init(error)
        case let error as SettingsError: self.init(.ours, "\(error)")
        default: self.init(.final, "\(error)")
        }
    }

    private init(_ error: SESError) {
        let kind: Kind =
            switch error.remedy {
            case .tryAgain: .passing
            case .slowDown: .throttled
            case .mendAccount: .ours
            case .giveUp: .final
            }
        if case .refused(let type, _) = error {
            self.init(kind, "\(error)", logged: "the mail was refused: \(type)")
        } else {
            self.init(kind, "\(error)")
        }
    }

    private init(_ error: EffectError) {
        switch error {
        case .unreadable: self.init(.final, "\(error)")
        case .blocked: self.init(.ours, "\(error)")
        }
    }

    private init(_ error: DynamoDBError) {
        switch error {
        case .contention, .throttled, .unavailable, .outcomeUnknown, .transactionCancelled, .conditionFailed:
            self.init(.passing, "\(error)")
        default: self.init(.ours, "\(error)")
        }
    }
}
