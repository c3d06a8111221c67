/// Why a document could not be fetched; each case is one of the reasons that users are told apart.
package enum FetchError: Error, Sendable, Equatable {
  /// Not an `http` or `https` address that can be used.
  case address(String)
  case name(host: String)
  case connection(host: String, reason: String)
  case certificate(host: String, reason: String)
  case timeout(host: String, seconds: Int)
  case status(host: String, code: Int)
  case size(limit: Int)
  case type(host: String, contentType: String)
  /// The server may not connect there.
  case policy(host: String)
  case redirects(limit: Int)
  case cancelled

  /// The kind in one word, for programs.
  package var kind: String {
    switch self {
    case .address: "address"
    case .name: "name"
    case .connection, .timeout, .redirects: "connection"
    case .certificate: "certificate"
    case .status: "status"
    case .size: "size"
    case .type: "type"
    case .policy: "policy"
    case .cancelled: "cancelled"
    }
  }

  /// The sentence as part of another one.
  package var clause: String {
    "fetching it failed: \(sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence)"
  }

  /// A sentence for a person, which says what to change where that is known.
  package var sentence: String {
    switch self {
    case .address(let reason): reason
    case .name(let host): "Could not reach \(host): the name does not exist."
    case .connection(let host, let reason): "Could not connect to \(host): \(reason)."
    case .certificate(let host, let reason):
      "The certificate of \(host) cannot be trusted: \(reason)."
    case .timeout(let host, let seconds): "\(host) did not answer within \(seconds) s."
    case .status(let host, let code):
      "\(host) answered with status \(code) instead of the document."
    case .size(let limit):
      "The document at this address is larger than \(ByteCount.text(limit)), which is the limit."
    case .type(let host, let contentType):
      "\(host) answered with \(contentType), which is not an OpenAPI document. "
        + "Use the address of the raw file."
    case .policy(let host):
      "\(host) is an address inside a private network, which this server does not fetch from. "
        + "Its operator can permit it with --allow-private-urls."
    case .redirects(let limit): "The address redirects more than \(limit) times."
    case .cancelled: "Fetching was cancelled."
    }
  }
}
