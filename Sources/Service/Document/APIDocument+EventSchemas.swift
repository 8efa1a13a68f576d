extension APIDocument {
    /// The schemas of events in answers, and in requests that create or change one.
    static let eventSchemas = #"""
        {
          "components": {
            "parameters": {
              "event_id": {
                "name": "event_id", "in": "path", "required": true,
                "description": "The event's id; a question mark in it would end the path, an encoded one too.",
                "schema": { "type": "string", "pattern": "^[^?]+$" }, "example": "my-event-123"
              },
              "event_cursor": {
                "name": "cursor", "in": "query",
                "description": "Where the page begins: the `X-Next-Cursor` of the page before.",
                "schema": { "type": "string", "pattern": "^[0-9]{17}[.](?![.]{1,2}$)[A-Za-z0-9._-]{1,128}$" }
              }
            },
            "schemas": {
              "EventStatus": { "type": "string", "enum": ["active", "cancelled", "completed", "postponed"] },
              "Day": {
                "type": "string", "format": "date",
                "pattern": "^(19[7-9][0-9]|[2-8][0-9]{3}|9[0-8][0-9]{2}|99[0-8][0-9]|999[0-8])\#
        -(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
                "description": "A date such as 2024-12-15, of the years 1970 to 9998."
              },
              "Moment": {
                "type": "string", "format": "date-time",
                "pattern": "^(19[7-9][0-9]|[2-8][0-9]{3}|9[0-8][0-9]{2}|99[0-8][0-9]|999[0-8])\#
        -(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,9})?\#
        (Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$",
                "description": "A date with a time, such as 2024-12-15T18:30:00Z or 2024-12-15T18:30:00+01:00, of the \#
        years 1970 to 9998. One without seconds, or without an offset, is taken too, though no format of JSON Schema \#
        is: without an offset it is in the event's zone, in a query in UTC."
              },
              "DateOrMoment": {
                "anyOf": [{ "$ref": "#/components/schemas/Day" }, { "$ref": "#/components/schemas/Moment" }]
              },
              "ClockTime": {
                "type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$",
                "description": "Hours and minutes, such as 18:30, by the clock of the event's zone."
              },
              "StartTime": {
                "anyOf": [{ "$ref": "#/components/schemas/ClockTime" }, { "type": "null" }],
                "description": "When it begins: only with a date that has no time of its own. Null for not said."
              },
              "EndTime": {
                "anyOf": [{ "$ref": "#/components/schemas/ClockTime" }, { "type": "null" }],
                "description": "When it ends: with a date that has no time of its own, only beside a `startTime`. \#
        Null for not said."
              },
              "Title": { "type": "string", "minLength": 1, "maxLength": 200 },
              "Description": { "type": "string", "minLength": 1, "maxLength": 2000 },
              "Location": { "type": "string", "minLength": 1, "maxLength": 500 },
              "Organizer": { "type": "string", "minLength": 1, "maxLength": 200 },
              "Capacity": { "type": "integer", "minimum": 1, "maximum": 100000 },
              "NewEvent": {
                "type": "object",
                "required": ["title", "description", "date", "location", "capacity", "organizer"],
                "properties": {
                  "eventId": {
                    "type": ["string", "null"], "pattern": "^(?![.]{1,2}$)[A-Za-z0-9._-]{1,128}$",
                    "description": "An id of your own; without it one is made up."
                  },
                  "title": { "$ref": "#/components/schemas/Title" },
                  "description": { "$ref": "#/components/schemas/Description" },
                  "date": { "$ref": "#/components/schemas/DateOrMoment" },
                  "startTime": { "$ref": "#/components/schemas/StartTime" },
                  "endTime": { "$ref": "#/components/schemas/EndTime" },
                  "timezone": { "$ref": "#/components/schemas/Timezone", "default": "UTC" },
                  "location": { "$ref": "#/components/schemas/Location" },
                  "capacity": { "$ref": "#/components/schemas/Capacity" },
                  "organizer": { "$ref": "#/components/schemas/Organizer" },
                  "status": { "$ref": "#/components/schemas/EventStatus", "default": "active" },
                  "waitlistEnabled": { "type": "boolean", "default": false }
                },
                "anyOf": [
                  {
                    "title": "A moment",
                    "properties": {
                      "date": { "$ref": "#/components/schemas/Moment" }, "startTime": { "type": "null" }
                    }
                  },
                  {
                    "title": "A day whose hours nobody knows",
                    "properties": {
                      "date": { "$ref": "#/components/schemas/Day" },
                      "startTime": { "type": "null" }, "endTime": { "type": "null" }
                    }
                  },
                  {
                    "title": "A day and its hours",
                    "required": ["startTime"],
                    "properties": {
                      "date": { "$ref": "#/components/schemas/Day" },
                      "startTime": { "$ref": "#/components/schemas/ClockTime" }
                    }
                  }
                ]
              },
              "EventChange": {
                "type": "object",
                "properties": {
                  "title": { "$ref": "#/components/schemas/Title" },
                  "description": { "$ref": "#/components/schemas/Description" },
                  "date": { "$ref": "#/components/schemas/DateOrMoment" },
                  "startTime": { "$ref": "#/components/schemas/StartTime" },
                  "endTime": { "$ref": "#/components/schemas/EndTime" },
                  "timezone": { "$ref": "#/components/schemas/Timezone" },
                  "location": { "$ref": "#/components/schemas/Location" },
                  "capacity": { "$ref": "#/components/schemas/Capacity" },
                  "organizer": { "$ref": "#/components/schemas/Organizer" },
                  "status": { "$ref": "#/components/schemas/EventStatus" },
                  "waitlistEnabled": { "type": "boolean" }
                },
                "anyOf": [
                  {
                    "title": "A moment, or none",
                    "properties": {
                      "date": { "$ref": "#/components/schemas/Moment" }, "startTime": { "type": "null" }
                    }
                  },
                  {
                    "title": "A day without an end",
                    "properties": {
                      "date": { "$ref": "#/components/schemas/Day" }, "endTime": { "type": "null" }
                    }
                  },
                  {
                    "title": "A day whose beginning is said or known",
                    "properties": {
                      "date": { "$ref": "#/components/schemas/Day" },
                      "startTime": { "$ref": "#/components/schemas/ClockTime" }
                    }
                  }
                ]
              },
              "Event": {
                "type": "object",
                "required": [
                  "eventId", "title", "description", "date", "location", "capacity", "organizer", "status",
                  "waitlistEnabled", "registeredCount", "waitlistCount", "timezone", "createdAt", "updatedAt"
                ],
                "properties": {
                  "eventId": { "type": "string", "pattern": "^(?![.]{1,2}$)[A-Za-z0-9._-]{1,128}$" },
                  "title": { "$ref": "#/components/schemas/Title" },
                  "description": { "$ref": "#/components/schemas/Description" },
                  "date": { "$ref": "#/components/schemas/DateOrMoment" },
                  "startTime": { "$ref": "#/components/schemas/ClockTime" },
                  "endTime": { "$ref": "#/components/schemas/ClockTime" },
                  "timezone": { "$ref": "#/components/schemas/Timezone" },
                  "location": { "$ref": "#/components/schemas/Location" },
                  "capacity": { "$ref": "#/components/schemas/Capacity" },
                  "organizer": { "$ref": "#/components/schemas/Organizer" },
                  "status": { "$ref": "#/components/schemas/EventStatus" },
                  "waitlistEnabled": { "type": "boolean" },
                  "registeredCount": {
                    "type": "integer", "minimum": 0, "readOnly": true, "description": "How many have a seat."
                  },
                  "waitlistCount": { "type": "integer", "minimum": 0, "readOnly": true, "description": "How many \#
        wait." },
                  "createdAt": { "type": "string", "format": "date-time", "readOnly": true },
                  "updatedAt": { "type": "string", "format": "date-time", "readOnly": true }
                },
                "example": {
                  "eventId": "my-event-123", "title": "Tech Conference 2024", "description": "Annual technology \#
        conference",
                  "date": "2024-12-15", "timezone": "UTC", "location": "San Francisco, CA", "capacity": 500,
                  "organizer": "Tech Events Inc", "status": "active", "waitlistEnabled": true, "registeredCount": 0,
                  "waitlistCount": 0, "createdAt": "2024-11-01T09:30:00.000Z", "updatedAt": "2024-11-01T09:30:00.000Z"
                }
              },
              "WaitlistSetting": {
                "type": "object", "required": ["waitlistEnabled"],
                "properties": { "waitlistEnabled": { "type": "boolean" } }
              }
            }
          }
        }
        """#
}
