import Foundation
import JSONSchema
import OpenAPI
import TaskHub

/// The document that a command line names: a file, a folder, an address, or `-` for standard input.
///
/// A file may refer to others below the root: the folder that is named, else the working directory
/// when the document is in it, else the document's own folder.
package struct DocumentArgument: Sendable {
  private let text: String
  private let root: String?
  private let bytesMax: Int

  package init(_ text: String, root: String? = nil, bytesMax: Int = 32 * 1024 * 1024) {
    self.text = text
    self.root = root
    self.bytesMax = bytesMax
  }

  /// What messages call it.
  package var name: String { text == "-" ? "standard input" : text }

  /// How messages write the location of another document.
  func path(of location: String) -> String {
    guard FilePath(URIReference(location)) != nil, let root = folder else { return location }
    let path = FilePath(URIReference(location))?.text ?? location
    let isWorkingDirectory =
      URL(filePath: root).standardizedFileURL
      == URL(filePath: FileManager.default.currentDirectoryPath).standardizedFileURL
    return isWorkingDirectory ? path : "\(root)/\(path)"
  }

  /// Reads a file or standard input; an address is left for the pipeline to fetch.
  func input() throws(CommandFailure) -> DocumentInput {
    let lower = text.lowercased()
    if lower.hasPrefix("http://") || lower.hasPrefix("https://") {
      return DocumentInput(.address(text))
    }
    guard text != "-" else {
      return DocumentInput(.bytes(try content(of: .standardInput)))
    }
    let file = try file()
    let handle: FileHandle
    do {
      handle = try FileHandle(forReadingFrom: URL(filePath: file))
    } catch {
      throw .unusable("\(name) cannot be read: \(Self.reason(error)).")
    }
    let bytes = try content(of: handle)
    guard let folder else { return DocumentInput(.bytes(bytes)) }
    let files = FolderDocuments(root: folder, bytesMax: bytesMax)
    guard let location = files.location(of: file) else {
      throw .usage("\(file) is not in the folder \(folder).")
    }
    return DocumentInput(.bytes(bytes), location: location, files: files)
  }

  /// The root; `nil` for what is no file.
  private var folder: String? {
    if let root { return root }
    guard text != "-", !text.contains("://") else { return nil }
    if isFolder { return text }
    let working = FileManager.default.currentDirectoryPath
    let isInside = FolderDocuments(root: working, bytesMax: 0).location(of: text) != nil
    return isInside ? working : URL(filePath: text).deletingLastPathComponent().path
  }

  private var isFolder: Bool { FolderDocuments.kind(of: text) == .typeDirectory }

  /// The file that is meant; in a folder the OpenAPI document.
  private func file() throws(CommandFailure) -> String {
    guard isFolder else { return text }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: text)) ?? []  // Then absent.
    do throws(EntryDocument.Failure) {
      let entry = try EntryDocument.path(among: names) { name in
        let handle = FileHandle(forReadingAtPath: "\(text)/\(name)")
        return (try? handle?.read(upToCount: 64 * 1024)).flatMap { $0.map { Array($0) } }
      }
      return "\(text)/\(entry)"
    } catch {
      throw .unusable("\(name) has no single OpenAPI document. \(error.sentence)")
    }
  }

  private func content(of handle: FileHandle) throws(CommandFailure) -> [UInt8] {
    let data: Data
    do {
      data = try handle.read(upToCount: bytesMax + 1) ?? Data()
    } catch {
      throw .unusable("\(name) cannot be read: \(Self.reason(error)).")
    }
    guard data.count <= bytesMax else {
      throw .unusable("\(name) is larger than \(ByteCount.text(bytesMax)), which is the limit.")
    }
    return Array(data)
  }

  private static func reason(_ error: any Error) -> String {
    switch (error as? CocoaError)?.code {
    case .fileNoSuchFile, .fileReadNoSuchFile: "there is no such file"
    case .fileReadNoPermission: "permission denied"
    default: "\(error.localizedDescription)"
    }
  }
}
