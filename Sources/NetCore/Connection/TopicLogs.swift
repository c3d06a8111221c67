/// How the messages of a topic are encoded as frames.
enum FrameCoding: Sendable, Hashable {
  case plain
  /// By permessage-deflate, each message for itself, so that all subscribers get the same bytes.
  case deflated
}

/// The log of a topic in each coding that somebody wants.
struct TopicLogs {
  private var plain = FrameLog()
  /// Made of the other one when the first subscriber wants it.
  private var deflated: FrameLog?
  private let deflater = MessageDeflater(Self.deflateParameters)
  private var keyNumbers: [String: Int] = [:]
  /// The key of the last message, which the next one often has as well, and its number.
  private var lastKey: String?
  private var lastKeyNumber = 0
  private(set) var lastSequence = Int.min

  /// What subscribers must agree to, since they share what is sent. A window of 4 KiB is as much
  /// as many clients offer, and holds what most messages are long. What subscribers send is rare,
  /// so that nothing is kept of it.
  static let deflateParameters = DeflateParameters(
    serverNoContextTakeover: true,
    clientNoContextTakeover: true,
    serverWindowBits: 12
  )

  /// Beyond so many conflation keys, further ones count as one.
  private static let keysMax = 256
  /// No text has this number for its key.
  private static let closeKey = 0

  /// What comes after the last one. There is nothing above the greatest of all.
  var nextSequence: Int { lastSequence == .max ? .max : max(0, lastSequence) + 1 }

  /// Adds a message whose sequence is above the last one.
  mutating func append(_ message: WebSocketMessage, sequence: Int, conflationKey: String) {
    guard sequence > lastSequence, !plain.isFinished else { return }
    lastSequence = sequence
    let key = number(of: conflationKey)
    plain.append(message.opcode, message.payload, sequence: sequence, key: key)
    guard deflated != nil else { return }
    let deflatedFrame = deflatedFrame(message.opcode, message.payload)
    deflated?.append(deflatedFrame, sequence: sequence, key: key)
  }

  /// Adds a close frame, after which nothing comes.
  mutating func finish(closeCode: UInt16) {
    guard !plain.isFinished else { return }
    let frame = FrameEncoder.closeFrame(code: closeCode)
    plain.append(frame, sequence: .max, key: Self.closeKey, isLast: true)
    deflated?.append(frame, sequence: .max, key: Self.closeKey, isLast: true)
  }

  /// Drops what is too old.
  mutating func trim(toByteCount byteCountMax: Int) {
    plain.trim(toByteCount: byteCountMax)
    deflated?.trim(toByteCount: byteCountMax)
  }

  /// The log in one coding.
  mutating func log(_ coding: FrameCoding) -> FrameLog {
    switch coding {
    case .plain: return plain
    case .deflated:
      let log = deflated ?? plain.mapFrames(deflatedFrame(ofFrame:))
      deflated = log
      return log
    }
  }

  /// The message deflated, unless it is too long for that.
  private func deflatedFrame(_ opcode: Opcode, _ payload: [UInt8]) -> [UInt8] {
    guard payload.count <= MessageDeflater.messageBytesMax else {
      return FrameEncoder.frame(opcode, payload: payload)
    }
    return FrameEncoder.frame(opcode, payload: deflater.deflate(payload), isCompressed: true)
  }

  /// The same message deflated; a close frame stays as it is.
  private func deflatedFrame(ofFrame frame: [UInt8]) -> [UInt8] {
    guard let opcode = Opcode(rawValue: frame[0] & 0x0F), !opcode.isControl else { return frame }
    let headerByteCount =
      switch frame[1] {
      case 126: 4
      case 127: 10
      default: 2
      }
    return deflatedFrame(opcode, Array(frame[headerByteCount...]))
  }

  private mutating func number(of key: String) -> Int {
    if key == lastKey { return lastKeyNumber }
    lastKey = key
    lastKeyNumber = searchNumber(of: key)
    return lastKeyNumber
  }

  private mutating func searchNumber(of key: String) -> Int {
    if let number = keyNumbers[key] { return number }
    guard keyNumbers.count < Self.keysMax else { return Self.keysMax + 1 }
    let number = keyNumbers.count + 1
    keyNumbers[key] = number
    return number
  }
}
