/// Finds the OpenAPI document among several files.
enum EntryDocument {
  private static let extensions = ["yaml", "yml", "json"]
  /// In the order of preference.
  private static let names = ["openapi", "swagger", "api", "index"]
  /// Of how many files the beginning is read when no name tells.
  private static let readFilesMax = 200

  /// Why there is none, or no single one.
  enum Failure: Error, Equatable {
    case absent
    case several([String])
  }

  /// The path of the document.
  ///
  /// A file with one of the usual names wins, then the only one that says `openapi` or `swagger`;
  /// the nearest to the root first.
  ///
  /// - Parameter content: the bytes of a file; asked for as few as possible.
  static func path(
    among paths: [String],
    content: (String) -> [UInt8]?
  ) throws(Failure) -> String {
    let candidates = paths.filter { path in
      let parts = fileName(path).split(separator: ".")
      return parts.count > 1 && extensions.contains(parts.last?.lowercased() ?? "")
        && !path.split(separator: "/").contains { $0.hasPrefix(".") || $0 == "__MACOSX" }
    }
    let byDepth = Dictionary(grouping: candidates) { $0.count { $0 == "/" } }
    for (_, paths) in byDepth.sorted(by: { $0.key < $1.key }) {
      if let usual = usual(paths.sorted()) { return usual }
    }
    var readCount = 0
    for (_, paths) in byDepth.sorted(by: { $0.key < $1.key }) {
      let documents = paths.sorted().filter { path in
        readCount += 1
        return readCount <= readFilesMax && content(path).map(declaresVersion) ?? false
      }
      guard documents.count < 2 else { throw .several(documents) }
      if let only = documents.first { return only }
    }
    throw .absent
  }

  private static func fileName(_ path: String) -> Substring {
    path.split(separator: "/").last ?? ""
  }

  private static func usual(_ paths: [String]) -> String? {
    for name in names {
      let found = paths.first { path in
        fileName(path).lowercased().split(separator: ".").first.map { $0 == name } ?? false
      }
      if let found { return found }
    }
    return nil
  }

  /// Whether a key `openapi` or `swagger` stands at the beginning of a line or of a JSON object.
  static func declaresVersion(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes.prefix(64 * 1024), as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).contains { line in
      let isIndented = line.first == " "
      let trimmed = line.trimming { $0 == " " || $0 == "{" || $0 == "\u{FEFF}" || $0 == "\t" }
      return ["openapi", "swagger"].contains { key in
        (!isIndented && trimmed.hasPrefix("\(key):"))
          || ["\"", "'"].contains { trimmed.hasPrefix("\($0)\(key)\($0)") }
      }
    }
  }
}

extension Substring {
  fileprivate func trimming(_ isDropped: (Character) -> Bool) -> Substring {
    drop(while: isDropped)
  }
}
