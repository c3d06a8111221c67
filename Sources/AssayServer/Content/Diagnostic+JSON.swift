package import JSONSchema
package import OpenAPI

extension Diagnostic {
  /// `{severity, code, message, document, pointer, line, column}`; without `document` it is about the
  /// document itself.
  package var json: JSONValue {
    var object: JSONObject = [
      "severity": .string(severity.rawValue),
      "code": .string(code.rawValue),
      "message": .string(message),
    ]
    object.set("document", document)
    object.set("pointer", pointer?.uriFragment)
    object.set("line", position?.line)
    object.set("column", position?.column)
    return .object(object)
  }
}
