import APIGateway
import Meetups
import Platform

/// DELETE /api/meetups/{meetupId}/signup: cancels the caller's sign-up, and takes the sessions out of their calendar.
struct CancelMeetupSignUpHandler: APIHandler {
    let meetups: MeetupSignUpCancellation
    let failure = "Failed to cancel meetup signup"

    func handle(_ request: APIRequest) throws -> APIResponse {
        let person = try request.requireIdentity()
        try request.refuseUnreadableBody()
        try meetups.cancel(request.path("meetupId"), of: person.userID, at: request.receivedAt)
        return .json(Confirmation("Successfully cancelled meetup signup"))
    }
}
