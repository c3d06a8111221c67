import HTTPTypes
import NetCore

/// What a target of the lab names.
enum Resource {
  case progress
  case file
  case echo
  case upload
  case publish(topic: String)
  case subscription(topic: String)
  case publication(topic: String)
  case chat

  /// The resource of a target.
  static func named(by target: RequestTarget) -> Resource {
    // Without making the path, for those who count instructions.
    if target.pathHasPrefix("/api/progress/") { return .progress }
    let path = target.percentDecodedPath
    if path.hasPrefix("/api/progress/") { return .progress }
    if let topic = path.suffix(after: "/publish/") { return .publish(topic: topic) }
    if let topic = path.suffix(after: "/ws/") { return .subscription(topic: topic) }
    if let topic = path.suffix(after: "/pub/") { return .publication(topic: topic) }
    return switch path {
    case "/echo": .echo
    case "/upload": .upload
    case "/chat": .chat
    default: .file
    }
  }

  /// What a client may do with the resource, besides OPTIONS.
  var methods: [HTTPRequest.Method] {
    switch self {
    case .progress, .file: [.get, .head]
    case .echo: [.get, .post]
    case .upload, .publish: [.post]
    case .subscription, .publication, .chat: [.get]
    }
  }
}

extension String {
  fileprivate func suffix(after prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }
}
