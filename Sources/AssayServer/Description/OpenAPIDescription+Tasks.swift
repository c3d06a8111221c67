extension OpenAPIDescription {
  static let taskPaths = #"""
        "/api/tasks": {
          "get": {
            "operationId": "listTasks", "tags": ["tasks"],
            "summary": "All tasks, newest first.",
            "parameters": [
              {
                "name": "state", "in": "query", "style": "form", "explode": false,
                "schema": { "type": "array", "items": { "$ref": "#/components/schemas/TaskState" } }
              },
              {
                "name": "limit", "in": "query",
                "schema": { "type": "integer", "minimum": 1, "maximum": 200, "default": 50 }
              },
              {
                "name": "cursor", "in": "query",
                "description": "`next_cursor` of the page before.",
                "schema": { "type": "string", "pattern": "^[0-9a-z]+\\.[0-9a-z]{20}$" }
              }
            ],
            "responses": {
              "200": {
                "description": "A page.",
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/TaskPage" } } }
              },
              "400": { "$ref": "#/components/responses/Problem" },
              "default": { "$ref": "#/components/responses/Problem" }
            }
          }
        },
        "/api/tasks/{id}": {
          "parameters": [{ "$ref": "#/components/parameters/TaskID" }],
          "get": {
            "operationId": "getTask", "tags": ["tasks"],
            "summary": "Everything about one task.",
            "responses": {
              "200": {
                "description": "The task.",
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Task" } } }
              },
              "404": { "$ref": "#/components/responses/Problem" },
              "default": { "$ref": "#/components/responses/Problem" }
            }
          },
          "delete": {
            "operationId": "deleteTask", "tags": ["tasks"],
            "summary": "Cancels a task that has not ended; removes one that has, with its ZIP.",
            "responses": {
              "202": {
                "description": "The task was cancelled.",
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/TaskBrief" } } }
              },
              "204": { "description": "The task was removed." },
              "404": { "$ref": "#/components/responses/Problem" },
              "default": { "$ref": "#/components/responses/Problem" }
            }
          }
        },
        "/api/tasks/{id}/retry": {
          "parameters": [{ "$ref": "#/components/parameters/TaskID" }],
          "post": {
            "operationId": "retryTask", "tags": ["tasks"],
            "summary": "A new task with the document and the options of an ended one.",
            "responses": {
              "202": { "$ref": "#/components/responses/Accepted" },
              "404": { "$ref": "#/components/responses/Problem" },
              "409": { "$ref": "#/components/responses/Problem" },
              "503": { "$ref": "#/components/responses/Problem" },
              "default": { "$ref": "#/components/responses/Problem" }
            }
          }
        },
        "/api/tasks/{id}/files": {
          "parameters": [{ "$ref": "#/components/parameters/TaskID" }],
          "get": {
            "operationId": "listFiles", "tags": ["tasks"],
            "summary": "What is in the ZIP.",
            "responses": {
              "200": {
                "description": "The entries in the ZIP's order.",
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/FileList" } } }
              },
              "404": { "$ref": "#/components/responses/Problem" },
              "409": { "$ref": "#/components/responses/Problem" },
              "410": { "$ref": "#/components/responses/Problem" },
              "default": { "$ref": "#/components/responses/Problem" }
            }
          }
        },
        "/api/tasks/{id}/files/{path}": {
          "parameters": [
            { "$ref": "#/components/parameters/TaskID" },
            {
              "name": "path", "in": "path", "required": true,
              "description": "A path of the list; its slashes may stand as they are.",
              "schema": { "type": "string", "minLength": 1 }
            }
          ],
          "get": {
            "operationId": "getFile", "tags": ["tasks"],
            "summary": "One file of the ZIP as text.",
            "responses": {
              "200": {
                "description": "The file.",
                "content": { "text/plain": { "schema": { "type": "string" } } }
              },
              "404": { "$ref": "#/components/responses/Problem" },
              "409": { "$ref": "#/components/responses/Problem" },
              "410": { "$ref": "#/components/responses/Problem" },
              "413": { "$ref": "#/components/responses/Problem" },
              "default": { "$ref": "#/components/responses/Problem" }
            }
          }
        }
    """#
}
