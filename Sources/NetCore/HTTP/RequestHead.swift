public import HTTPTypes

/// Request line and field section of one request, validated, with what they mean for the
/// connection already worked out.
public struct RequestHead: Sendable {
  /// What to do; case-sensitive.
  public var method: HTTPRequest.Method
  /// What to do it with.
  public var target: RequestTarget
  /// The peer's version, HTTP/1.0 or HTTP/1.1.
  public var version: HTTPVersion
  private(set) var section: FieldSection
  /// How the content that follows is delimited (RFC 9112 §6).
  public var framing: ContentFraming
  /// Whether the peer lets the connection carry another request (RFC 9112 §9.3).
  public var isPersistent: Bool
  /// Whether the peer waits for `100 Continue` before it sends its content (RFC 9110 §10.1.1).
  public var expectsContinue: Bool
  /// The protocols of the Upgrade field, lower-cased, in order; empty when the Connection field
  /// does not name it or the version is HTTP/1.0 (RFC 9110 §7.8).
  public var upgradeProtocols: [String]

  /// A head as the parser makes it; the defaults are those of a plain GET.
  public init(
    method: HTTPRequest.Method,
    target: RequestTarget,
    version: HTTPVersion = .http11,
    fields: HTTPFields = [:],
    framing: ContentFraming = .none,
    isPersistent: Bool = true,
    expectsContinue: Bool = false,
    upgradeProtocols: [String] = []
  ) {
    self.init(
      method: method,
      target: target,
      version: version,
      section: FieldSection(fields),
      framing: framing,
      isPersistent: isPersistent,
      expectsContinue: expectsContinue,
      upgradeProtocols: upgradeProtocols
    )
  }

  init(
    method: HTTPRequest.Method,
    target: RequestTarget,
    version: HTTPVersion,
    section: FieldSection,
    framing: ContentFraming,
    isPersistent: Bool,
    expectsContinue: Bool,
    upgradeProtocols: [String]
  ) {
    self.method = method
    self.target = target
    self.version = version
    self.section = section
    self.framing = framing
    self.isPersistent = isPersistent
    self.expectsContinue = expectsContinue
    self.upgradeProtocols = upgradeProtocols
  }

  /// The field lines, in their order.
  ///
  /// They are made of the received bytes each time that somebody asks; for one value,
  /// ``value(of:)`` costs less.
  public var fields: HTTPFields {
    get { section.fields }
    set { section = FieldSection(newValue) }
  }

  /// The value of the fields of that name, put together with commas when there are several
  /// (RFC 9110 §5.3); nil when there is none.
  public func value(of name: HTTPField.Name) -> String? { section.value(of: name) }

  /// The host and port that the request is for: the target's, else the Host field's.
  public var authority: String? { target.authority ?? value(of: .hostField) }

  /// Whether the peer asks to change to the WebSocket protocol.
  public var requestsWebSocket: Bool { upgradeProtocols.contains("websocket") }
}

/// How the end of a request's content is found.
public enum ContentFraming: Sendable, Hashable {
  /// There is no content.
  case none
  /// Exactly so many bytes; never 0.
  case length(Int)
  /// Chunked transfer coding.
  case chunked
}
