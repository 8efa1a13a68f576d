import APIGateway
import Meetups
import Platform

/// POST /api/meetups/{meetupId}/signup: signs the caller up and sends them an invitation.
struct SignUpForMeetupHandler: APIHandler {
    let meetups: MeetupSignUp
    let failure = "Failed to sign up for meetup"

    func handle(_ request: APIRequest) throws -> APIResponse {
        let person = try request.requireIdentity()
        try request.refuseUnreadableBody()
        try meetups.signUp(
            person, for: request.path("meetupId"), at: request.receivedAt, language: request.language,
            once: request.idempotencyKey())
        return .json(Confirmation("Successfully signed up for meetup"))
    }
}
