package import JSONSchema
package import OpenAPI

extension Diagnostic {
  /// `{severity, message, pointer, line, column}`.
  package var json: JSONValue {
    var object: JSONObject = [
      "severity": .string(severity.rawValue),
      "message": .string(message),
    ]
    object.set("pointer", pointer?.uriFragment)
    object.set("line", position?.line)
    object.set("column", position?.column)
    return .object(object)
  }
}
