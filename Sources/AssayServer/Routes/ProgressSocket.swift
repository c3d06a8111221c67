import HTTPTypes
import NetCore
import TaskHub

extension Route {
  /// `GET /ws/{id}`: every update after `?after=N`, then live ones, then Close 1000.
  static func progressSocket(_ services: Services) -> Route {
    Route(.get, PathPattern("/ws/{id}")) { call throws(Refusal) in
      let (id, _) = try call.watchedTask(on: services.board)
      let after = try call.query("after", in: 0...Int.max) ?? 0
      try call.checkOrigin(services.settings.allowedOrigins)
      guard call.head.requestsWebSocket else {
        throw Refusal(
          .upgradeRequired,
          "This address speaks WebSocket; /api/progress/\(id) tells the same over HTTP.",
          fields: [.upgrade: "websocket", .connection: "Upgrade"]
        )
      }
      return .upgradeToWebSocket(.subscribe(to: services.topics.topic(of: id), after: after))
    }
  }
}

extension Call {
  /// Lets pages of this server and of configured origins in; programs send no Origin at all.
  ///
  /// A browser lets every page open a WebSocket anywhere, so the server has to look (RFC 6455 §10.2).
  func checkOrigin(_ allowed: [String]) throws(Refusal) {
    guard let origin = head.fields[.origin] else { return }
    if allowed.contains(origin.lowercased()) { return }
    let host = origin.split(separator: "/", maxSplits: 2).last.map { $0.lowercased() }
    guard let host, origin.contains("://"), host == head.authority?.lowercased() else {
      throw Refusal(.forbidden, "Pages of \(origin) may not watch tasks of this server.")
    }
  }
}
