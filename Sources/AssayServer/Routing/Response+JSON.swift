import HTTPTypes
import JSONSchema
import NetCore

extension Response {
  /// An answer of JSON that nobody keeps.
  static func json(
    _ value: JSONValue,
    status: HTTPResponse.Status = .ok,
    fields: HTTPFields = [:]
  ) -> Response {
    .json(value.bytes, status: status, fields: fields)
  }

  /// As above, for JSON that was written before.
  static func json(
    _ bytes: [UInt8],
    status: HTTPResponse.Status = .ok,
    fields: HTTPFields = [:]
  ) -> Response {
    var fields = fields
    fields[.contentType] = "application/json"
    fields[.cacheControl] = "no-store"
    fields[.xContentTypeOptions] = "nosniff"
    return Response(status: status, fields: fields, content: .bytes(bytes))
  }
}
