extension OpenAPIDescription {
  static let schemas = #"""
          "TaskID": { "type": "string", "pattern": "^[0-9a-hjkmnp-tv-z]{20}$" },
          "TaskState": {
            "type": "string",
            "enum": ["queued", "running", "complete", "error", "cancelled"]
          },
          "Outputs": {
            "description": "The formats to write.",
            "type": "array",
            "minItems": 1,
            "items": { "type": "string" },
            "default": ["pytest"]
          },
          "CasesPerEndpoint": {
            "description": "Budget of each operation; 0: as many as the techniques ask for.",
            "type": "integer",
            "minimum": 0,
            "maximum": 500,
            "default": 0
          },
          "Techniques": { "type": "array", "minItems": 1, "items": { "type": "string" } },
          "Seed": {
            "description": "The same document, options and seed give the same bytes.",
            "type": "integer",
            "minimum": 0,
            "default": 1
          },
          "Selectors": {
            "description": "`tag:NAME`, `method:GET`, `operation:ID`, `deprecated:true` or a path such as `/pets/*`.",
            "type": "array",
            "maxItems": 100,
            "items": { "type": "string" }
          },
          "BaseURL": { "type": "string", "format": "uri" },
          "DomainHint": { "type": "string" },
          "AI": { "type": "string", "enum": ["off"], "default": "off" },
          "SpecHeaders": {
            "description": "Fields of the request for `spec_url`: an object, or lines of `Name: value`. They go to its host only and are never shown.",
            "type": ["object", "string"],
            "additionalProperties": { "type": "string" }
          },
          "GenerateForm": {
            "type": "object",
            "description": "Either `spec` (a document, or a ZIP of several files) or `spec_url`, and options.",
            "properties": {
              "spec": { "type": "string", "contentMediaType": "application/octet-stream" },
              "spec_url": { "type": "string", "format": "uri" },
              "spec_headers": { "$ref": "#/components/schemas/SpecHeaders" },
              "outputs": { "$ref": "#/components/schemas/Outputs" },
              "cases_per_endpoint": { "$ref": "#/components/schemas/CasesPerEndpoint" },
              "techniques": { "$ref": "#/components/schemas/Techniques" },
              "seed": { "$ref": "#/components/schemas/Seed" },
              "include": { "$ref": "#/components/schemas/Selectors" },
              "exclude": { "$ref": "#/components/schemas/Selectors" },
              "base_url": { "$ref": "#/components/schemas/BaseURL" },
              "domain_hint": { "$ref": "#/components/schemas/DomainHint" },
              "ai": { "$ref": "#/components/schemas/AI" }
            }
          },
          "GenerateRequest": {
            "type": "object",
            "description": "Either `spec` or `spec_url`, and options; or the document itself.",
            "properties": {
              "spec": {
                "description": "The document as an object or as text.",
                "type": ["object", "string"]
              },
              "spec_url": { "type": "string", "format": "uri" },
              "spec_headers": { "$ref": "#/components/schemas/SpecHeaders" },
              "outputs": { "$ref": "#/components/schemas/Outputs" },
              "cases_per_endpoint": { "$ref": "#/components/schemas/CasesPerEndpoint" },
              "techniques": { "$ref": "#/components/schemas/Techniques" },
              "seed": { "$ref": "#/components/schemas/Seed" },
              "include": { "$ref": "#/components/schemas/Selectors" },
              "exclude": { "$ref": "#/components/schemas/Selectors" },
              "base_url": { "$ref": "#/components/schemas/BaseURL" },
              "domain_hint": { "$ref": "#/components/schemas/DomainHint" },
              "ai": { "$ref": "#/components/schemas/AI" }
            }
          },
          "ValidateForm": {
            "type": "object",
            "properties": {
              "spec": { "type": "string", "contentMediaType": "application/octet-stream" },
              "spec_url": { "type": "string", "format": "uri" },
              "spec_headers": { "$ref": "#/components/schemas/SpecHeaders" }
            }
          },
          "ValidateRequest": {
            "type": "object",
            "properties": {
              "spec": { "type": ["object", "string"] },
              "spec_url": { "type": "string", "format": "uri" },
              "spec_headers": { "$ref": "#/components/schemas/SpecHeaders" }
            }
          },
          "AcceptedTask": {
            "type": "object",
            "required": ["task_id", "status", "progress_url", "ws_url", "download_url"],
            "properties": {
              "task_id": { "$ref": "#/components/schemas/TaskID" },
              "status": { "$ref": "#/components/schemas/TaskState" },
              "progress_url": { "type": "string" },
              "ws_url": { "type": "string" },
              "download_url": { "type": "string" },
              "retry_of": { "$ref": "#/components/schemas/TaskID" }
            }
          },
          "ProgressUpdate": {
            "type": "object",
            "required": ["stage", "progress", "message", "timestamp"],
            "properties": {
              "stage": {
                "type": "string",
                "enum": [
                  "starting",
                  "parsing",
                  "generating",
                  "zipping",
                  "complete",
                  "error",
                  "cancelled"
                ]
              },
              "progress": { "type": "integer", "minimum": 0, "maximum": 100 },
              "message": { "type": "string" },
              "timestamp": { "type": "string", "format": "date-time" },
              "endpoint_count": { "type": "integer", "minimum": 0 },
              "current_endpoint": { "type": "integer", "minimum": 1 },
              "task_id": { "$ref": "#/components/schemas/TaskID" },
              "sequence": { "type": "integer", "minimum": 1 },
              "problem": { "$ref": "#/components/schemas/Problem" }
            }
          },
          "Problem": {
            "type": "object",
            "required": ["type", "title", "status"],
            "properties": {
              "type": { "type": "string", "format": "uri-reference" },
              "title": { "type": "string" },
              "status": { "type": "integer", "minimum": 400, "maximum": 599 },
              "detail": { "type": "string" },
              "instance": { "type": "string" },
              "errors": {
                "type": "array",
                "items": {
                  "type": "object",
                  "required": ["detail"],
                  "properties": {
                    "detail": { "type": "string" },
                    "code": { "type": "string" },
                    "document": { "type": "string" },
                    "pointer": { "type": "string" },
                    "line": { "type": "integer", "minimum": 1 },
                    "column": { "type": "integer", "minimum": 1 }
                  }
                }
              }
            }
          },
          "Finding": {
            "type": "object",
            "required": ["severity", "code", "message"],
            "properties": {
              "severity": { "type": "string", "enum": ["error", "warning", "information"] },
              "code": {
                "description": "What kind of thing it is; docs/lints.md explains each.",
                "type": "string"
              },
              "message": { "type": "string" },
              "document": {
                "description": "The file or address when it is not the document itself.",
                "type": "string"
              },
              "pointer": { "type": "string" },
              "line": { "type": "integer", "minimum": 1 },
              "column": { "type": "integer", "minimum": 1 }
            }
          },
          "OperationBrief": {
            "type": "object",
            "required": ["method", "path"],
            "properties": {
              "method": { "type": "string" },
              "path": { "type": "string" },
              "operation_id": { "type": "string" },
              "summary": { "type": "string" },
              "tags": { "type": "array", "items": { "type": "string" } },
              "deprecated": { "type": "boolean" },
              "cases": { "type": "integer", "minimum": 0 },
              "skipped": { "type": "boolean" },
              "reason": { "type": "string" }
            }
          },
          "ValidationReport": {
            "type": "object",
            "required": ["valid", "endpoint_count", "operations", "problems"],
            "properties": {
              "valid": { "type": "boolean" },
              "version": { "type": "string" },
              "title": { "type": "string" },
              "endpoint_count": { "type": "integer", "minimum": 0 },
              "operations": {
                "type": "array",
                "items": { "$ref": "#/components/schemas/OperationBrief" }
              },
              "problems": {
                "type": "array",
                "items": { "$ref": "#/components/schemas/Finding" }
              }
            }
          },
          "TaskBrief": {
            "type": "object",
            "required": ["task_id", "state", "options", "created_at", "archive"],
            "properties": {
              "task_id": { "$ref": "#/components/schemas/TaskID" },
              "state": { "$ref": "#/components/schemas/TaskState" },
              "title": { "type": "string" },
              "document_name": { "type": "string" },
              "document_bytes": { "type": "integer", "minimum": 1 },
              "options": { "type": "object" },
              "endpoint_count": { "type": "integer", "minimum": 0 },
              "counts": {
                "type": "object",
                "required": ["operations", "cases", "files"],
                "properties": {
                  "operations": { "type": "integer", "minimum": 0 },
                  "cases": { "type": "integer", "minimum": 0 },
                  "files": { "type": "integer", "minimum": 0 }
                }
              },
              "created_at": { "type": "string", "format": "date-time" },
              "started_at": { "type": "string", "format": "date-time" },
              "ended_at": { "type": "string", "format": "date-time" },
              "duration_ms": { "type": "integer" },
              "archive": { "type": "string", "enum": ["absent", "ready", "expired"] },
              "archive_bytes": { "type": "integer", "minimum": 1 },
              "retry_of": { "$ref": "#/components/schemas/TaskID" }
            }
          },
          "Task": {
            "allOf": [
              { "$ref": "#/components/schemas/TaskBrief" },
              {
                "type": "object",
                "required": ["progress", "progress_url", "ws_url"],
                "properties": {
                  "progress": { "$ref": "#/components/schemas/ProgressUpdate" },
                  "problems": {
                    "type": "array",
                    "items": { "$ref": "#/components/schemas/Finding" }
                  },
                  "omissions": {
                    "type": "array",
                    "items": {
                      "type": "object",
                      "required": ["reason", "count"],
                      "properties": {
                        "operation": { "type": "string" },
                        "technique": { "type": "string" },
                        "reason": { "type": "string" },
                        "count": { "type": "integer", "minimum": 0 }
                      }
                    }
                  },
                  "operations": {
                    "type": "array",
                    "items": { "$ref": "#/components/schemas/OperationBrief" }
                  },
                  "progress_url": { "type": "string" },
                  "ws_url": { "type": "string" },
                  "download_url": { "type": "string" }
                }
              }
            ]
          },
          "TaskPage": {
            "type": "object",
            "required": ["tasks"],
            "properties": {
              "tasks": {
                "type": "array",
                "items": { "$ref": "#/components/schemas/TaskBrief" }
              },
              "next_cursor": { "type": "string" }
            }
          },
          "FileList": {
            "type": "object",
            "required": ["file_name", "files"],
            "properties": {
              "file_name": { "type": "string" },
              "files": {
                "type": "array",
                "items": {
                  "type": "object",
                  "required": ["path", "size"],
                  "properties": {
                    "path": { "type": "string" },
                    "size": { "type": "integer", "minimum": 0 }
                  }
                }
              }
            }
          },
          "Status": {
            "type": "object",
            "required": ["status"],
            "properties": { "status": { "type": "string" } }
          }
    """#
}
