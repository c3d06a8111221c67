import CCurl
import NetCore
import TaskHub

/// One fetch, on the thread that calls ``run()``.
final class FetchTransfer: Sendable {
  private struct State {
    var bytes: [UInt8] = []
    var isTooLarge = false
    var isCancelled = false
    var refusedAddress = false
  }

  private let address: FetchAddress
  private let fields: [RequestField]
  private let limits: DocumentFetcher.Limits
  /// Asked for each connection, with the address that is connected to.
  private let mayConnect: @Sendable ([UInt8]) -> Bool
  private let state = Guarded(State())

  init(
    address: FetchAddress,
    fields: [RequestField],
    limits: DocumentFetcher.Limits,
    mayConnect: @escaping @Sendable ([UInt8]) -> Bool
  ) {
    self.address = address
    self.fields = fields
    self.limits = limits
    self.mayConnect = mayConnect
  }

  /// Stops the transfer; callable from any thread.
  func cancel() {
    state.withLock { $0.isCancelled = true }
  }

  /// Blocks until the content is there or the transfer failed.
  func run() -> Result<FetchedDocument, FetchError> {
    if state.withLock({ $0.isCancelled }) { return .failure(.cancelled) }
    let result = perform()
    let state = self.state.withLock { state in
      defer { state.bytes = [] }
      return state
    }
    if let failure = failure(result, state) { return .failure(failure) }
    return .success(FetchedDocument(bytes: state.bytes, address: result.effectiveURL))
  }

  // MARK: - libcurl

  private func perform() -> Outcome {
    var result = ccurl_result()
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    // Sound: the texts live until the closure returns, `self` lives as long as this method runs,
    // and libcurl calls back only during the call.
    let lines = fields.map { "\($0.name): \($0.value)\n" }.joined()
    unsafe address.text.withCString { url in
      unsafe lines.withCString { fields in
        unsafe "User-Agent: assay/\(Assay.version)\nAccept: \(Self.accept)\n".withCString {
          ownFields in
          var request = unsafe ccurl_request()
          unsafe request.url = url
          unsafe request.own_fields = ownFields
          unsafe request.given_fields = fields
          unsafe request.connect_timeout_ms = Int(limits.connectTimeout.wholeMilliseconds)
          unsafe request.total_timeout_ms = Int(limits.totalTimeout.wholeMilliseconds)
          unsafe request.redirects_max = limits.redirectsMax
          unsafe request.bytes_max = Int64(limits.bytesMax)
          unsafe request.context = context
          unsafe request.permits_address = { context, bytes, count in
            unsafe FetchTransfer.of(context)?.permits(unsafe copied(bytes, count)) == true ? 1 : 0
          }
          unsafe request.receive = { context, bytes, count in
            unsafe FetchTransfer.of(context)?.receive(unsafe copied(bytes, count)) == true ? 1 : 0
          }
          unsafe request.is_cancelled = { context in
            unsafe FetchTransfer.of(context)?.isCancelled == false ? 0 : 1
          }
          unsafe ccurl_fetch(&request, &result)
        }
      }
    }
    return Outcome(result)
  }

  private static let accept =
    "application/yaml, application/json, application/vnd.oai.openapi;q=0.9, text/plain;q=0.8, */*;q=0.5"

  private static func of(_ context: UnsafeMutableRawPointer?) -> FetchTransfer? {
    guard let context = unsafe context else { return nil }
    // Sound: the context is always the transfer whose `perform()` is running.
    return unsafe Unmanaged<FetchTransfer>.fromOpaque(context).takeUnretainedValue()
  }

  private var isCancelled: Bool {
    state.withLock { $0.isCancelled }
  }

  private func permits(_ address: [UInt8]) -> Bool {
    let permitted = mayConnect(address)
    state.withLock { $0.refusedAddress = !permitted }
    return permitted
  }

  private func receive(_ bytes: [UInt8]) -> Bool {
    let limit = limits.bytesMax
    return state.withLock { state in
      state.isTooLarge = state.bytes.count + bytes.count > limit
      guard !state.isTooLarge, !state.isCancelled else { return false }
      state.bytes += bytes
      return true
    }
  }

  /// What libcurl said, as plain values.
  private struct Outcome {
    let code: CInt
    let status: Int
    let contentType: String
    let effectiveURL: String
    let message: String

    init(_ result: ccurl_result) {
      code = result.code
      status = result.status
      contentType = text(of: result.content_type)
      effectiveURL = text(of: result.effective_url)
      message = text(of: result.message)
    }
  }

  // MARK: - Judging

  private func failure(_ outcome: Outcome, _ state: State) -> FetchError? {
    // After a redirect the trouble is with the host that it led to.
    let host = (try? FetchAddress(outcome.effectiveURL))?.host ?? address.host
    if state.isCancelled { return .cancelled }
    if state.isTooLarge || outcome.code == ccurl_file_too_large {
      return .size(limit: limits.bytesMax)
    }
    switch outcome.code {
    case ccurl_ok: break
    case ccurl_name_not_resolved: return .name(host: host)
    case ccurl_not_connected:
      if state.refusedAddress { return .policy(host: host) }
      return .connection(host: host, reason: "nothing answers there")
    case ccurl_timed_out:
      return .timeout(host: host, seconds: Int(limits.totalTimeout.components.seconds))
    case ccurl_certificate_refused: return .certificate(host: host, reason: outcome.message)
    case ccurl_tls_failed: return .connection(host: host, reason: outcome.message)
    case ccurl_too_many_redirects: return .redirects(limit: limits.redirectsMax)
    case ccurl_unsupported_protocol:
      return .address(
        "The address, or one it redirects to, is neither http nor https, or does not answer in HTTP."
      )
    case ccurl_login_denied:
      return .address("The address, or one it redirects to, carries a user name.")
    case ccurl_cut_off:
      return .connection(host: host, reason: "it closed before the document was there whole")
    case ccurl_malformed_url: return .address("The address is malformed.")
    default: return .connection(host: host, reason: outcome.message)
    }
    guard (200..<300).contains(outcome.status) else {
      return .status(host: host, code: outcome.status)
    }
    let mediaType = outcome.contentType.prefix { $0 != ";" }.lowercased()
    if Self.isHopeless(mediaType) { return .type(host: host, contentType: mediaType) }
    return nil
  }

  /// Types that say that this is something else; vague ones (`text/plain`, none) are given a try.
  private static func isHopeless(_ mediaType: String) -> Bool {
    mediaType.hasPrefix("text/html") || mediaType.hasPrefix("application/xhtml")
      || mediaType.hasPrefix("image/") || mediaType.hasPrefix("audio/")
      || mediaType.hasPrefix("video/") || mediaType.hasPrefix("font/")
      || mediaType == "application/pdf"
  }
}

private func copied(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> [UInt8] {
  // Sound: libcurl lends `count` bytes for the time of the call.
  unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
}

/// The text in a C array of characters, up to its zero byte.
private func text<Characters>(of characters: Characters) -> String {
  var copy = characters
  // Sound: a C array is imported as a tuple of its elements, which lie one behind the other.
  return unsafe withUnsafeBytes(of: &copy) { bytes in
    unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
}
