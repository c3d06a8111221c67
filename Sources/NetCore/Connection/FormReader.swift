public import HTTPTypes

/// Takes the form in a request's content apart while it arrives, so that no part of it has to be
/// kept (RFC 7578).
public struct FormReader: Sendable {
  private var parser: MultipartParser
  private var content: ContentReader
  private var piece: [UInt8] = []
  private var offset = 0

  /// Reads nothing yet.
  ///
  /// - Parameters:
  ///   - request: Its Content-Type must be `multipart/form-data`.
  ///   - byteCountMax: The bound on the whole content, with everything around the parts.
  /// - Throws: ``FormError/form(_:)`` when the Content-Type is another one, or has no boundary.
  public init(
    _ request: IncomingRequest,
    upTo byteCountMax: Int,
    limits: MultipartLimits = MultipartLimits()
  ) throws(FormError) {
    content = ContentReader(request, upTo: byteCountMax)
    let text = request.head.value(of: .contentType) ?? ""
    do throws(MultipartError) {
      guard let type = MediaType(text) else {
        let isForm = text.lowercased().hasPrefix("multipart/form-data")
        throw isForm ? .boundaryMissing : .mediaTypeUnsupported
      }
      parser = try MultipartParser(contentType: type, limits: limits)
    } catch {
      throw .form(error)
    }
  }

  /// What comes next: a part, a piece of its content, or its end; `nil` behind the last boundary
  /// of a complete form.
  public mutating func next() async throws(FormError) -> MultipartParser.Event? {
    while true {
      if let event = try nextOfPiece() { return event }
      do {
        guard let next = try await content.next() else { break }
        piece = next
        offset = 0
      } catch {
        throw .content(error)
      }
    }
    do {
      try parser.finish()
    } catch {
      throw .form(error)
    }
    return nil
  }

  private mutating func nextOfPiece() throws(FormError) -> MultipartParser.Event? {
    let piece = piece
    do {
      return try parser.receive(piece.span, from: &offset)
    } catch {
      throw .form(error)
    }
  }
}

/// Why a form cannot be read to its end.
public enum FormError: Error, Equatable, Sendable {
  /// It breaks a rule of forms.
  case form(MultipartError)
  /// The content did not arrive whole, or is too long.
  case content(ContentError)

  /// The status code of the answer.
  public var status: HTTPResponse.Status {
    switch self {
    case .form(let error): error.status
    case .content(let error): error.status
    }
  }

  /// A sentence for the client.
  public var detail: String {
    switch self {
    case .form(let error): error.detail
    case .content(let error): error.detail
    }
  }
}
