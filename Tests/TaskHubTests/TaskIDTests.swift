import TaskHub
import Testing

@Suite struct TaskIDTests {
  @Test func `is different each time, URL-safe, and read back`() {
    let ids = (0..<1000).map { _ in TaskID.random() }
    #expect(Set(ids).count == 1000)
    for id in ids {
      #expect(id.text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) })
      #expect(TaskID(id.text) == id)
    }
  }

  @Test(arguments: [
    "", "short", "UPPERCASEUPPERCASE12", "../../../etc/passwd1", "0123456789abcdefghjkx",
  ])
  func `refuses what cannot be one`(text: String) {
    #expect(TaskID(text) == nil)
  }
}
