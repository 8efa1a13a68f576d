import AWS
import DynamoDB
import Platform
import Storage

/// Why an effect was not carried out, and what that asks for.
struct Setback: Equatable {
    enum Kind: Equatable {
        /// It passes by itself: another try, later.
        case passing
        /// The service takes no more for now, which says nothing about the entry: another try that doesn't count.
        case throttled
        /// It is ours to mend, and no fault of the entry's: it stays until someone has.
        case ours
        /// Every further try would be in vain.
        case final
    }

    /// What an entry keeps of a reason.
    private static let longestReason = 500

    let kind: Kind
    /// What the entry keeps.
    let reason: String
    /// What the log says, where a service's own words may name the person.
    let logged: String

    init(_ kind: Kind, _ reason: String, logged: String? = nil) {
        self.kind = kind
        self.reason = String(reason.unicodeScalars.prefix(Self.longestReason))
        self.logged = logged ?? self.reason
    }

    /// The setback that an error is.
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
