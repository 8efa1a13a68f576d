import APIGateway
import Meetups
import Platform

/// GET /api/meetups: lists all meetups, with the time of the next session and whether the caller is signed up.
struct ListMeetupsHandler: APIHandler {
    let listing: MeetupListing
    let failure = "Failed to fetch meetups"
    let readsContent = false

    func handle(_ request: APIRequest) throws -> APIResponse {
        let caller = try request.requireIdentity()
        return .json(try listing.meetups(for: caller.userID, at: request.receivedAt))
    }
}
