extension APIDocument {
    /// The part before the paths; the version is inserted into `info`.
    static let frame = #"""
        {
          "openapi": "3.1.0",
          "info": {
            "title": "Convene",
            "summary": "The backend of a learning community: events with registration and waitlist, people, weekly \#
        meetups.",
            "description": "Bodies are JSON in UTF-8. Members that an endpoint does not know are ignored. Every error \#
        of an endpoint comes in one envelope, whose `code` is for programs and whose `message` is for people, in \#
        English or French by `Accept-Language`.\n\nRequests that never reach an endpoint (no valid token, too many \#
        requests, an unknown path) are answered with a `message` alone, as is a method that a path does not have: \#
        with 405, and an `Allow` that names those that it has.\n\nA POST may bear a header `Idempotency-Key`, 1 to \#
        255 printable characters of your own: for 24 hours the same request with it is done once and answered as the \#
        first time, and another request with it is refused with a 422 `idempotency_key_reused`. It stands here and \#
        not among the parameters, since no schema can say that a key is used once.",
            "license": { "name": "MIT", "identifier": "MIT" }
          },
          "servers": [{ "url": "/", "description": "Where this document came from" }],
          "security": [{ "bearerAuth": [] }],
          "tags": [
            { "name": "Events", "description": "What people come together for." },
            { "name": "Registrations", "description": "Who comes to an event, and who waits for a seat." },
            { "name": "Users", "description": "What people say of themselves, and what is kept about them." },
            { "name": "Meetups", "description": "Weekly sessions that are open to everyone." },
            { "name": "Service", "description": "The service itself: for monitors, programs and readers." }
          ]
        }
        """#
}
