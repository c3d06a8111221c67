import HTTPTypes
package import NetCore
import TaskHub

/// Answers every request by its table, and everything outside `/api` and `/ws` from the UI's files.
package struct Router: RequestHandler {
  let routes: [Route]
  let page: PageFolder?
  /// Origins of other pages that may use this server, lower-case.
  let allowedOrigins: [String]

  package func disposition(of head: RequestHead, peer: PeerInformation) -> Disposition {
    let path = head.target.percentDecodedPath
    let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    var allowed: [HTTPRequest.Method] = []
    for route in routes {
      guard let parameters = route.pattern.match(segments) else { continue }
      guard route.methods.contains(head.method) else {
        allowed += route.methods
        continue
      }
      do throws(Refusal) {
        try checkOrigin(of: head, from: peer)
        return try route.answer(Call(head: head, peer: peer, parameters: parameters))
      } catch {
        return .respond(error.response(at: head.target.path))
      }
    }
    if !allowed.isEmpty { return .respond(answer(toOtherMethodOf: head, allowing: allowed)) }
    if head.target.form == .asterisk {
      return .respond(.answer(to: head.method, allowing: [.get, .head, .post, .delete]))
    }
    let isReserved = segments.first == "api" || segments.first == "ws"
    if let page, !isReserved {
      return page.disposition(of: head).mapResponse { explained($0, to: head) }
    }
    let refusal = Refusal(.notFound, "Nothing is here. GET /api/openapi.json describes what is.")
    return .respond(refusal.response(at: head.target.path))
  }

  package func response(to failure: RequestFailure) -> Response {
    Refusal(failure.status, failure.detail).response(at: nil)
  }

  /// Lets pages of this server and of configured origins in; programs send no Origin at all.
  ///
  /// A browser lets every page post forms and open WebSockets anywhere, so the server has to look
  /// (RFC 6455 §10.2). What a GET answers it keeps from other pages by itself.
  ///
  /// Over TLS the server's own pages have https; what a proxy in front of it speaks it cannot know.
  private func checkOrigin(
    of head: RequestHead,
    from peer: PeerInformation
  ) throws(Refusal) {
    let isSafe = head.method == .get || head.method == .head
    guard let origin = head.fields[.origin], !isSafe || head.requestsWebSocket else { return }
    if allowedOrigins.contains(origin.lowercased()) { return }
    let host = origin.split(separator: "/", maxSplits: 2).last.map { $0.lowercased() }
    let isOfScheme = peer.usesTLS ? origin.hasPrefix("https://") : origin.contains("://")
    guard let host, isOfScheme, host == head.authority?.lowercased() else {
      throw Refusal(.forbidden, "Pages of \(origin) may not use this server.")
    }
  }

  /// What there is, for OPTIONS; else the problem that the method is not possible here, or that
  /// nobody knows it.
  private func answer(
    toOtherMethodOf head: RequestHead,
    allowing methods: [HTTPRequest.Method]
  ) -> Response {
    let response = Response.answer(to: head.method, allowing: methods)
    guard response.status.kind == .clientError || response.status.kind == .serverError else {
      return response
    }
    let detail =
      response.fields[.allow].map { "\(head.method.rawValue) is not possible here; use \($0)." }
      ?? "This server knows no method \(head.method.rawValue)."
    return Refusal(response.status, detail, fields: response.fields).response(at: head.target.path)
  }

  /// The file, or the problem that it cannot be had.
  private func explained(_ response: Response, to head: RequestHead) -> Response {
    switch response.status {
    case .notFound:
      return Refusal(.notFound, "There is no such page.", fields: response.fields)
        .response(at: head.target.path)
    case .methodNotAllowed, .notImplemented:
      return answer(toOtherMethodOf: head, allowing: [.get, .head])
    case .serviceUnavailable:
      let detail = "The server has too many open files; try again in a moment."
      return Refusal(.serviceUnavailable, detail, fields: response.fields)
        .response(at: head.target.path)
    default: return response.explained(at: head.target.path)
    }
  }
}
