import Glibc

/// What may lie between a raw client and its socket, such as TLS. Calls block.
package protocol RawLayer: AnyObject {
  /// Sends some of the bytes: how many.
  func send(_ bytes: ArraySlice<UInt8>) throws -> Int
  /// Receives some bytes; none at the end.
  func receive() throws -> [UInt8]
  /// Says that nothing more will be sent.
  func finishSending() throws
}

/// A blocking client that sends exactly the bytes it is told to, and knows just enough of HTTP
/// and WebSocket to take answers apart. It waits a minute for anything, since
/// tests share a machine with a build, and then throws.
package final class RawClient {
  /// Why something that was expected did not come.
  package enum Failure: Error, Equatable {
    case cannotConnect(Int32)
    case cannotSend(Int32)
    case cannotReceive(Int32)
    case timedOut
    /// The server closed in the middle of what was expected.
    case ended
    case malformed(String)
  }

  private let descriptor: Int32
  private var layer: (any RawLayer)?
  /// Bytes that were received and not asked for yet.
  private var buffer: ArraySlice<UInt8> = []

  /// Connects to a port of 127.0.0.1.
  ///
  /// - Parameters:
  ///   - receiveBufferByteCount: a small one makes a peer that reads slowly.
  ///   - source: the IPv4 address to connect from, one of 127.0.0.0/8, unless the kernel may choose.
  ///   - makeLayer: puts something between the client and its connected socket.
  package init(
    port: UInt16,
    receiveBufferByteCount: Int32? = nil,
    source: UInt32? = nil,
    layer makeLayer: ((_ descriptor: Int32) throws -> any RawLayer)? = nil
  ) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Failure.cannotConnect(errno) }
    Self.boundWaiting(on: descriptor)
    // What a test sends in two pieces is to arrive in two pieces, and at once.
    var isOn: Int32 = 1
    unsafe setsockopt(
      descriptor,
      Int32(IPPROTO_TCP),
      TCP_NODELAY,
      &isOn,
      socklen_t(MemoryLayout<Int32>.size)
    )
    if var byteCount = receiveBufferByteCount {
      unsafe setsockopt(
        descriptor,
        SOL_SOCKET,
        SO_RCVBUF,
        &byteCount,
        socklen_t(MemoryLayout<Int32>.size)
      )
    }
    let descriptor = descriptor
    var status: Int32 = 0
    if let source {
      unsafe status = Self.withAddress(source, port: 0) { unsafe bind(descriptor, $0, $1) }
    }
    if status == 0 {
      unsafe status = Self.withAddress(0x7F00_0001, port: port) {
        unsafe connect(descriptor, $0, $1)
      }
    }
    // Throwing ends an object that is whole already, so `deinit` closes the descriptor.
    guard status == 0 else { throw Failure.cannotConnect(errno) }
    layer = try makeLayer?(descriptor)
  }

  /// Takes over a connected socket.
  package init(connected descriptor: Int32) {
    self.descriptor = descriptor
    Self.boundWaiting(on: descriptor)
  }

  private static func boundWaiting(on descriptor: Int32) {
    var time = timeval(tv_sec: 60, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      unsafe setsockopt(
        descriptor,
        SOL_SOCKET,
        option,
        &time,
        socklen_t(MemoryLayout<timeval>.size)
      )
    }
  }

  /// Lends the kernel's form of an IPv4 address.
  private static func withAddress(
    _ address: UInt32,
    port: UInt16,
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    var value = sockaddr_in()
    value.sin_family = sa_family_t(AF_INET)
    value.sin_port = port.bigEndian
    value.sin_addr.s_addr = address.bigEndian
    // A sockaddr_in may be passed as a sockaddr; the length says how much there really is.
    return unsafe withUnsafePointer(to: &value) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe body(address, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  deinit {
    Glibc.close(descriptor)
  }

  /// Sends bytes, all of them.
  package func send(_ bytes: some Sequence<UInt8>) throws {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      if let layer {
        rest = rest.dropFirst(try layer.send(rest))
        continue
      }
      // The kernel reads the slice's bytes during the call.
      let count = unsafe rest.withUnsafeBytes { bytes in
        unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Failure.cannotSend(errno) }
      rest = rest.dropFirst(count)
    }
  }

  /// Sends the bytes of a text.
  package func send(_ text: String) throws {
    try send(text.utf8)
  }

  /// Sends as many bytes as the connection takes while nobody reads at the other end.
  ///
  /// - Returns: how many it took before nothing moved for a fifth of a second.
  package func sendUntilBlocked(_ bytes: [UInt8]) throws -> Int {
    var sent = 0
    while sent < bytes.count {
      // The kernel reads the bytes during the call.
      let count = unsafe bytes[sent...].withUnsafeBytes { bytes in
        unsafe Glibc.send(
          descriptor,
          bytes.baseAddress,
          bytes.count,
          Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
        )
      }
      if count > 0 {
        sent += count
        continue
      }
      guard errno == EAGAIN else { throw Failure.cannotSend(errno) }
      var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      if unsafe poll(&wanted, 1, 200) == 0 { break }
    }
    return sent
  }

  /// Says that nothing more will be sent.
  package func finishSending() {
    // A connection that is gone needs not be told.
    try? layer?.finishSending()
    shutdown(descriptor, Int32(SHUT_WR))
  }

  /// Ends the connection below what lies on it, which cannot say so.
  package func cutOff() {
    shutdown(descriptor, Int32(SHUT_RDWR))
  }

  /// Makes the kernel reset the connection as soon as the client is let go.
  package func resetWhenClosed() {
    var option = linger(l_onoff: 1, l_linger: 0)
    unsafe setsockopt(
      descriptor,
      SOL_SOCKET,
      SO_LINGER,
      &option,
      socklen_t(MemoryLayout<linger>.size)
    )
  }

  // MARK: - Receiving

  /// Takes more bytes from the kernel; false at the end.
  private func fill() throws -> Bool {
    if let layer {
      let piece = try layer.receive()
      buffer += piece
      return !piece.isEmpty
    }
    var piece = [UInt8](repeating: 0, count: 64 * 1024)
    let count = unsafe recv(descriptor, &piece, piece.count, 0)
    if count < 0 {
      throw errno == EAGAIN ? Failure.timedOut : Failure.cannotReceive(errno)
    }
    buffer += piece.prefix(count)
    return count > 0
  }

  /// Whether something can be received without waiting, be it the end.
  package func hasBytes() -> Bool {
    var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return unsafe !buffer.isEmpty || poll(&wanted, 1, 0) > 0
  }

  /// Exactly so many bytes.
  package func read(_ byteCount: Int) throws -> [UInt8] {
    while buffer.count < byteCount {
      guard try fill() else { throw Failure.ended }
    }
    defer { buffer = buffer.dropFirst(byteCount) }
    return Array(buffer.prefix(byteCount))
  }

  /// Everything until the server closes.
  package func readToEnd() throws -> [UInt8] {
    while try fill() {}
    defer { buffer = [] }
    return Array(buffer)
  }

  /// Everything until the server closes, or resets a connection on which the client went on sending
  /// behind its last request.
  package func readToEndOrReset() throws -> [UInt8] {
    do {
      while try fill() {}
    } catch Failure.cannotReceive(ECONNRESET) {
      // What came before is there all the same.
    }
    defer { buffer = [] }
    return Array(buffer)
  }

  /// A line without its line end.
  package func readLine() throws -> String {
    while true {
      if let end = buffer.firstIndex(of: 0x0A) {
        let line = buffer[..<end]
        buffer = buffer[(end + 1)...]
        guard line.last == 0x0D else { throw Failure.malformed("bare LF") }
        return String(decoding: line.dropLast(), as: UTF8.self)
      }
      guard try fill() else { throw Failure.ended }
    }
  }
}

