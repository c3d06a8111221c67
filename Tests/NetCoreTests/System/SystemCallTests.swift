import Glibc
import Testing

@testable import NetCore

@Suite struct SystemCallTests {
  /// A connected pair of sockets that do not block.
  private func makePair() throws -> Pair {
    var numbers: [2 of Int32] = [0, 0]
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
    let status = unsafe withUnsafeMutablePointer(to: &numbers[0]) { pointer in
      unsafe socketpair(AF_UNIX, type, 0, pointer)
    }
    guard status == 0 else { throw Errno(rawValue: errno) }
    return Pair(numbers[0], numbers[1])
  }

  private final class Pair {
    let near: OwnedDescriptor
    let far: OwnedDescriptor

    init(_ near: Int32, _ far: Int32) {
      self.near = OwnedDescriptor(owning: near)
      self.far = OwnedDescriptor(owning: far)
    }
  }

  private func send(_ bytes: [UInt8], from descriptor: Int32) throws -> Int? {
    try SystemCall.send(descriptor, bytes.span)
  }

  private func send(_ first: [UInt8], _ second: [UInt8], through pair: Pair) throws -> Int? {
    try SystemCall.send(pair.near.rawValue, first.span, second.span)
  }

  @Test func `raises the number of open files as far as it may`() throws {
    var limit = rlimit()
    #expect(try SystemCall.raiseOpenFiles(to: 0) == 0)
    let allowed = try SystemCall.raiseOpenFiles(to: 600)
    #expect(allowed <= 600 && allowed > 0)
    _ = unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    #expect(limit.rlim_cur >= UInt(allowed))
  }

  @Test func `tells would block from the end and from an error`() throws {
    let pair = try makePair()
    let buffer = ByteBuffer(capacity: 16)
    #expect(try SystemCall.receive(pair.near.rawValue, into: buffer) == nil)
    #expect(try send([1, 2, 3], from: pair.far.rawValue) == 3)
    #expect(try SystemCall.receive(pair.near.rawValue, into: buffer) == 3)
    #expect(buffer.withSpan { $0.bytes() } == [1, 2, 3])
    SystemCall.shutdownWriting(pair.far.rawValue)
    #expect(try SystemCall.receive(pair.near.rawValue, into: buffer) == 0)
    #expect(throws: Errno.brokenPipe) { try send([1], from: pair.far.rawValue) }
  }

  @Test func `sends two pieces as one`() throws {
    let pair = try makePair()
    #expect(try send([1, 2], [3], through: pair) == 3)
    #expect(try send([4], [], through: pair) == 1)
    let buffer = ByteBuffer(capacity: 16)
    #expect(try SystemCall.receive(pair.far.rawValue, into: buffer) == 4)
    #expect(buffer.withSpan { $0.bytes() } == [1, 2, 3, 4])
  }

  @Test func `reports that a full socket takes nothing`() throws {
    let pair = try makePair()
    let bytes = [UInt8](repeating: 7, count: 4_000_000)
    let first = try #require(try send(bytes, from: pair.near.rawValue))
    #expect(first < bytes.count)
    #expect(try send(bytes, from: pair.near.rawValue) == nil)
  }

  @Test func `sends a part of a file and tells its end`() throws {
    let file = try OpenFile(path: "/proc/self/exe")
    let pair = try makePair()
    let number = file.descriptor.rawValue
    #expect(try SystemCall.sendFile(pair.near.rawValue, from: number, offset: 1, count: 3) == 3)
    let buffer = ByteBuffer(capacity: 16)
    #expect(try SystemCall.receive(pair.far.rawValue, into: buffer) == 3)
    #expect(buffer.withSpan { $0.bytes() } == Array("ELF".utf8))
    let end = file.status.byteCount
    #expect(try SystemCall.sendFile(pair.near.rawValue, from: number, offset: end, count: 1) == 0)
  }

  @Test func `opens regular files only`() throws {
    #expect(throws: Errno.noSuchFile) { try OpenFile(path: "/no/such/file") }
    #expect(throws: Errno.noSuchFile) { try OpenFile(path: "/tmp") }
    #expect(throws: Errno.noSuchFile) { try OpenFile(path: "/dev/null") }
  }

  @Test func `closes a descriptor when its owner is let go`() throws {
    let number = try {
      let descriptor = try SystemCall.eventDescriptor()
      #expect(fcntl(descriptor.rawValue, F_GETFD) >= 0)
      return descriptor.rawValue
    }()
    // The number may be somebody else's by now, but hardly an event counter that was just made.
    #expect(number >= 0)
    let descriptor = try SystemCall.eventDescriptor()
    try descriptor.close()
  }
}
