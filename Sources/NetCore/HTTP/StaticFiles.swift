public import HTTPTypes

/// Serves the files of one directory, and nothing else of the machine.
///
/// A path with a `..`, an empty or a hidden component is not found, and so is a file that a
/// symbolic link puts outside the directory. Opening a file blocks for as long as the disk needs
/// to find it.
public struct StaticFiles: Sendable {
  /// Fields of every file's answer, such as Content-Security-Policy.
  public var fields: HTTPFields
  /// How long a client may use a file without asking again.
  public var cacheControl: String

  /// The directory with every symbolic link resolved, without a slash at the end.
  private let root: String

  /// - Throws: when the directory cannot be opened.
  public init(
    root: String,
    fields: HTTPFields = [:],
    cacheControl: String = "no-cache"
  ) throws(Errno) {
    let directory = try SystemCall.openForReading(path: root)
    let path = try SystemCall.path(of: directory.rawValue)
    self.root = path == "/" ? "" : path
    self.fields = fields
    self.cacheControl = cacheControl
  }

  /// The answer: a file, 405 for other methods than GET and HEAD, 308 for a directory that is
  /// named without its slash, or 404. Errors have no content.
  public func response(to head: RequestHead) -> Response {
    guard head.method == .get || head.method == .head else {
      return .methodNotAllowed(allowing: [.get, .head])
    }
    guard let path = relativePath(of: head.target) else { return Response(status: .notFound) }
    if let file = open(path) { return representation(of: file, at: path).response(to: head) }
    if !path.hasSuffix("/index.html"), open(path + "/index.html") != nil {
      let query = head.target.query.map { "?\($0)" } ?? ""
      return Response(
        status: .permanentRedirect,
        fields: [.location: "\(head.target.path)/\(query)"]
      )
    }
    return Response(status: .notFound)
  }

  /// The path below the root, `/a/b.html`; `nil` for one that no file may have.
  private func relativePath(of target: RequestTarget) -> String? {
    guard target.form == .origin || target.form == .absolute else { return nil }
    var path = target.percentDecodedPath
    if path.hasSuffix("/") { path += "index.html" }
    let components = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    let isAllowed = components.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") }
    return isAllowed ? path : nil
  }

  /// The regular file at `path`, when it really lies below the root.
  private func open(_ path: String) -> OpenFile? {
    guard let file = try? OpenFile(path: root + path),
      let place = try? SystemCall.path(of: file.descriptor.rawValue)
    else {
      // Whatever keeps a file from being opened, the client learns only that there is none.
      return nil
    }
    return place.utf8.starts(with: root.utf8)
      && place.utf8.dropFirst(root.utf8.count).first
        == ASCII.slash
      ? file : nil
  }

  private func representation(of file: OpenFile, at path: String) -> Representation {
    let status = file.status
    let tag =
      [
        status.modifiedSeconds, status.modifiedNanoseconds, status.byteCount,
      ].map { String($0, radix: 16) } + [String(status.inode, radix: 16)]
    var fields = fields
    fields[.cacheControl] = cacheControl
    fields[.xContentTypeOptions] = "nosniff"
    return Representation(
      .file(file),
      contentType: FileTypes.contentType(ofPath: path),
      validators: Validators(
        entityTag: EntityTag(opaque: tag.joined(separator: "-")),
        lastModified: HTTPDate(secondsSinceEpoch: status.modifiedSeconds)
      ),
      fields: fields
    )
  }
}

extension Response {
  /// 405 with the Allow field that it must have (RFC 9110 §15.5.6).
  public static func methodNotAllowed(allowing methods: [HTTPRequest.Method]) -> Response {
    let value = methods.map(\.rawValue).joined(separator: ", ")
    return Response(status: .methodNotAllowed, fields: [.allow: value])
  }
}

/// Content types by file name extension.
public enum FileTypes {
  /// The Content-Type of a file with that name; bytes when the extension is unknown.
  public static func contentType(ofPath path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    guard let period = name.lastIndex(of: "."), period != name.startIndex else { return bytes }
    return types[name[name.index(after: period)...].lowercased()] ?? bytes
  }

  private static let bytes = "application/octet-stream"

  private static let types: [String: String] = [
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "gif": "image/gif",
    "htm": "text/html; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "ico": "image/vnd.microsoft.icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "map": "application/json",
    "md": "text/markdown; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "wasm": "application/wasm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xml": "application/xml",
    "yaml": "application/yaml",
    "yml": "application/yaml",
    "zip": "application/zip",
  ]
}
