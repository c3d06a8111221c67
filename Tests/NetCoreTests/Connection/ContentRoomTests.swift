import NetCore
import Testing

@Suite struct ContentRoomTests {
  @Test func `uploads share the room and give it back`() {
    let room = ContentRoom(bytesMax: 10)
    let first = ContentRoom.Share(of: room)
    #expect(first.grow(by: 4))
    do {
      let second = ContentRoom.Share(of: room)
      #expect(second.grow(by: 6))
      #expect(!second.grow(by: 1))
      #expect(!first.grow(by: 1))
    }
    #expect(first.grow(by: 6))
    #expect(!first.grow(by: 1))
  }
}
