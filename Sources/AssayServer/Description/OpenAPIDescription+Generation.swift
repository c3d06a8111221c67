extension OpenAPIDescription {
  static let generationPaths = #"""
        "/api/generate": {
          "post": {
            "operationId": "generate", "tags": ["generation"],
            "summary": "Generates a test suite in the background, or at once for a client that waits.",
            "description": "With `wait=true`, `wait=N` or `Prefer: wait=N` the answer is the ZIP itself when it is ready in time. When the document itself is the content, options stand in the query.",
            "parameters": [
              { "$ref": "#/components/parameters/Wait" },
              { "$ref": "#/components/parameters/Prefer" },
              { "$ref": "#/components/parameters/IdempotencyKey" },
              { "$ref": "#/components/parameters/Outputs" },
              { "$ref": "#/components/parameters/CasesPerEndpoint" },
              { "$ref": "#/components/parameters/Techniques" },
              { "$ref": "#/components/parameters/Seed" },
              { "$ref": "#/components/parameters/Include" },
              { "$ref": "#/components/parameters/Exclude" },
              { "$ref": "#/components/parameters/BaseURL" },
              { "$ref": "#/components/parameters/DomainHint" },
              { "$ref": "#/components/parameters/AI" }
            ],
            "requestBody": {
              "required": true,
              "content": {
                "multipart/form-data": { "schema": { "$ref": "#/components/schemas/GenerateForm" } },
                "application/json": { "schema": { "$ref": "#/components/schemas/GenerateRequest" } },
                "application/yaml": { "schema": { "type": "string" } },
                "application/vnd.oai.openapi": { "schema": { "type": "string" } },
                "text/plain": { "schema": { "type": "string" } },
                "application/zip": { "schema": { "contentMediaType": "application/zip" } }
              }
            },
            "responses": {
              "200": {
                "description": "The suite, for a client that waited.",
                "headers": {
                  "Content-Disposition": { "required": true, "schema": { "type": "string" } },
                  "ETag": { "required": true, "schema": { "type": "string" } }
                },
                "content": { "application/zip": { "schema": { "type": "string", "contentMediaType": "application/zip" } } }
              },
              "202": { "$ref": "#/components/responses/Accepted" },
              "400": { "$ref": "#/components/responses/Problem" },
              "413": { "$ref": "#/components/responses/Problem" },
              "415": { "$ref": "#/components/responses/Problem" },
              "422": { "$ref": "#/components/responses/Problem" },
              "503": { "$ref": "#/components/responses/Problem" },
              "default": { "$ref": "#/components/responses/Problem" }
            }
          }
        },
        "/api/validate": {
          "post": {
            "operationId": "validate", "tags": ["generation"],
            "summary": "Reads a document and tells what is found, without a task.",
            "requestBody": {
              "required": true,
              "content": {
                "multipart/form-data": { "schema": { "$ref": "#/components/schemas/ValidateForm" } },
                "application/json": { "schema": { "$ref": "#/components/schemas/ValidateRequest" } },
                "application/yaml": { "schema": { "type": "string" } },
                "application/vnd.oai.openapi": { "schema": { "type": "string" } },
                "text/plain": { "schema": { "type": "string" } },
                "application/zip": { "schema": { "contentMediaType": "application/zip" } }
              }
            },
            "responses": {
              "200": {
                "description": "What was found; `valid` says whether a suite can be generated.",
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/ValidationReport" } } }
              },
              "400": { "$ref": "#/components/responses/Problem" },
              "413": { "$ref": "#/components/responses/Problem" },
              "415": { "$ref": "#/components/responses/Problem" },
              "422": { "$ref": "#/components/responses/Problem" },
              "default": { "$ref": "#/components/responses/Problem" }
            }
          }
        },
        "/api/progress/{id}": {
          "parameters": [{ "$ref": "#/components/parameters/TaskID" }],
          "get": {
            "operationId": "progress", "tags": ["generation"],
            "summary": "The latest update; all updates as server-sent events; or a long poll.",
            "parameters": [
              { "$ref": "#/components/parameters/After" },
              {
                "name": "wait", "in": "query",
                "description": "Together with `after`: how many seconds to wait for a newer update.",
                "schema": { "type": "integer", "minimum": 0, "maximum": 60 }
              },
              {
                "name": "Last-Event-ID", "in": "header",
                "description": "For server-sent events: the last event that was seen.",
                "schema": { "type": "integer", "minimum": 0 }
              }
            ],
            "responses": {
              "200": {
                "description": "The latest update, or the stream of updates.",
                "content": {
                  "application/json": { "schema": { "$ref": "#/components/schemas/ProgressUpdate" } },
                  "text/event-stream": { "schema": { "type": "string" } }
                }
              },
              "204": { "description": "Nothing newer than `after`." },
              "400": { "$ref": "#/components/responses/Problem" },
              "404": { "$ref": "#/components/responses/Problem" },
              "default": { "$ref": "#/components/responses/Problem" }
            }
          }
        },
        "/api/download/{id}": {
          "parameters": [{ "$ref": "#/components/parameters/TaskID" }],
          "get": {
            "operationId": "download", "tags": ["generation"],
            "summary": "The ZIP of a complete task, whole or in parts.",
            "responses": {
              "200": {
                "description": "The ZIP.",
                "headers": {
                  "Content-Disposition": { "required": true, "schema": { "type": "string" } },
                  "ETag": { "required": true, "schema": { "type": "string" } },
                  "Accept-Ranges": { "required": true, "schema": { "type": "string" } }
                },
                "content": { "application/zip": { "schema": { "type": "string", "contentMediaType": "application/zip" } } }
              },
              "206": {
                "description": "The part that Range asked for.",
                "content": { "application/zip": { "schema": { "type": "string", "contentMediaType": "application/zip" } } }
              },
              "304": { "description": "The client has it already." },
              "404": { "$ref": "#/components/responses/Problem" },
              "409": { "$ref": "#/components/responses/Problem" },
              "410": { "$ref": "#/components/responses/Problem" },
              "412": { "$ref": "#/components/responses/Problem" },
              "416": { "$ref": "#/components/responses/Problem" },
              "default": { "$ref": "#/components/responses/Problem" }
            }
          }
        },
        "/ws/{id}": {
          "parameters": [{ "$ref": "#/components/parameters/TaskID" }],
          "get": {
            "operationId": "watch", "tags": ["generation"],
            "summary": "A WebSocket that carries every update and closes with 1000 after the last.",
            "parameters": [{ "$ref": "#/components/parameters/After" }],
            "responses": {
              "101": { "description": "The connection speaks WebSocket (RFC 6455) from now on." },
              "400": { "$ref": "#/components/responses/Problem" },
              "403": { "$ref": "#/components/responses/Problem" },
              "404": { "$ref": "#/components/responses/Problem" },
              "426": { "$ref": "#/components/responses/Problem" },
              "default": { "$ref": "#/components/responses/Problem" }
            }
          }
        }
    """#
}
