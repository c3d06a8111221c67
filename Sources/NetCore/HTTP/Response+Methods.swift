public import HTTPTypes

extension Response {
  /// The answer to a request whose method its resource does not have: what it has for OPTIONS, 501
  /// for a method that nobody defines, 405 for all others (RFC 9110 §9.1, §9.3.7).
  ///
  /// - Parameter methods: what the resource has; OPTIONS is added to them.
  public static func answer(
    to method: HTTPRequest.Method,
    allowing methods: [HTTPRequest.Method]
  ) -> Response {
    let allowed = methods.contains(.options) ? methods : methods + [.options]
    if method == .options { return Response(status: .noContent, fields: [.allow: list(allowed)]) }
    if definedMethods.contains(method) { return .methodNotAllowed(allowing: allowed) }
    return Response(status: .notImplemented, fields: [.allow: list(allowed)])
  }

  /// 405 with the Allow field that it must have (RFC 9110 §15.5.6).
  public static func methodNotAllowed(allowing methods: [HTTPRequest.Method]) -> Response {
    Response(status: .methodNotAllowed, fields: [.allow: list(methods)])
  }

  private static func list(_ methods: [HTTPRequest.Method]) -> String {
    methods.map(\.rawValue).joined(separator: ", ")
  }

  /// The methods of RFC 9110 §9.3 and RFC 5789.
  private static let definedMethods: [HTTPRequest.Method] = [
    .get, .head, .post, .put, .delete, .connect, .options, .trace, .patch,
  ]
}
