import HTTPTypes
import JSONSchema
import NetCore

extension Route {
  /// `GET /healthz`: the process answers.
  static let liveness = Route(.get, PathPattern("/healthz")) { _ in
    .respond(.json(["status": "ok"]))
  }

  /// `GET /readyz`: new tasks are welcome; 503 while the server drains.
  static func readiness(_ services: Services) -> Route {
    Route(.get, PathPattern("/readyz")) { _ throws(Refusal) in
      guard !services.isDraining.isSet else {
        throw Refusal(.serviceUnavailable, "The server is shutting down.")
      }
      return .respond(.json(["status": "ready"]))
    }
  }
}
