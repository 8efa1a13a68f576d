internal import Foundation

/// Regular expressions for the values of parameters.
enum AllowedPattern {
    enum Answer {
        case yes, no, badPattern, tooSlow
    }

    /// How long a match may take: some expressions take exponential time for some values, and Foundation gives up on
    /// them after a while of its own without saying so.
    private static let longestTime = 0.2

    /// Whether the pattern matches the whole value, as CloudFormation wants.
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
