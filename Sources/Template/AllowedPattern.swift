internal import Foundation

/// Regular expressions for the values of parameters.
enum AllowedPattern {
    enum Answer {
        case yes, no, badPattern, tooSlow
    }

    /// How long a match may take: some expressions take exponential time for some values.
    private static let longestTime = 1.0

    /// Whether the pattern matches the whole value, as CloudFormation wants.
    static func matches(_ pattern: String, _ value: String) -> Answer {
        guard pattern.utf8.count <= Parameter.longestValue,
            let expression = try? NSRegularExpression(pattern: "^(?:\(pattern))\\z")
        else { return .badPattern }
        let deadline = Date(timeIntervalSinceNow: longestTime)
        var answer = Answer.no
        let range = NSRange(value.startIndex..., in: value)
        expression.enumerateMatches(in: value, options: .reportProgress, range: range) { match, flags, stop in
            if match != nil {
                answer = .yes
                stop.pointee = true
            } else if flags.contains(.internalError) || Date() > deadline {
                // The expressions' engine has a bound of its own, too.
                answer = .tooSlow
                stop.pointee = true
            }
        }
        return answer == .no && Date() > deadline ? .tooSlow : answer
    }
}
