extension APIDocument {
    /// The list of meetups, and signing up.
    static let meetupPaths = #"""
        {
          "paths": {
            "/api/meetups": {
              "get": {
                "operationId": "ListMeetups", "tags": ["Meetups"], "summary": "List the meetups",
                "description": "Every meetup, when it takes place next, and whether you are signed up.",
                "parameters": [{ "$ref": "#/components/parameters/Accept-Language" }],
                "answers": { "plain": [503] },
                "responses": {
                  "200": {
                    "description": "All meetups.",
                    "content": {
                      "application/json": {
                        "schema": { "type": "array", "items": { "$ref": "#/components/schemas/Meetup" } }
                      }
                    }
                  }
                }
              }
            },
            "/api/meetups/{meetupId}/signup": {
              "post": {
                "operationId": "SignUpForMeetup", "tags": ["Meetups"], "summary": "Sign up for a meetup",
                "description": "Signs you up and has an invitation sent to your address. Doing it again is a success \#
        too: the first sign-up is kept, and another invitation sent, at most one a minute. No body is needed. \#
        Accepts an `Idempotency-Key`.",
                "parameters": [
                  { "$ref": "#/components/parameters/meetupId" },
                  { "$ref": "#/components/parameters/Accept-Language" }
                ],
                "answers": { "plain": [400, 413, 422, 503] },
                "responses": {
                  "200": {
                    "description": "You are signed up.",
                    "content": {
                      "application/json": {
                        "schema": { "$ref": "#/components/schemas/Confirmation" },
                        "example": { "success": true, "message": "Successfully signed up for meetup" }
                      }
                    }
                  },
                  "404": { "$ref": "#/components/responses/MeetupNotFound" }
                }
              },
              "delete": {
                "operationId": "CancelMeetupSignUp", "tags": ["Meetups"], "summary": "Cancel a sign-up for a meetup",
                "description": "Cancels your sign-up and has the sessions taken out of your calendar by mail. Doing \#
        it again is a success too. No body is needed.",
                "parameters": [
                  { "$ref": "#/components/parameters/meetupId" },
                  { "$ref": "#/components/parameters/Accept-Language" }
                ],
                "answers": { "plain": [400, 413, 503] },
                "responses": {
                  "200": {
                    "description": "You are not signed up.",
                    "content": {
                      "application/json": {
                        "schema": { "$ref": "#/components/schemas/Confirmation" },
                        "example": { "success": true, "message": "Successfully cancelled meetup signup" }
                      }
                    }
                  },
                  "404": { "$ref": "#/components/responses/MeetupNotFound" }
                }
              }
            }
          },
          "components": {
            "parameters": {
              "meetupId": {
                "name": "meetupId", "in": "path", "required": true,
                "schema": { "type": "string", "pattern": "^[^?]+$" }, "example": "spec-driven-dev-weekly"
              }
            },
            "responses": {
              "MeetupNotFound": {
                "description": "There is no such meetup (`meetup_not_found`).",
                "content": {
                  "application/json": {
                    "schema": {
                      "anyOf": [
                        { "$ref": "#/components/schemas/Error" }, { "$ref": "#/components/schemas/EdgeAnswer" }
                      ]
                    },
                    "example": {
                      "error": "Meetup not found", "code": "meetup_not_found", "message": "Rencontre introuvable",
                      "details": [{ "field": "meetupId", "problem": "is not a known meetup" }],
                      "requestId": "JKJaXmPLvHcESHA="
                    }
                  }
                }
              }
            },
            "schemas": {
              "Meetup": {
                "type": "object",
                "required": [
                  "meetupId", "title", "description", "nextOccurrence", "isRunning", "isSignedUp", "duration",
                  "hostName"
                ],
                "properties": {
                  "meetupId": { "type": "string" },
                  "title": { "type": "string" },
                  "description": { "type": "string" },
                  "nextOccurrence": {
                    "type": "string", "format": "date-time", "description": "With the offset of the meetup's own zone."
                  },
                  "currentOccurrence": {
                    "type": "object", "required": ["start", "end"],
                    "description": "The session that is running; there is none otherwise.",
                    "properties": {
                      "start": { "type": "string", "format": "date-time" },
                      "end": { "type": "string", "format": "date-time" }
                    }
                  },
                  "isRunning": { "type": "boolean" },
                  "isSignedUp": { "type": "boolean" },
                  "zoomLink": {
                    "type": "string", "format": "uri", "description": "Where it takes place: only while it is running."
                  },
                  "duration": { "type": "integer", "minimum": 1, "description": "In minutes." },
                  "hostName": { "type": "string" }
                }
              },
              "Confirmation": {
                "type": "object", "required": ["success", "message"],
                "properties": { "success": { "const": true }, "message": { "type": "string" } }
              }
            }
          }
        }
        """#
}