// MARK: - HTTP

/// An answer as it came over the wire.
package struct RawResponse: Sendable {
  package var status: Int
  /// By lower-case name.
  package var fields: [String: String]
  package var content: [UInt8]

  package init(status: Int, fields: [String: String], content: [UInt8]) {
    self.status = status
    self.fields = fields
    self.content = content
  }

  /// The content as text.
  package var text: String { String(decoding: content, as: UTF8.self) }
}

extension RawClient {
  /// Reads one answer.
  ///
  /// - Parameter hasContent: false for the answer to HEAD.
  package func readResponse(hasContent: Bool = true) throws -> RawResponse {
    let words = try readLine().split(separator: " ", maxSplits: 2)
    guard words.count >= 2, words[0] == "HTTP/1.1", let status = Int(words[1]) else {
      throw Failure.malformed("status line")
    }
    var fields: [String: String] = [:]
    while true {
      let line = try readLine()
      if line.isEmpty { break }
      guard let colon = line.firstIndex(of: ":") else { throw Failure.malformed(line) }
      let name = line[..<colon].lowercased()
      fields[name] = line[line.index(after: colon)...].drop { $0 == " " }.description
    }
    var response = RawResponse(status: status, fields: fields, content: [])
    guard hasContent, status >= 200, status != 204, status != 304 else { return response }
    if fields["transfer-encoding"] == "chunked" {
      response.content = try readChunks()
    } else if let length = fields["content-length"].flatMap({ Int($0) }) {
      response.content = try read(length)
    } else {
      response.content = try readToEnd()
    }
    return response
  }

