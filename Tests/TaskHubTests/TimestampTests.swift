import FoundationEssentials
import TaskHub
import Testing

@Suite struct TimestampTests {
  @Test(
    arguments: zip(
      [0, 1_767_323_045_678, 951_782_400_000, 4_107_542_399_999, -1],
      [
        "1970-01-01T00:00:00.000Z", "2026-01-02T03:04:05.678Z", "2000-02-29T00:00:00.000Z",
        "2100-02-28T23:59:59.999Z", "1969-12-31T23:59:59.999Z",
      ]
    )
  )
  func `writes ISO 8601 in UTC with milliseconds and reads it back`(
    milliseconds: Int64,
    text: String
  ) throws {
    let timestamp = Timestamp(millisecondsSinceEpoch: milliseconds)
    #expect(timestamp.description == text)
    let json = try JSONEncoder().encode([timestamp])
    #expect(String(decoding: json, as: UTF8.self) == "[\"\(text)\"]")
    #expect(try JSONDecoder().decode([Timestamp].self, from: json) == [timestamp])
  }
}
