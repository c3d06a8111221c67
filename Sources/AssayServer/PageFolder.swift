import FoundationEssentials
import HTTPTypes
import NetCore

/// The files that are sent as they lie: the UI, and the examples that it offers.
struct PageFolder: Sendable {
  /// `Public`.
  let page: StaticFiles
  /// `Examples` beside it, under `/examples/`; `nil` when there is none.
  let examples: StaticFiles?

  /// Only the page's own files run, and nobody frames it.
  private static let fields: HTTPFields = [
    .contentSecurityPolicy: "default-src 'none'; script-src 'self'; style-src 'self'; "
      + "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'self'; "
      + "frame-ancestors 'none'",
    .wellKnown("Referrer-Policy"): "no-referrer",
  ]

  /// The folder that the operator named, or the one that is found.
  ///
  /// `nil` when nobody named one and none is found.
  init?(_ named: String?) throws(SettingsError) {
    guard let folder = named ?? Self.found() else { return nil }
    do {
      page = try StaticFiles(root: folder, fields: Self.fields)
    } catch {
      throw SettingsError("public: the folder \(folder) cannot be opened: \(error).")
    }
    // A page without examples is as good; it says so when somebody asks for one.
    examples = try? StaticFiles(root: folder + "/../Examples", fields: Self.fields)
  }

  /// The answer with the file that a target names.
  func disposition(of head: RequestHead) -> Disposition {
    let prefix = "/examples"
    let query = head.target.query.map { "?" + $0 } ?? ""
    guard head.target.path.hasPrefix(prefix + "/"), let examples,
      let target = RequestTarget(head.target.path.dropFirst(prefix.count) + query)
    else { return page.disposition(of: head) }
    var inside = head
    inside.target = target
    return examples.disposition(of: inside).mapResponse { response in
      guard let location = response.fields[.location] else { return response }
      var response = response
      response.fields[.location] = prefix + location
      return response
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
