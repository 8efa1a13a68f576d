extension APIDocument {
    /// The registrations for an event.
    static let registrationPaths = #"""
        {
          "paths": {
            "/events/{event_id}/registrations": {
              "get": {
                "operationId": "ListRegistrations", "tags": ["Registrations"], "summary": "List an event's \#
        registrations",
                "description": "Those who are registered, then those who wait, in their order. The event's owner, \#
        administrators and services see everybody's, all others their own.",
                "parameters": [
                  { "$ref": "#/components/parameters/event_id" },
                  {
                    "name": "status", "in": "query", "description": "Only those who have a seat, or who wait.",
                    "schema": { "$ref": "#/components/schemas/RegistrationStatus" }, "example": "waitlisted"
                  },
                  { "$ref": "#/components/parameters/limit" },
                  { "$ref": "#/components/parameters/offset" },
                  { "$ref": "#/components/parameters/registration_cursor" },
                  { "$ref": "#/components/parameters/Accept-Language" }
                ],
                "answers": { "detailed": [400, 404, 413, 422, 503] },
                "responses": {
                  "200": {
                    "description": "One page of registrations.",
                    "headers": {
                      "X-Next-Cursor": { "$ref": "#/components/headers/X-Next-Cursor" },
                      "Link": { "$ref": "#/components/headers/Link" }
                    },
                    "content": {
                      "application/json": {
                        "schema": { "type": "array", "items": { "$ref": "#/components/schemas/Registration" } }
                      }
                    }
                  }
                }
              },
              "post": {
                "operationId": "RegisterForEvent", "tags": ["Registrations"], "summary": "Register for an event",
                "description": "Takes a seat, or a place in the line when the event is full and has a waitlist. \#
        Without a `userId` it is yours; another's is for administrators and services. Conflicts are \#
        `already_registered`, `event_full` and `event_not_active`. Accepts an `Idempotency-Key`.",
                "parameters": [
                  { "$ref": "#/components/parameters/event_id" },
                  { "$ref": "#/components/parameters/Accept-Language" }
                ],
                "requestBody": {
                  "required": false,
                  "content": {
                    "application/json": {
                      "schema": { "$ref": "#/components/schemas/NewRegistration" }, "example": { "userId": "user-123" }
                    }
                  }
                },
                "answers": { "detailed": [400, 403, 404, 405, 409, 413, 422, 503] },
                "responses": {
                  "201": {
                    "description": "The registration.",
                    "headers": { "Location": { "$ref": "#/components/headers/Location" } },
                    "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Registration" } } }
                  }
                }
              }
            },
            "/events/{event_id}/registrations/{user_id}": {
              "delete": {
                "operationId": "UnregisterFromEvent", "tags": ["Registrations"], "summary": "Unregister from an event",
                "description": "Gives the seat to whoever is first in line, or the place in the line up. For the \#
        person, the event's owner, administrators and services.",
                "parameters": [
                  { "$ref": "#/components/parameters/event_id" },
                  { "$ref": "#/components/parameters/user_id" },
                  { "$ref": "#/components/parameters/Accept-Language" }
                ],
                "answers": { "detailed": [400, 403, 404, 413, 422, 503] },
                "responses": {
                  "204": { "description": "The registration is gone." }
                }
              }
            }
          },
          "components": {
            "parameters": {
              "registration_cursor": {
                "name": "cursor", "in": "query",
                "description": "Where the page begins: the `X-Next-Cursor` of the page before.",
                "schema": {
                  "type": "string",
                  "pattern": "^(seat[.](2[0-24-9a-f]|[3-6][0-9a-f]|7[0-9a-e]){1,128}|line[.][1-9][0-9]{0,17})$"
                }
              }
            },
            "schemas": {
              "RegistrationStatus": { "type": "string", "enum": ["registered", "waitlisted"] },
              "NewRegistration": {
                "type": "object",
                "properties": {
                  "userId": {
                    "anyOf": [{ "$ref": "#/components/schemas/UserId" }, { "type": "null" }],
                    "description": "Null for your own."
                  }
                }
              },
              "Registration": {
                "type": "object", "required": ["eventId", "userId", "status", "registeredAt"],
                "properties": {
                  "eventId": { "type": "string" },
                  "userId": { "$ref": "#/components/schemas/UserId" },
                  "status": { "$ref": "#/components/schemas/RegistrationStatus" },
                  "waitlistPosition": {
                    "type": "integer", "minimum": 1, "description": "Only for those who wait: 1 is next."
                  },
                  "registeredAt": { "type": "string", "format": "date-time" }
                },
                "example": {
                  "eventId": "my-event-123", "userId": "user-123", "status": "waitlisted", "waitlistPosition": 1,
                  "registeredAt": "2024-11-02T10:00:00.000Z"
                }
              }
            }
          }
        }
        """#
}
