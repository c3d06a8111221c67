/// Content types by file name extension.
public enum FileTypes {
  /// The Content-Type of a file with that name; bytes when the extension is unknown.
  public static func contentType(ofPath path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    guard let period = name.lastIndex(of: "."), period != name.startIndex else { return bytes }
    return types[name[name.index(after: period)...].lowercased()] ?? bytes
  }

  /// Whether content of that type becomes clearly shorter by a content coding.
  static func isCompressible(_ contentType: String) -> Bool {
    contentType.hasPrefix("text/") || compressibleTypes.contains(contentType)
  }

  private static let bytes = "application/octet-stream"

  private static let compressibleTypes: Set<String> = [
    "application/json", "application/manifest+json", "application/wasm",
    "application/xhtml+xml; charset=utf-8", "application/xml", "application/yaml", "font/otf",
    "font/ttf", "image/svg+xml",
  ]

  private static let types: [String: String] = [
    "avif": "image/avif",
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "gif": "image/gif",
    "gz": "application/gzip",
    "htm": "text/html; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "ico": "image/vnd.microsoft.icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "log": "text/plain; charset=utf-8",
    "map": "application/json",
    "md": "text/markdown; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "ogg": "audio/ogg",
    "otf": "font/otf",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "tar": "application/x-tar",
    "ttf": "font/ttf",
    "txt": "text/plain; charset=utf-8",
    "wasm": "application/wasm",
    "wav": "audio/wav",
    "webm": "video/webm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "xhtml": "application/xhtml+xml; charset=utf-8",
    "xml": "application/xml",
    "yaml": "application/yaml",
    "yml": "application/yaml",
    "zip": "application/zip",
  ]
}
