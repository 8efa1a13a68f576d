extension APIDocument {
    /// Profiles, their registrations, and the data kept about a user.
    static let userPaths = #"""
        {
          "paths": {
            "/users": {
              "post": {
                "operationId": "CreateUser", "tags": ["Users"], "summary": "Create a user",
                "description": "Makes your own profile. Administrators and services make anybody's, and have an id \#
        made up where they name none. Accepts an `Idempotency-Key`.",
                "parameters": [
                  { "$ref": "#/components/parameters/Accept-Language" }
                ],
                "requestBody": {
                  "required": true,
                  "content": {
                    "application/json": {
                      "schema": { "$ref": "#/components/schemas/NewUser" }, "example": { "name": "Alice Johnson" }
                    }
                  }
                },
                "answers": { "detailed": [403, 409, 413, 422, 503] },
                "responses": {
                  "201": {
                    "description": "The user as they were created.",
                    "headers": { "Location": { "$ref": "#/components/headers/Location" } },
                    "content": { "application/json": { "schema": { "$ref": "#/components/schemas/User" } } }
                  }
                }
              }
            },
            "/users/{user_id}": {
              "get": {
                "operationId": "GetUser", "tags": ["Users"], "summary": "Show a user",
                "description": "Yourself, administrators and services see all of it; others the id and the name \#
        alone.",
                "parameters": [
                  { "$ref": "#/components/parameters/user_id" },
                  { "$ref": "#/components/parameters/Accept-Language" }
                ],
                "answers": { "detailed": [400, 404, 503] },
                "responses": {
                  "200": {
                    "description": "The user.",
                    "content": { "application/json": { "schema": { "$ref": "#/components/schemas/User" } } }
                  }
                }
              },
              "put": {
                "operationId": "UpdateUser", "tags": ["Users"], "summary": "Change a user",
                "description": "For yourself, administrators and services. What the body leaves out stays as it is, \#
        and `null` removes it, except for the name. Your own profile is made where there is none, with what your \#
        token says of the rest. Mail goes to an address only if your token has it as verified, or an administrator or \#
        a service gave it (`emailVerified`).",
                "parameters": [
                  { "$ref": "#/components/parameters/user_id" },
                  { "$ref": "#/components/parameters/Accept-Language" }
                ],
                "requestBody": {
                  "required": true,
                  "content": {
                    "application/json": {
                      "schema": { "$ref": "#/components/schemas/UserChange" },
                      "example": { "name": "Alice Johnson", "timezone": "Europe/Paris" }
                    }
                  }
                },
                "answers": { "detailed": [400, 403, 404, 413, 422, 503] },
                "responses": {
                  "200": {
                    "description": "The user as they are now.",
                    "content": { "application/json": { "schema": { "$ref": "#/components/schemas/User" } } }
                  }
                }
              },
              "delete": {
                "operationId": "DeleteUser", "tags": ["Users"], "summary": "Erase a user",
                "description": "Gives their seats to those who wait and erases everything that is kept about them, \#
        mails that wait in the outbox too. One last mail for each seat and each meetup takes it out of their calendar. \#
        For the person and administrators. A 503 `erasure_unfinished` asks for the same request again, which goes on \#
        where this one stopped.",
                "parameters": [
                  { "$ref": "#/components/parameters/user_id" },
                  { "$ref": "#/components/parameters/Accept-Language" }
                ],
                "answers": { "detailed": [400, 403, 404, 413, 422, 503] },
                "responses": {
                  "204": {
                    "description": "Nothing is kept about the person any more but that it was done. The outbox knows \#
        the address until those last mails are sent or given up, and events that they made stay."
                  }
                }
              }
            },
            "/users/{user_id}/registrations": {
              "get": {
                "operationId": "ListUserRegistrations", "tags": ["Users"], "summary": "List what a user is registered \#
        for",
                "description": "For the person, administrators and services.",
                "parameters": [
                  { "$ref": "#/components/parameters/user_id" },
                  { "$ref": "#/components/parameters/limit" },
                  { "$ref": "#/components/parameters/offset" },
                  { "$ref": "#/components/parameters/user_registration_cursor" },
                  { "$ref": "#/components/parameters/Accept-Language" }
                ],
                "answers": { "detailed": [400, 403, 404, 413, 422, 503] },
                "responses": {
                  "200": {
                    "description": "One page of registrations, each with its event.",
                    "headers": {
                      "X-Next-Cursor": { "$ref": "#/components/headers/X-Next-Cursor" },
                      "Link": { "$ref": "#/components/headers/Link" }
                    },
                    "content": {
                      "application/json": {
                        "schema": { "type": "array", "items": { "$ref": "#/components/schemas/UserRegistration" } }
                      }
                    }
                  }
                }
              }
            },
            "/users/{user_id}/export": {
              "get": {
                "operationId": "ExportUser", "tags": ["Users"], "summary": "Export what is kept about a user",
                "description": "Everything, in one object, or in several where it is a lot: each has the same \#
        members, and the lists go on from one to the next. For an erased user the answer is a 404 `user_erased` that \#
        says when. For the person and administrators.",
                "parameters": [
                  { "$ref": "#/components/parameters/user_id" },
                  { "$ref": "#/components/parameters/user_export_cursor" },
                  { "$ref": "#/components/parameters/Accept-Language" }
                ],
                "answers": { "detailed": [400, 403, 404, 413, 422, 503] },
                "responses": {
                  "200": {
                    "description": "Everything that is kept, or one page of it.",
                    "headers": {
                      "Content-Disposition": { "$ref": "#/components/headers/Content-Disposition" },
                      "X-Next-Cursor": { "$ref": "#/components/headers/X-Next-Cursor" },
                      "Link": { "$ref": "#/components/headers/Link" }
                    },
                    "content": { "application/json": { "schema": { "$ref": "#/components/schemas/UserExport" } } }
                  }
                }
              }
            }
          },
          "components": {
            "parameters": {
              "user_id": {
                "name": "user_id", "in": "path", "required": true,
                "description": "The user's id; a question mark in it would end the path, an encoded one too.",
                "schema": { "type": "string", "pattern": "^[^?]+$" }, "example": "user-123"
              },
              "user_registration_cursor": {
                "name": "cursor", "in": "query",
                "description": "Where the page begins: the `X-Next-Cursor` of the page before.",
                "schema": { "type": "string", "pattern": "^after[.](?![.]{1,2}$)[A-Za-z0-9._-]{1,128}$" }
              },
              "user_export_cursor": {
                "name": "cursor", "in": "query",
                "description": "Where the page begins: the `X-Next-Cursor` of the page before.",
                "schema": { "type": "string", "pattern": "^after[.](2[0-9a-f]|[3-6][0-9a-f]|7[0-9a-e]){1,1024}$" }
              }
            }
          }
        }
        """#
}
