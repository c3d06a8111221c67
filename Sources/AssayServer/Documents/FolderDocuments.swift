import Foundation
import JSONSchema
import OpenAPI

/// The files of a folder, for the command line; nothing outside of it, not even through links.
struct FolderDocuments: ReferenceLoader {
  /// Absolute, links followed.
  private let root: String
  private let bytesMax: Int

  init(root: String, bytesMax: Int) {
    self.root = Self.realPath(root)
    self.bytesMax = bytesMax
  }

  private static func realPath(_ path: String) -> String {
    URL(filePath: path).resolvingSymlinksInPath().standardizedFileURL.path
  }

  /// The location of a file of the folder; `nil` when it is outside.
  func location(of path: String) -> URIReference? {
    relative(Self.realPath(path)).map(FilePath.location(of:))
  }

  private func relative(_ path: String) -> String? {
    let prefix = root.hasSuffix("/") ? root : root + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : nil
  }

  func load(_ location: URIReference) async throws(ReferenceFailure) -> LoadedDocument {
    guard let path = FilePath(location) else {
      throw ReferenceFailure("`\(location.text)` is no file of the folder")
    }
    let file = Self.realPath("\(root)/\(path.text)")
    guard relative(file) != nil else {
      throw ReferenceFailure("`\(path.text)` leads out of the folder \(root)")
    }
    switch Self.kind(of: file) {
    case .typeRegular: break
    case nil: throw ReferenceFailure("there is no file `\(path.text)` in \(root)")
    // Pipes and devices could make reading wait for ever.
    default: throw ReferenceFailure("`\(path.text)` is no file")
    }
    do {
      let handle = try FileHandle(forReadingFrom: URL(filePath: file))
      let data = try handle.read(upToCount: bytesMax + 1) ?? Data()
      guard data.count <= bytesMax else {
        throw ReferenceFailure("`\(path.text)` is larger than \(ByteCount.text(bytesMax))")
      }
      return LoadedDocument(bytes: Array(data), location: location)
    } catch let failure as ReferenceFailure {
      throw failure
    } catch {
      throw ReferenceFailure("`\(path.text)` cannot be read: \(error.localizedDescription)")
    }
  }

  /// What stands at a path, links followed; `nil`: nothing.
  static func kind(of path: String) -> FileAttributeType? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: realPath(path))  // Nothing.
    return attributes?[.type] as? FileAttributeType
  }
}
