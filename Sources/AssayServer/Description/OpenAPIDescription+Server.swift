extension OpenAPIDescription {
  static let serverPaths = #"""
        "/api/openapi.json": {
          "get": {
            "operationId": "describe", "tags": ["server"],
            "summary": "This document.",
            "responses": {
              "200": {
                "description": "An OpenAPI 3.1 document.",
                "headers": { "ETag": { "required": true, "schema": { "type": "string" } } },
                "content": { "application/json": { "schema": { "type": "object" } } }
              },
              "304": { "description": "The client has it already." }
            }
          }
        },
        "/healthz": {
          "get": {
            "operationId": "isAlive", "tags": ["server"],
            "summary": "Whether the process answers.",
            "responses": {
              "200": {
                "description": "It does.",
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Status" } } }
              }
            }
          }
        },
        "/readyz": {
          "get": {
            "operationId": "isReady", "tags": ["server"],
            "summary": "Whether new tasks are welcome.",
            "responses": {
              "200": {
                "description": "They are.",
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Status" } } }
              },
              "503": { "$ref": "#/components/responses/Problem" }
            }
          }
        }
    """#
}
