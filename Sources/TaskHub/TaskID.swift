/// A task's name on every transport: random, unguessable, safe in a URL and on a command line.
///
/// 20 characters of the lower-case base 32 alphabet below, 100 random bits.
package struct TaskID: Sendable, Hashable {
  package let text: String

  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
  private static let length = 20

  /// Draws a new one from the system's cryptographic generator.
  package static func random() -> TaskID {
    var generator = SystemRandomNumberGenerator()
    let characters = (0..<length).map { _ in
      alphabet[Int(generator.next(upperBound: UInt(alphabet.count)))]
    }
    return TaskID(unchecked: String(characters))
  }

  /// Takes a text from outside; `nil` when no task can have this name.
  package init?(_ text: String) {
    guard text.utf8.count == Self.length, text.allSatisfy(Self.alphabet.contains) else {
      return nil
    }
    self.init(unchecked: text)
  }

  private init(unchecked text: String) {
    self.text = text
  }
}

extension TaskID: CustomStringConvertible {
  package var description: String { text }
}

extension TaskID: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let id = TaskID(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a task id")
    }
    self = id
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
