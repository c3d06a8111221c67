import Testing

@testable import AssayServer

@Suite struct UploadRoomTests {
  @Test func `uploads share the room and give it back`() {
    let room = UploadRoom(bytesMax: 10)
    let first = UploadRoom.Share(of: room)
    #expect(first.grow(by: 4))
    do {
      let second = UploadRoom.Share(of: room)
      #expect(second.grow(by: 6))
      #expect(!second.grow(by: 1))
      #expect(!first.grow(by: 1))
    }
    #expect(first.grow(by: 6))
    #expect(!first.grow(by: 1))
  }
}
