import FoundationEssentials
import HTTPTypes
import NetCore

/// What came in a form: its parts without their content, which is never kept.
struct FormSummary: Encodable {
  private(set) var parts: [Part] = []

  /// One part of the form.
  struct Part: Encodable {
    let name: String
    let filename: String?
    let size: Int
    let sha256: String

    private enum CodingKeys: CodingKey { case name, filename, size, sha256 }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .name)
      // Written also when there is none, as null.
      try container.encode(filename, forKey: .filename)
      try container.encode(size, forKey: .size)
      try container.encode(sha256, forKey: .sha256)
    }
  }

  /// The summary of a request's content as JSON, or why it cannot be read.
  static func response(to request: IncomingRequest, contentBytesMax: Int) async -> Response {
    do {
      let summary = try await FormSummary(of: request, contentBytesMax: contentBytesMax)
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return Response(
        status: .ok,
        fields: [.contentType: "application/json"],
        content: .bytes(Array(try encoder.encode(summary)))
      )
    } catch let error as FormError {
      return Response(status: error.status, text: error.detail)
    } catch {
      return Response(status: .internalServerError)
    }
  }

  private init(of request: IncomingRequest, contentBytesMax: Int) async throws {
    var reader = try FormReader(request, upTo: contentBytesMax)
    var part = PartInProgress()
    while let event = try await reader.next() {
      if let whole = part.receive(event) { parts.append(whole) }
    }
  }
}

/// The part whose bytes are arriving.
private struct PartInProgress {
  private var head: FormPartHead?
  private var size = 0
  private var digest = SHA256Digest()

  /// Takes the next event; returns the part with its last one.
  mutating func receive(_ event: MultipartParser.Event) -> FormSummary.Part? {
    switch event {
    case .partBegan(let head):
      self.head = head
      size = 0
      digest = SHA256Digest()
    case .content(let bytes):
      size += bytes.count
      digest.update(bytes)
    case .partEnded:
      guard let head else { return nil }
      return FormSummary.Part(
        name: head.name,
        filename: head.fileName,
        size: size,
        sha256: digest.finish()
      )
    }
    return nil
  }
}
