extension APIDocument {
    /// The token, parameters and headers shared by many endpoints.
    static let common = #"""
        {
          "components": {
            "securitySchemes": {
              "bearerAuth": {
                "type": "http", "scheme": "bearer", "bearerFormat": "JWT",
                "description": "A token of the issuer that the API trusts. It says who you are and which roles you \#
        have: student, mentor, organizer, admin or service."
              }
            },
            "parameters": {
              "limit": {
                "name": "limit", "in": "query", "description": "How many a page has at most.",
                "schema": { "type": "integer", "minimum": 1, "maximum": 100, "default": 50 }
              },
              "offset": {
                "name": "offset", "in": "query",
                "description": "How many to skip: more than a thousand is a 422, since what is further \#
        away is reached by `cursor`.",
                "schema": { "type": "integer", "minimum": 0, "maximum": 1000, "default": 0 }
              },
              "Accept-Language": {
                "name": "Accept-Language", "in": "header", "description": "The language of error messages: English or \#
        French.",
                "schema": { "type": "string" }, "example": "fr-CA, en;q=0.5"
              }
            },
            "headers": {
              "Retry-After": {
                "description": "In how many seconds to try again.",
                "schema": { "type": "integer", "minimum": 0 }
              },
              "Location": {
                "description": "Where it is found from now on.", "required": true,
                "schema": { "type": "string", "format": "uri-reference" }
              },
              "Content-Disposition": {
                "description": "That it is a file, and what it is called.", "required": true,
                "schema": { "type": "string" }
              },
              "X-Next-Cursor": {
                "description": "The cursor of the next page; absent on the last one.", "schema": { "type": "string" }
              },
              "Link": {
                "description": "The next page's address, with `rel=\"next\"`; absent on the last one.",
                "schema": { "type": "string" }
              }
            }
          }
        }
        """#
}
