extension APIDocument {
    /// The service's description of itself.
    static let servicePaths = #"""
        {
          "paths": {
            "/": {
              "get": {
                "operationId": "ShowService", "tags": ["Service"], "summary": "Say what this is", "security": [],
                "answers": { "plain": [] },
                "responses": {
                  "200": {
                    "description": "The service's name and version, and where its documents are.",
                    "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Service" } } }
                  }
                }
              }
            },
            "/health": {
              "get": {
                "operationId": "CheckHealth", "tags": ["Service"], "summary": "Say whether everything \#
        works", "security": [],
                "description": "Asks the table for one key and waits two seconds at most.",
                "answers": { "plain": [] },
                "responses": {
                  "200": {
                    "description": "Everything works.",
                    "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Health" } } }
                  },
                  "503": {
                    "description": "Something that every request needs is away.",
                    "headers": { "Retry-After": { "$ref": "#/components/headers/Retry-After" } },
                    "content": {
                      "application/json": {
                        "schema": {
                          "anyOf": [
                            { "$ref": "#/components/schemas/Health" }, { "$ref": "#/components/schemas/EdgeAnswer" }
                          ]
                        }
                      }
                    }
                  }
                }
              }
            },
            "/openapi.json": {
              "get": {
                "operationId": "ShowAPIDocument", "tags": ["Service"], "summary": "Show this document", "security": [],
                "answers": { "plain": [] },
                "responses": {
                  "200": {
                    "description": "The description of every endpoint, in OpenAPI 3.1.",
                    "content": {
                      "application/json": { "schema": { "type": "object", "required": ["openapi", "info", "paths"] } }
                    }
                  }
                }
              }
            },
            "/docs": {
              "get": {
                "operationId": "ShowAPIReference", "tags": ["Service"], "summary": "Show this document as a page",
                "security": [],
                "answers": { "plain": [] },
                "responses": {
                  "200": {
                    "description": "The same in HTML, for people.",
                    "content": { "text/html": { "schema": { "type": "string" } } }
                  }
                }
              }
            }
          },
          "components": {
            "schemas": {
              "Service": {
                "type": "object", "required": ["name", "version", "links"],
                "properties": {
                  "name": { "const": "Convene" },
                  "version": { "type": "string", "description": "The build that is running." },
                  "links": {
                    "type": "object", "required": ["documentation", "openapi", "health"],
                    "properties": {
                      "documentation": { "const": "/docs" },
                      "openapi": { "const": "/openapi.json" },
                      "health": { "const": "/health" }
                    }
                  }
                }
              },
              "Health": {
                "type": "object", "required": ["status", "version", "table", "checkedAt"],
                "properties": {
                  "status": { "enum": ["healthy", "unhealthy"] },
                  "version": { "type": "string", "description": "The build that is running." },
                  "table": { "enum": ["reachable", "unreachable"] },
                  "checkedAt": { "type": "string", "format": "date-time" }
                }
              }
            }
          }
        }
        """#
}
