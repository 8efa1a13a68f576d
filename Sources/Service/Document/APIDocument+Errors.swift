extension APIDocument {
    /// The errors, which are the same everywhere.
    static let errors = #"""
        {
          "components": {
            "responses": {
              "Unreadable": {
                "description": "The path cannot be read: its percent-encoding is broken.",
                "content": {
                  "application/json": {
                    "schema": { "$ref": "#/components/schemas/EdgeAnswer" }
                  }
                }
              },
              "BadRequest": {
                "description": "The request cannot be read (`invalid_request`): a body that is not JSON, a key that \#
        is none.",
                "content": {
                  "application/json": {
                    "schema": {
                      "anyOf": [{ "$ref": "#/components/schemas/Error" }, { "$ref": "#/components/schemas/EdgeAnswer" }]
                    }
                  }
                }
              },
              "Unauthorized": {
                "description": "Nobody is signed in, or the token is not valid.",
                "content": {
                  "application/json": {
                    "schema": {
                      "anyOf": [{ "$ref": "#/components/schemas/EdgeAnswer" }, { "$ref": "#/components/schemas/Error" }]
                    }
                  }
                }
              },
              "Forbidden": {
                "description": "Your roles do not allow it (`not_owner`, `not_organizer`, `not_yourself`).",
                "content": {
                  "application/json": {
                    "schema": {
                      "anyOf": [
                        { "$ref": "#/components/schemas/DetailedError" }, { "$ref": "#/components/schemas/EdgeAnswer" }
                      ]
                    }
                  }
                }
              },
              "CutOff": {
                "description": "The id has a question mark, and the path that ends there has other methods.",
                "headers": { "Allow": { "schema": { "type": "string" }, "description": "The methods that it has." } },
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/EdgeAnswer" } } }
              },
              "NotFound": {
                "description": "Not found (`event_not_found`, `registration_not_found`, \#
        `user_not_found`), or no more (`user_erased`).",
                "content": {
                  "application/json": {
                    "schema": {
                      "anyOf": [
                        { "$ref": "#/components/schemas/DetailedError" }, { "$ref": "#/components/schemas/EdgeAnswer" }
                      ]
                    }
                  }
                }
              },
              "Conflict": {
                "description": "It conflicts with what is there; `code` says how.",
                "content": {
                  "application/json": {
                    "schema": { "$ref": "#/components/schemas/DetailedError" }
                  }
                }
              },
              "TooLarge": {
                "description": "The body is larger than 64 KiB (`body_too_large`).",
                "content": {
                  "application/json": {
                    "schema": {
                      "anyOf": [{ "$ref": "#/components/schemas/Error" }, { "$ref": "#/components/schemas/EdgeAnswer" }]
                    }
                  }
                }
              },
              "DetailedTooLarge": {
                "description": "The body is larger than 64 KiB (`body_too_large`).",
                "content": {
                  "application/json": {
                    "schema": {
                      "anyOf": [
                        { "$ref": "#/components/schemas/DetailedError" }, { "$ref": "#/components/schemas/EdgeAnswer" }
                      ]
                    }
                  }
                }
              },
              "Invalid": {
                "description": "The request is not valid: `details` and `detail` name every field that is wrong. Or \#
        the idempotency key was used with another request (`idempotency_key_reused`).",
                "content": {
                  "application/json": {
                    "schema": {
                      "anyOf": [
                        { "$ref": "#/components/schemas/ValidationError" },
                        { "$ref": "#/components/schemas/DetailedError" }
                      ]
                    }
                  }
                }
              },
              "KeyReused": {
                "description": "The idempotency key was used with another request (`idempotency_key_reused`).",
                "content": {
                  "application/json": {
                    "schema": { "$ref": "#/components/schemas/Error" }
                  }
                }
              },
              "TooManyRequests": {
                "description": "The API takes no more requests for the moment.",
                "content": {
                  "application/json": {
                    "schema": { "$ref": "#/components/schemas/EdgeAnswer" }
                  }
                }
              },
              "ServerError": {
                "description": "The cause is on our side.",
                "content": {
                  "application/json": {
                    "schema": {
                      "anyOf": [{ "$ref": "#/components/schemas/Error" }, { "$ref": "#/components/schemas/EdgeAnswer" }]
                    }
                  }
                }
              },
              "DetailedServerError": {
                "description": "The cause is on our side.",
                "content": {
                  "application/json": {
                    "schema": {
                      "anyOf": [
                        { "$ref": "#/components/schemas/DetailedError" }, { "$ref": "#/components/schemas/EdgeAnswer" }
                      ]
                    }
                  }
                }
              },
              "Unavailable": {
                "description": "The service is busy.",
                "headers": { "Retry-After": { "$ref": "#/components/headers/Retry-After" } },
                "content": {
                  "application/json": {
                    "schema": {
                      "anyOf": [{ "$ref": "#/components/schemas/Error" }, { "$ref": "#/components/schemas/EdgeAnswer" }]
                    }
                  }
                }
              },
              "DetailedUnavailable": {
                "description": "The service is busy, or too many want the same at the same time.",
                "headers": { "Retry-After": { "$ref": "#/components/headers/Retry-After" } },
                "content": {
                  "application/json": {
                    "schema": {
                      "anyOf": [
                        { "$ref": "#/components/schemas/DetailedError" }, { "$ref": "#/components/schemas/EdgeAnswer" }
                      ]
                    }
                  }
                }
              }
            },
            "schemas": {
              "EdgeAnswer": {
                "type": "object", "required": ["message"], "properties": { "message": { "type": ["string", "null"] } },
                "additionalProperties": false, "description": "What the API answers before any endpoint runs.",
                "example": { "message": "Unauthorized" }
              },
              "Error": {
                "type": "object", "required": ["error", "code", "message", "details", "requestId"],
                "properties": {
                  "error": { "type": "string", "description": "The same in English, whatever the language." },
                  "code": { "type": "string", "pattern": "^[a-z]+(_[a-z]+)*$", "description": "A stable word for \#
        programs." },
                  "message": { "type": "string", "description": "A sentence for people." },
                  "details": {
                    "type": "array",
                    "items": {
                      "type": "object", "required": ["field", "problem"],
                      "properties": { "field": { "type": "string" }, "problem": { "type": "string" } }
                    }
                  },
                  "requestId": { "type": "string", "description": "By which the request is found in our logs." }
                }
              },
              "DetailedError": {
                "allOf": [{ "$ref": "#/components/schemas/Error" }],
                "type": "object", "required": ["detail"],
                "properties": { "detail": { "type": "string", "description": "The sentence in English." } }
              },
              "ValidationError": {
                "allOf": [{ "$ref": "#/components/schemas/Error" }],
                "type": "object", "required": ["detail"],
                "properties": {
                  "detail": {
                    "type": "array", "description": "Each field that is wrong.",
                    "items": {
                      "type": "object", "required": ["loc", "msg", "type"],
                      "properties": {
                        "loc": { "type": "array", "items": { "type": ["string", "integer"] } },
                        "msg": { "type": "string" },
                        "type": { "type": "string" }
                      }
                    }
                  }
                },
                "example": {
                  "error": "The request is not valid: title should have at most 200 \#
        characters.", "code": "invalid_request",
                  "message": "The request is not valid: title should have at most 200 characters.",
                  "details": [{ "field": "title", "problem": "should have at most 200 characters" }],
                  "requestId": "JKJaXmPLvHcESHA=",
                  "detail": [
                    { "type": "string_too_long", "loc": ["body", "title"], "msg": "String should have at most 200 \#
        characters" }
                  ]
                }
              }
            }
          }
        }
        """#
}
