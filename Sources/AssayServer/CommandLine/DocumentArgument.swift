import Foundation
import TaskHub

/// The document that a command line names: a file, an address, or `-` for standard input.
package struct DocumentArgument: Sendable {
  private let text: String
  private let bytesMax: Int

  package init(_ text: String, bytesMax: Int = 32 * 1024 * 1024) {
    self.text = text
    self.bytesMax = bytesMax
  }

  /// What messages call it.
  package var name: String { text == "-" ? "standard input" : text }

  /// Reads a file or standard input; an address is left for the pipeline to fetch.
  func source() throws(CommandFailure) -> TaskInput.Source {
    let lower = text.lowercased()
    if lower.hasPrefix("http://") || lower.hasPrefix("https://") { return .address(text) }
    do {
      let handle =
        text == "-" ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(filePath: text))
      let data = try handle.read(upToCount: bytesMax + 1) ?? Data()
      guard data.count <= bytesMax else {
        throw CommandFailure.unusable(
          "\(name) is larger than \(ByteCount.text(bytesMax)), which is the limit."
        )
      }
      return .bytes(Array(data))
    } catch let error as CommandFailure {
      throw error
    } catch {
      throw .unusable("\(name) cannot be read: \(Self.reason(error)).")
    }
  }

  private static func reason(_ error: any Error) -> String {
    switch (error as? CocoaError)?.code {
    case .fileNoSuchFile, .fileReadNoSuchFile: "there is no such file"
    case .fileReadNoPermission: "permission denied"
    default: "\(error.localizedDescription)"
    }
  }
}
