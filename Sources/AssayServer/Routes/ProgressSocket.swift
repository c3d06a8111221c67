import HTTPTypes
import NetCore
import TaskHub

extension Route {
  /// `GET /ws/{id}`: every update after `?after=N`, then live ones, then Close 1000.
  static func progressSocket(_ services: Services) -> Route {
    Route(.get, PathPattern("/ws/{id}")) { call throws(Refusal) in
      let (id, _) = try call.watchedTask(on: services.board)
      let after = try call.query("after", in: 0...Int.max) ?? 0
      guard call.head.requestsWebSocket else {
        throw Refusal(
          .upgradeRequired,
          "This address speaks WebSocket; /api/progress/\(id) tells the same over HTTP.",
          fields: OpeningHandshakeError.upgradeMissing.fields
        )
      }
      return .upgradeToWebSocket(.subscribe(to: services.topics.topic(of: id), after: after))
    }
  }
}
