import FoundationEssentials
import HTTPTypes
import NetCore

/// Where the UI's files lie and how they are sent.
enum PageFolder {
  /// Only the page's own files run, and nobody frames it.
  private static let fields: HTTPFields = [
    .contentSecurityPolicy: "default-src 'none'; script-src 'self'; style-src 'self'; "
      + "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'self'; "
      + "frame-ancestors 'none'",
    .wellKnown("Referrer-Policy"): "no-referrer",
  ]

  /// The files of a folder that the operator named, or of the one that is found.
  ///
  /// - Returns: `nil` when nobody named one and none is found.
  static func files(_ named: String?) throws(SettingsError) -> StaticFiles? {
    guard let folder = named ?? found() else { return nil }
    do {
      return try StaticFiles(root: folder, fields: fields)
    } catch {
      throw SettingsError("public: the folder \(folder) cannot be opened: \(error).")
    }
  }

  /// `Public` in the working directory or in a folder above the program, as in its own package.
  private static func found() -> String? {
    let manager = FileManager.default
    var candidates = [manager.currentDirectoryPath + "/Public"]
    if let program = try? manager.destinationOfSymbolicLink(atPath: "/proc/self/exe") {
      var folders = program.split(separator: "/").dropLast()
      for _ in 0..<5 where !folders.isEmpty {
        candidates.append("/" + folders.joined(separator: "/") + "/Public")
        folders = folders.dropLast()
      }
    }
    return candidates.first { manager.fileExists(atPath: $0 + "/index.html") }
  }
}