  private func readChunks() throws -> [UInt8] {
    var content: [UInt8] = []
    while true {
      guard let byteCount = Int(try readLine(), radix: 16) else {
        throw Failure.malformed("chunk size")
      }
      content += try read(byteCount)
      guard try readLine().isEmpty else { throw Failure.malformed("chunk end") }
      if byteCount == 0 { return content }
    }
  }

  /// Sends a GET request and reads its answer.
  package func get(_ path: String) throws -> RawResponse {
    try send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return try readResponse()
  }
}

// MARK: - WebSocket

/// A frame as it came over the wire.
package struct RawFrame: Sendable, Equatable {
  package var opcode: UInt8
  package var payload: [UInt8]

  package init(opcode: UInt8, payload: [UInt8]) {
    self.opcode = opcode
    self.payload = payload
  }

  /// The payload as text.
  package var text: String { String(decoding: payload, as: UTF8.self) }
  /// The code of a close frame.
  package var closeCode: Int? {
    opcode == 8 && payload.count >= 2 ? Int(payload[0]) << 8 | Int(payload[1]) : nil
  }
}

extension RawClient {
  /// Sends an opening handshake and reads the answer.
  package func upgrade(_ path: String, fields: String = "") throws -> RawResponse {
    try send(
      "GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\(fields)\r\n"
    )
    return try readResponse()
  }

  /// Sends a masked frame.
  package func send(opcode: UInt8, payload: [UInt8], isFinal: Bool = true) throws {
    let key: [UInt8] = [0x11, 0x22, 0x33, 0x44]
    var frame = [(isFinal ? 0x80 : 0) | opcode]
    if payload.count < 126 {
      frame.append(0x80 | UInt8(payload.count))
    } else if payload.count < 65_536 {
      frame += [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
    } else {
      frame.append(0x80 | 127)
      frame += (0..<8).reversed().map { UInt8(truncatingIfNeeded: payload.count >> (8 * $0)) }
    }
    frame += key
    frame += payload.enumerated().map { index, byte in byte ^ key[index % 4] }
    try send(frame)
  }

  /// Reads one frame, which must be whole and unmasked, and compressed exactly when allowed.
  package func readFrame(allowsCompression: Bool = false) throws -> RawFrame {
    let start = try read(2)
    guard start[0] & 0xF0 == (allowsCompression ? 0xC0 : 0x80), start[1] & 0x80 == 0 else {
      throw Failure.malformed("frame")
    }
    var byteCount = Int(start[1])
    if byteCount == 126 {
      byteCount = try read(2).reduce(0) { $0 << 8 | Int($1) }
    } else if byteCount == 127 {
      byteCount = try read(8).reduce(0) { $0 << 8 | Int($1) }
    }
    return RawFrame(opcode: start[0] & 0x0F, payload: try read(byteCount))
  }

  /// Answers a close frame and waits until the server closes.
  package func completeClose(code: Int) throws {
    try send(opcode: 8, payload: [UInt8(code >> 8), UInt8(code & 0xFF)])
    guard try readToEnd().isEmpty else { throw Failure.malformed("bytes after the close frame") }
  }
}
