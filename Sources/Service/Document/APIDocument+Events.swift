extension APIDocument {
    /// The list of events, and single events.
    static let eventPaths = #"""
        {
          "paths": {
            "/events": {
              "get": {
                "operationId": "ListEvents", "tags": ["Events"], "summary": "List events", "security": [],
                "description": "Sorted by when they begin. What does not fit on the page is behind the cursor in \#
        `X-Next-Cursor`, or at the address in `Link`. A search by `q` looks at 200 events for one page: it may show less \#
        than `limit`, or nothing, while there is more behind the cursor. Without a token caches may keep the list for \#
        15 seconds; with one they do not.",
                "parameters": [
                  {
                    "name": "status", "in": "query", "description": "Only events with this status; without it, all.",
                    "schema": { "$ref": "#/components/schemas/EventStatus" }, "example": "active"
                  },
                  {
                    "name": "from", "in": "query", "description": "Only events that begin then or later: a date or a \#
        moment.",
                    "schema": { "$ref": "#/components/schemas/DateOrMoment" }, "example": "2024-12-01"
                  },
                  {
                    "name": "to", "in": "query",
                    "description": "Only events that begin then or earlier: a date, whose whole day counts, or a \#
        moment. Before `from` there is nothing.",
                    "schema": { "$ref": "#/components/schemas/DateOrMoment" }, "example": "2024-12-31"
                  },
                  {
                    "name": "q", "in": "query", "description": "Only events whose title has this text, in any case.",
                    "schema": { "type": "string", "minLength": 1, "maxLength": 200 }, "example": "conference"
                  },
                  { "$ref": "#/components/parameters/limit" },
                  { "$ref": "#/components/parameters/offset" },
                  { "$ref": "#/components/parameters/event_cursor" },
                  { "$ref": "#/components/parameters/Accept-Language" }
                ],
                "answers": { "detailed": [413, 422, 503] },
                "responses": {
                  "200": {
                    "description": "One page of events.",
                    "headers": {
                      "X-Next-Cursor": { "$ref": "#/components/headers/X-Next-Cursor" },
                      "Link": { "$ref": "#/components/headers/Link" },
                      "Cache-Control": {
                        "description": "`public, max-age=15` without a token, `no-store` with one.", "required": true,
                        "schema": { "type": "string", "enum": ["public, max-age=15", "no-store"] }
                      },
                      "Vary": {
                        "description": "What caches keep answers apart by.", "required": true,
                        "schema": { "type": "string", "const": "authorization, origin" }
                      }
                    },
                    "content": {
                      "application/json": {
                        "schema": { "type": "array", "items": { "$ref": "#/components/schemas/Event" } }
                      }
                    }
                  }
                }
              },
              "post": {
                "operationId": "CreateEvent", "tags": ["Events"], "summary": "Create an event",
                "description": "For organizers, administrators and services. You own what you create. It may \#
        bear an `Idempotency-Key`.",
                "parameters": [
                  { "$ref": "#/components/parameters/Accept-Language" }
                ],
                "requestBody": {
                  "required": true,
                  "content": {
                    "application/json": {
                      "schema": { "$ref": "#/components/schemas/NewEvent" },
                      "example": {
                        "eventId": "my-event-123", "title": "Tech Conference 2024",
                        "description": "Annual technology conference", "date": "2024-12-15",
                        "location": "San Francisco, CA", "capacity": 500, "organizer": "Tech Events Inc",
                        "status": "active", "waitlistEnabled": true
                      }
                    }
                  }
                },
                "answers": { "detailed": [403, 409, 413, 422, 503] },
                "responses": {
                  "201": {
                    "description": "The event as it was created.",
                    "headers": { "Location": { "$ref": "#/components/headers/Location" } },
                    "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Event" } } }
                  }
                }
              }
            },
            "/events/{event_id}": {
              "get": {
                "operationId": "GetEvent", "tags": ["Events"], "summary": "Show an event", "security": [],
                "parameters": [
                  { "$ref": "#/components/parameters/event_id" },
                  { "$ref": "#/components/parameters/Accept-Language" }
                ],
                "answers": { "detailed": [400, 404, 503] },
                "responses": {
                  "200": {
                    "description": "The event.",
                    "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Event" } } }
                  }
                }
              },
              "put": {
                "operationId": "UpdateEvent", "tags": ["Events"], "summary": "Change an event",
                "description": "For its owner, administrators and services. What the body leaves out stays as it is. \#
        An event that is cancelled or completed keeps that status (`invalid_transition`); the capacity cannot fall \#
        below the number of people who have a seat (`capacity_below_registered`), hours have to fit the date that the \#
        event has (`time_mismatch`), and seats that become free go to those who wait.",
                "parameters": [
                  { "$ref": "#/components/parameters/event_id" },
                  { "$ref": "#/components/parameters/Accept-Language" }
                ],
                "requestBody": {
                  "required": true,
                  "content": {
                    "application/json": {
                      "schema": { "$ref": "#/components/schemas/EventChange" },
                      "example": { "title": "Updated Conference Title", "capacity": 600 }
                    }
                  }
                },
                "answers": { "detailed": [400, 403, 404, 409, 413, 422, 503] },
                "responses": {
                  "200": {
                    "description": "The event as it is now.",
                    "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Event" } } }
                  }
                }
              },
              "delete": {
                "operationId": "DeleteEvent", "tags": ["Events"], "summary": "Delete an event",
                "description": "For its owner, administrators and services. It is gone at once; those who are \#
        registered are told.",
                "parameters": [
                  { "$ref": "#/components/parameters/event_id" },
                  { "$ref": "#/components/parameters/Accept-Language" }
                ],
                "answers": { "detailed": [400, 403, 404, 413, 422, 503] },
                "responses": {
                  "204": { "description": "The event is deleted." }
                }
              }
            },
            "/events/{event_id}/waitlist": {
              "put": {
                "operationId": "ConfigureWaitlist", "tags": ["Events"], "summary": "Open or close an event's waitlist",
                "description": "For its owner, administrators and services. Whoever waits when it closes keeps their \#
        place.",
                "parameters": [
                  { "$ref": "#/components/parameters/event_id" },
                  { "$ref": "#/components/parameters/Accept-Language" }
                ],
                "requestBody": {
                  "required": true,
                  "content": {
                    "application/json": {
                      "schema": { "$ref": "#/components/schemas/WaitlistSetting" },
                      "example": { "waitlistEnabled": true }
                    }
                  }
                },
                "answers": { "detailed": [400, 403, 404, 409, 413, 422, 503] },
                "responses": {
                  "200": {
                    "description": "The event as it is now.",
                    "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Event" } } }
                  }
                }
              }
            }
          }
        }
        """#
}
