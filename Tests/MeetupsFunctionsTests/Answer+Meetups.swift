import FunctionsTestbed

extension Answer {
    static let signedUp = Answer(200, #"{"success":true,"message":"Successfully signed up for meetup"}"#)

    static let cancelledSignUp = Answer(200, #"{"success":true,"message":"Successfully cancelled meetup signup"}"#)

    static let unknownMeetup = error(
        404, "Meetup not found", code: "meetup_not_found", message: "Meetup not found",
        details: #"{"field":"meetupId","problem":"is not a known meetup"}"#)

    /// Returns the list of the two built-in meetups.
    static func list(
        next: String, running day: String? = nil, isSignedUp: (Bool, Bool) = (false, false), links: Bool? = nil
    ) -> Answer {
        func meetup(_ text: String, _ isSignedUp: Bool, _ link: String) -> String {
            let offset = next.suffix(6)
            let current = day.map {
                #""currentOccurrence":{"start":"\#($0)T10:00:00.000\#(offset)","#
                    + #""end":"\#($0)T11:00:00.000\#(offset)"},"#
            }
            return #"{\#(text),"nextOccurrence":"\#(next)",\#(current ?? "")"isRunning":\#(day != nil),"#
                + #""isSignedUp":\#(isSignedUp),"# + ((links ?? (day != nil)) ? #""zoomLink":"\#(link)","# : "")
                + #""duration":60,"hostName":"Rico Martinez"}"#
        }
        return Answer(
            200,
            "["
                + meetup(
                    #""meetupId":"spec-driven-dev-weekly","title":"Spec Driven Development","description":"#
                        + #""Weekly discussion on spec-driven workflows, best practices, and Q&A. Join us to learn "#
                        + #"how to write effective specs that guide implementation.""#,
                    isSignedUp.0, "https://zoom.us/j/XXXXXXXXXX") + ","
                + meetup(
                    #""meetupId":"context-engineering-weekly","title":"Context Engineering","description":"#
                        + #""Deep dive into context engineering patterns, prompt design, and AI workflows. Learn how "#
                        + #"to craft effective prompts and manage context for better AI interactions.""#,
                    isSignedUp.1, "https://zoom.us/j/YYYYYYYYYY") + "]")
    }
}
