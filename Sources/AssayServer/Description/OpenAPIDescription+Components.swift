extension OpenAPIDescription {
  static let parameters = #"""
          "TaskID": {
            "name": "id", "in": "path", "required": true,
            "schema": { "$ref": "#/components/schemas/TaskID" }
          },
          "After": {
            "name": "after", "in": "query",
            "description": "Only updates with a higher sequence.",
            "schema": { "type": "integer", "minimum": 0 }
          },
          "Wait": {
            "name": "wait", "in": "query",
            "description": "`true` waits for up to 60 s, a number for as many seconds.",
            "schema": { "oneOf": [{ "type": "boolean" }, { "type": "integer", "minimum": 0, "maximum": 600 }] }
          },
          "Prefer": {
            "name": "Prefer", "in": "header",
            "description": "`wait=N` (RFC 7240).",
            "schema": { "type": "string" }
          },
          "IdempotencyKey": {
            "name": "Idempotency-Key", "in": "header",
            "description": "The same key with the same payload gives the same task.",
            "schema": { "type": "string", "minLength": 1, "maxLength": 255 }
          },
          "Outputs": {
            "name": "outputs", "in": "query", "style": "form", "explode": false,
            "schema": { "$ref": "#/components/schemas/Outputs" }
          },
          "CasesPerEndpoint": {
            "name": "cases_per_endpoint", "in": "query",
            "schema": { "$ref": "#/components/schemas/CasesPerEndpoint" }
          },
          "Techniques": {
            "name": "techniques", "in": "query", "style": "form", "explode": false,
            "schema": { "$ref": "#/components/schemas/Techniques" }
          },
          "Seed": { "name": "seed", "in": "query", "schema": { "$ref": "#/components/schemas/Seed" } },
          "Include": {
            "name": "include", "in": "query", "style": "form", "explode": false,
            "schema": { "$ref": "#/components/schemas/Selectors" }
          },
          "Exclude": {
            "name": "exclude", "in": "query", "style": "form", "explode": false,
            "schema": { "$ref": "#/components/schemas/Selectors" }
          },
          "BaseURL": { "name": "base_url", "in": "query", "schema": { "$ref": "#/components/schemas/BaseURL" } },
          "DomainHint": { "name": "domain_hint", "in": "query", "schema": { "$ref": "#/components/schemas/DomainHint" } },
          "AI": { "name": "ai", "in": "query", "schema": { "$ref": "#/components/schemas/AI" } }
    """#

  static let responses = #"""
          "Accepted": {
            "description": "The task was taken.",
            "headers": {
              "Location": { "required": true, "schema": { "type": "string", "format": "uri-reference" } },
              "Retry-After": { "required": true, "schema": { "type": "integer" } }
            },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/AcceptedTask" } } }
          },
          "Problem": {
            "description": "An error (RFC 9457).",
            "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } }
          }
    """#
}
