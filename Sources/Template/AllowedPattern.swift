internal import Foundation

/// Matches parameter values against regular expressions.
enum AllowedPattern {
    enum Answer {
        case yes, no, badPattern, tooSlow
    }

    /// The time limit for a match in seconds.
    ///
    /// Some expressions take exponential time for some values, and Foundation gives up on them after a limit of its own
    /// without reporting it.
    private static let longestTime = 0.2

    /// Returns whether the pattern matches the whole value, as CloudFormation requires.
    static func matches(_ pattern: String, _ value: String) -> Answer {
        guard pattern.utf8.count <= Parameter.longestValue,
            let expression = try? NSRegularExpression(pattern: "^(?:\(pattern))\\z")
        else { return .badPattern }
        let deadline = Date(timeIntervalSinceNow: longestTime)
        var answer = Answer.no
        let range = NSRange(value.startIndex..., in: value)
        expression.enumerateMatches(in: value, options: .reportProgress, range: range) { match, _, stop in
            if match != nil {
                answer = .yes
                stop.pointee = true
            } else if Date() > deadline {
                answer = .tooSlow
                stop.pointee = true
            }
        }
        return answer == .no && Date() > deadline ? .tooSlow : answer
    }
}
