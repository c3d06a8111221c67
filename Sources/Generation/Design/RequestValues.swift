import JSONSchema

/// The inputs of one request as values, before they are written in their styles.
struct RequestValues: Equatable {
  /// In the order of ``OperationContext/parameters``; `nil`: not sent, or produced at run time.
  var parameters: [JSONValue?]
  var body: JSONValue?
}

/// One of the inputs of an operation.
enum RequestTarget: Hashable {
  /// Index into ``OperationContext/parameters``.
  case parameter(Int)
  case body
}
