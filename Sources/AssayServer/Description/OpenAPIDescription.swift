/// The server's own OpenAPI 3.1 document; it describes exactly the routes of ``Router``.
enum OpenAPIDescription {
  /// The document as it is served.
  static let text = """
    {
      "openapi": "3.1.0",
      "info": {
        "title": "Assay",
        "version": "\(Assay.version)",
        "summary": "Generates API test suites from OpenAPI documents.",
        "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" }
      },
      "servers": [{ "url": "/" }],
      "tags": [
        { "name": "generation", "description": "From a document to a suite." },
        { "name": "tasks", "description": "What runs and what has run." },
        { "name": "server", "description": "The server about itself." }
      ],
      "paths": {
    \(generationPaths),
    \(taskPaths),
    \(serverPaths)
      },
      "components": {
        "parameters": {
    \(parameters)
        },
        "responses": {
    \(responses)
        },
        "schemas": {
    \(schemas)
        }
      }
    }

    """
}
