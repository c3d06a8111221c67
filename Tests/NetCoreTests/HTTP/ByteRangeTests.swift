import HTTPTypes
import NetCore
import Testing

@Suite struct ByteRangeTests {
  private static let date = "Sun, 06 Nov 1994 08:49:37 GMT"

  private static func selection(
    _ range: String,
    ifRange: String? = nil,
    method: HTTPRequest.Method = .get,
    byteCount: Int = 10
  ) throws -> RangeSelection {
    var fields: HTTPFields = [.range: range]
    fields[.ifRange] = ifRange
    let target = try #require(RequestTarget("/"))
    let head = RequestHead(method: method, target: target, fields: fields)
    let validators = Validators(entityTag: EntityTag(opaque: "a"), lastModified: HTTPDate(date))
    return RangeSelection.select(for: head, byteCount: byteCount, validators: validators)
  }

  @Test(arguments: [
    ("bytes=0-0", RangeSelection.part(0..<1)), ("bytes=2-4", .part(2..<5)),
    ("bytes=9-", .part(9..<10)), ("bytes=5-99", .part(5..<10)), ("bytes=-3", .part(7..<10)),
    ("bytes=-99", .part(0..<10)), ("BYTES=0-", .part(0..<10)),
    ("bytes=5-99999999999999999999", .part(5..<10)), ("bytes=10-", .unsatisfiable),
    ("bytes=10-11, -0", .unsatisfiable), ("bytes=-0", .unsatisfiable),
    ("bytes=99999999999999999999-", .unsatisfiable), ("bytes=10-, 2-4", .part(2..<5)),
    ("bytes=0-1, 3-4", .parts([0..<2, 3..<5])), ("bytes=0-1,2-3", .parts([0..<2, 2..<4])),
    ("bytes=8-,0-1", .parts([8..<10, 0..<2])), ("bytes=-1,0-0", .parts([9..<10, 0..<1])),
    ("bytes=0-1,99-,3-4", .parts([0..<2, 3..<5])), ("bytes=0-4,2-8", .part(0..<9)),
    ("bytes=5-6,0-1,6-7", .parts([5..<8, 0..<2])), ("bytes=0-1,8-9,1-8", .part(0..<10)),
    ("bytes=0-,0-,0-,-10", .part(0..<10)), ("bytes=0-0,0-0", .part(0..<1)),
    ("bytes=,0-1,", .part(0..<2)), ("bytes= 0-1", .part(0..<2)),
    ("bytes=0-1,,3-3", .parts([0..<2, 3..<4])),
    ("bytes=00-01", .part(0..<2)), ("bytes=9223372036854775807-", .unsatisfiable),
    ("bytes=-9223372036854775808", .part(0..<10)),
    ("bytes=9223372036854775806-9223372036854775807,1-1", .part(1..<2)),
    ("bytes=0-1,4-2", .whole), ("bytes=0-1,x", .whole), ("bytes=0-1 3-4", .whole),
    ("bytes=0 - 1", .whole), ("bytes=--1", .whole), ("bytes=0-1;3-4", .whole), ("bytes=*", .whole),
    ("bytes=-+1", .whole), ("bytes=0x0-1", .whole), ("bytes=0-1=2", .whole), ("bytes", .whole),
    ("=0-1", .whole), ("bytes=٠-1", .whole),
    ("bytes=0-1, bytes=3-4", .whole), ("bytes=4-2", .whole), ("bytes=", .whole),
    ("bytes=-", .whole),
    ("bytes=a-b", .whole), ("bytes=1", .whole), ("bytes=1-2-3", .whole), ("bytes=+1-2", .whole),
    ("lines=0-1", .whole), ("bytes 0-1", .whole), ("", .whole),
  ])
  func `selects what the field asks for`(range: String, selection: RangeSelection) throws {
    #expect(try Self.selection(range) == selection)
  }

  @Test func `nothing of nothing is satisfiable`() throws {
    #expect(try Self.selection("bytes=0-", byteCount: 0) == .unsatisfiable)
    #expect(try Self.selection("bytes=-0", byteCount: 0) == .unsatisfiable)
  }

  @Test func `the end of nothing is all of it`() throws {
    #expect(try Self.selection("bytes=-1", byteCount: 0) == .whole)
  }

  @Test func `only GET has ranges`() throws {
    #expect(try Self.selection("bytes=0-1", method: .head) == .whole)
  }

  @Test(arguments: [
    (#""a""#, true), (#"W/"a""#, false), (#""b""#, false), (date, true),
    ("Sun, 06 Nov 1994 08:49:38 GMT", false), ("Sun, 06 Nov 1994 08:49:36 GMT", false),
    ("Sunday, 06-Nov-94 08:49:37 GMT", true), ("Sun Nov  6 08:49:37 1994", true),
    ("nonsense", false), ("*", false), ("a", false), (#""a", "b""#, false), (#""a"#, false),
  ])
  func `If-Range asks for the same state`(value: String, isPart: Bool) throws {
    #expect(try Self.selection("bytes=0-1", ifRange: value) == (isPart ? .part(0..<2) : .whole))
  }

  @Test func `looks at sixteen ranges`() throws {
    let out = Array(repeating: "99-", count: 15).joined(separator: ",")
    #expect(try Self.selection("bytes=\(out),0-1") == .part(0..<2))
    #expect(try Self.selection("bytes=\(out),0-1,99-") == .whole)
    let many = (0..<16).map { "\(2 * $0)-\(2 * $0)" }.joined(separator: ",")
    let pieces = (0..<16).map { 2 * $0..<(2 * $0 + 1) }
    #expect(try Self.selection("bytes=\(many)", byteCount: 100) == .parts(pieces))
    #expect(try Self.selection("bytes=\(many),40-40", byteCount: 100) == .whole)
  }
}
