public import HTTPTypes

/// Serves the files of one directory, and nothing else of the machine.
///
/// A path with a `..`, an empty or a hidden component is not found, and so is a file that a
/// symbolic link puts outside the directory. Files that are asked for often are kept open, or in
/// memory when they are short, and in gzip coding for those who want it. Opening a file blocks for
/// as long as the disk needs to find it, and to read it when it is short.
public struct StaticFiles: Sendable {
  private let directory: ServedDirectory
  /// Fields of every answer, and of those that carry a file.
  private let fields: HTTPFields
  private let fileFields: HTTPFields
  private let limits: StaticFileLimits
  private let checkInterval: Nanoseconds
  private let cache: Cache

  /// - Parameters:
  ///   - root: The directory.
  ///   - fields: Fields of every answer, such as Content-Security-Policy.
  ///   - cacheControl: How long a client may use a file without asking again.
  ///   - limits: What files may cost.
  /// - Throws: when the directory cannot be opened.
  public init(
    root: String,
    fields: HTTPFields = [:],
    cacheControl: String = "no-cache",
    limits: StaticFileLimits = StaticFileLimits()
  ) throws(Errno) {
    directory = try ServedDirectory(path: root)
    var fields = fields
    fields[.xContentTypeOptions] = "nosniff"
    self.fields = fields
    fields[.cacheControl] = cacheControl
    fileFields = fields
    self.limits = limits
    checkInterval = Nanoseconds(limits.checkInterval)
    cache = Cache(limits)
  }

  /// The answer: a file to GET and HEAD, what ``Response/answer(to:allowing:)`` says to other
  /// methods, 308 for a directory that is named without its slash, or 404. Errors have no content.
  ///
  /// It is at hand unless a file has to be compressed first, which happens elsewhere.
  public func disposition(of head: RequestHead) -> Disposition {
    guard head.target.form == .origin || head.target.form == .absolute else {
      return .respond(refusal(of: head.method))
    }
    do {
      switch try find(head.target.percentDecodedPath) {
      case .file(let file):
        return isRetrieval(head) ? answer(to: head, with: file) : .respond(refusal(of: head.method))
      case .directory:
        return .respond(isRetrieval(head) ? redirection(of: head) : refusal(of: head.method))
      case .nothing:
        return .respond(Response(status: .notFound, fields: fields))
      }
    } catch {
      // There are too many open files, which may be over in a moment.
      var fields = fields
      fields[.retryAfter] = "1"
      return .respond(Response(status: .serviceUnavailable, fields: fields))
    }
  }

  // MARK: - Answering

  private func isRetrieval(_ head: RequestHead) -> Bool {
    head.method == .get || head.method == .head
  }

  private func answer(to head: RequestHead, with file: StaticFile) -> Disposition {
    let conditions = Conditions(head)
    guard let gzip = file.gzip, AcceptEncoding.prefersGzip(conditions[.acceptEncoding]) else {
      return .respond(response(to: head, conditions, with: file.plain))
    }
    if let atHand = gzip.atHand {
      return .respond(response(to: head, conditions, with: atHand ?? file.plain))
    }
    return .handle { _ in
      let representation = await gzip.representation() ?? file.plain
      return response(to: head, conditions, with: representation)
    }
  }

  private func response(
    to head: RequestHead,
    _ conditions: Conditions,
    with representation: Representation
  ) -> Response {
    var response = representation.response(to: head, asking: conditions)
    if response.status.kind == .clientError { response.fields.append(contentsOf: fields) }
    return response
  }

  /// To a method that fetches nothing.
  private func refusal(of method: HTTPRequest.Method) -> Response {
    var response = Response.answer(to: method, allowing: [.get, .head])
    response.fields.append(contentsOf: fields)
    return response
  }

  private func redirection(of head: RequestHead) -> Response {
    var fields = fields
    let query = head.target.query.map { "?\($0)" } ?? ""
    fields[.location] = "\(head.target.path)/\(query)"
    return Response(status: .permanentRedirect, fields: fields)
  }

  // MARK: - Finding

  private enum Find {
    case file(StaticFile)
    /// One that has an index and was named without its slash.
    case directory
    case nothing
  }

  private func find(_ path: String) throws(Errno) -> Find {
    let now = Instant.now
    if let entry = cache.entry(path) {
      if now < entry.checked + checkInterval { return .file(entry.file) }
      if entry.file.isCurrent(in: directory) {
        cache.confirm(entry.file, path, at: now)
        return .file(entry.file)
      }
      cache.remove(path)
    }
    guard let place = Self.place(of: path) else { return .nothing }
    switch try directory.find(place) {
    case .file(let open):
      let file = try StaticFile(
        open,
        path: place,
        in: directory,
        fields: fileFields,
        limits: limits
      )
      cache.insert(FileCache.Entry(file: file, checked: now), path)
      return .file(file)
    case .directory:
      guard case .file = try directory.find(place + "/index.html") else { return .nothing }
      return .directory
    case nil: return .nothing
    }
  }

  /// The path below the root, `/a/b.html`; `nil` for one that no file may have.
  ///
  /// It is taken apart as bytes, as the system does: an accent behind a dot or a slash makes another
  /// character of it, but no other name.
  private static func place(of path: String) -> String? {
    let place = path.utf8.last == ASCII.slash ? path + "index.html" : path
    let components = place.utf8.dropFirst()
      .split(separator: ASCII.slash, omittingEmptySubsequences: false)
    return components.allSatisfy { !$0.isEmpty && $0.first != ASCII.period } ? place : nil
  }

  /// What all copies of the value share.
  private final class Cache: Sendable {
    private let files: Guarded<FileCache>

    init(_ limits: StaticFileLimits) {
      let cache = FileCache(filesMax: limits.cachedFilesMax, bytesMax: limits.cachedBytesMax)
      files = Guarded(cache)
    }

    func entry(_ path: String) -> FileCache.Entry? {
      files.withLock { $0.entry(path) }
    }

    func insert(_ entry: FileCache.Entry, _ path: String) {
      files.withLock { $0.insert(entry, path) }
    }

    func confirm(_ file: StaticFile, _ path: String, at moment: Instant) {
      files.withLock { $0.confirm(file, path, at: moment) }
    }

    func remove(_ path: String) {
      files.withLock { $0.remove(path) }
    }
  }
}
