extension APIDocument {
    /// The schemas of users in answers, requests and exports.
    static let userSchemas = #"""
        {
          "components": {
            "schemas": {
              "UserId": {
                "type": "string", "pattern": "^[ -\"$-~]{1,128}$", "description": "1 to 128 printable ASCII \#
        characters but `#`."
              },
              "NewUser": {
                "type": "object", "required": ["name"],
                "properties": {
                  "userId": {
                    "type": ["string", "null"], "pattern": "^(?![.]{1,2}$)[A-Za-z0-9._-]{1,128}$",
                    "description": "Your own, or for administrators and services anybody's."
                  },
                  "name": { "$ref": "#/components/schemas/UserName" },
                  "email": { "$ref": "#/components/schemas/UserEmail" },
                  "locale": { "$ref": "#/components/schemas/UserLocale" },
                  "timezone": { "anyOf": [{ "$ref": "#/components/schemas/Timezone" }, { "type": "null" }] }
                }
              },
              "UserChange": {
                "type": "object",
                "properties": {
                  "name": { "$ref": "#/components/schemas/UserName" },
                  "email": { "$ref": "#/components/schemas/UserEmail" },
                  "locale": { "$ref": "#/components/schemas/UserLocale" },
                  "timezone": { "anyOf": [{ "$ref": "#/components/schemas/Timezone" }, { "type": "null" }] }
                }
              },
              "UserName": {
                "type": "string", "minLength": 1, "maxLength": 200,
                "pattern": "[^\\u0009-\\u000D\\u0020\\u0085\\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\#
        \\u202F\\u205F\\u3000]",
                "description": "Not only white space."
              },
              "UserEmail": { "type": ["string", "null"], "format": "email", "maxLength": 254 },
              "UserLocale": {
                "type": ["string", "null"], "maxLength": 35,
                "pattern": "^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?\#
        (-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*$",
                "description": "A language tag such as en or fr-CA."
              },
              "User": {
                "type": "object", "required": ["userId", "name"],
                "properties": {
                  "userId": { "$ref": "#/components/schemas/UserId" },
                  "name": { "type": "string", "minLength": 1, "maxLength": 200 },
                  "createdAt": { "type": "string", "format": "date-time", "readOnly": true },
                  "email": { "type": "string", "format": "email" },
                  "emailVerified": {
                    "type": "boolean", "readOnly": true,
                    "description": "Whether mail goes to the address, because a token, an administrator or a service \#
        vouched for it."
                  },
                  "locale": { "type": "string" },
                  "timezone": { "$ref": "#/components/schemas/Timezone" }
                },
                "example": {
                  "userId": "user-123", "name": "Alice Johnson", "createdAt": "2024-11-01T09:30:00.000Z"
                }
              },
              "UserRegistration": {
                "allOf": [{ "$ref": "#/components/schemas/Registration" }],
                "type": "object", "required": ["event"],
                "properties": { "event": { "$ref": "#/components/schemas/Event" } }
              },
              "ExportedRegistration": {
                "allOf": [{ "$ref": "#/components/schemas/Registration" }],
                "type": "object", "required": ["calendarId", "name", "language", "event"],
                "properties": {
                  "calendarId": {
                    "type": "string", "format": "uuid", "description": "What calendars know it by."
                  },
                  "name": { "type": "string" },
                  "email": { "type": "string", "description": "Where mail about it goes; absent where there is no address." },
                  "language": { "type": "string", "enum": ["en", "fr"] },
                  "event": {
                    "anyOf": [{ "$ref": "#/components/schemas/Event" }, { "type": "null" }],
                    "description": "Null for an event that is being deleted."
                  }
                }
              },
              "UserExport": {
                "type": "object",
                "description": "What is kept, or one page of it: null or empty where the page has nothing of a member.",
                "required": [
                  "userId", "exportedAt", "profile", "registrations", "meetupSignups", "others", "erasure"
                ],
                "properties": {
                  "userId": { "$ref": "#/components/schemas/UserId" },
                  "exportedAt": { "type": "string", "format": "date-time" },
                  "profile": { "anyOf": [{ "$ref": "#/components/schemas/User" }, { "type": "null" }] },
                  "registrations": {
                    "type": "array", "items": { "$ref": "#/components/schemas/ExportedRegistration" }
                  },
                  "meetupSignups": {
                    "type": "array", "description": "As they are kept.",
                    "items": {
                      "type": "object",
                      "properties": {
                        "meetupId": { "type": "string" }, "signedUpAt": { "type": "string", "format": "date-time" }
                      }
                    }
                  },
                  "others": {
                    "type": "array", "description": "Whatever else is kept, as it is kept.",
                    "items": { "type": "object" }
                  },
                  "erasure": {
                    "anyOf": [{ "$ref": "#/components/schemas/Erasure" }, { "type": "null" }]
                  }
                }
              },
              "Erasure": {
                "type": "object", "required": ["requestedAt"],
                "properties": {
                  "requestedAt": { "type": "string", "format": "date-time" },
                  "finishedAt": {
                    "type": "string", "format": "date-time", "description": "Absent while something is left."
                  }
                },
                "description": "When everything was erased that was kept before."
              }
            }
          }
        }
        """#
}
