import HTTPTypes
import NetCore

/// One line of the route table: which requests, and what answers them.
struct Route: Sendable {
  let method: HTTPRequest.Method
  let pattern: PathPattern
  /// Called on the event loop; must not block.
  let answer: @Sendable (Call) throws(Refusal) -> Disposition

  init(
    _ method: HTTPRequest.Method,
    _ pattern: PathPattern,
    _ answer: @escaping @Sendable (Call) throws(Refusal) -> Disposition
  ) {
    self.method = method
    self.pattern = pattern
    self.answer = answer
  }

  /// A route whose answer reads the content or waits for others.
  static func waiting(
    _ method: HTTPRequest.Method,
    _ pattern: PathPattern,
    _ answer: @escaping @Sendable (Call, IncomingRequest) async throws(Refusal) -> Response
  ) -> Route {
    Route(method, pattern) { call in
      .handle { request in
        do throws(Refusal) {
          return try await answer(call, request)
        } catch {
          return error.response(at: call.head.target.path)
        }
      }
    }
  }

  /// GET routes answer HEAD as well; the connection leaves the content out (RFC 9110 §9.3.2).
  var methods: [HTTPRequest.Method] {
    method == .get ? [.get, .head] : [method]
  }
}

/// A request as its route sees it.
struct Call: Sendable {
  let head: RequestHead
  let peer: PeerInformation
  /// The path's parameters, in the pattern's order.
  let parameters: [String]

  /// The first value of a query item.
  func query(_ name: String) -> String? {
    head.target.queryValue(name)
  }

  /// A whole number in the query, inside `range`; `nil` when it is absent.
  func query(_ name: String, in range: ClosedRange<Int>) throws(Refusal) -> Int? {
    guard let text = query(name), !text.isEmpty else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw Refusal(
        .badRequest,
        "\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound)."
      )
    }
    return number
  }
}
