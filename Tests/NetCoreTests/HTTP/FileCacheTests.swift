import Foundation
import HTTPTypes
import Testing

@testable import NetCore

@Suite struct FileCacheTests {
  private let site: Site
  private let directory: ServedDirectory

  init() throws {
    site = try Site()
    directory = try ServedDirectory(path: site.base.appending(path: "public").path)
  }

  private func entry(_ path: String = "/data.json") throws -> FileCache.Entry {
    guard case .file(let open) = try directory.find(path) else { throw CancellationError() }
    let file = try StaticFile(
      open,
      path: path,
      in: directory,
      fields: [:],
      limits: StaticFileLimits()
    )
    return FileCache.Entry(file: file, checked: .start)
  }

  @Test func `holds no more files than it may`() throws {
    var cache = FileCache(filesMax: 8, bytesMax: 1 << 20)
    let entry = try entry()
    for number in 0..<100 {
      cache.insert(entry, "/\(number)")
      #expect(cache.count <= 8)
    }
    #expect(cache.entry("/99") != nil)
    #expect(cache.entry("/0") == nil)
  }

  @Test func `tells names apart by their bytes, not as texts`() throws {
    var cache = FileCache(filesMax: 8, bytesMax: 1 << 20)
    cache.insert(try entry(), "/\u{E9}.txt")
    #expect(cache.entry("/\u{E9}.txt") != nil)
    #expect(cache.entry("/e\u{301}.txt") == nil)
  }

  @Test func `holds no more bytes than it may`() throws {
    let entry = try entry()
    let bytes = entry.file.byteCountHeld
    #expect(bytes > 10)
    var cache = FileCache(filesMax: 100, bytesMax: 6 * bytes)
    for number in 0..<100 {
      cache.insert(entry, "/\(number)")
      #expect(cache.count <= 6)
    }
    var small = FileCache(filesMax: 100, bytesMax: 2 * bytes - 1)
    small.insert(entry, "/a")
    #expect(small.count == 0)
    var none = FileCache(filesMax: 0, bytesMax: 1 << 20)
    none.insert(entry, "/a")
    #expect(none.count == 0)
  }

  @Test func `keeps what is used`() throws {
    var cache = FileCache(filesMax: 8, bytesMax: 1 << 20)
    let entry = try entry()
    cache.insert(entry, "/used")
    for number in 0..<100 {
      cache.insert(entry, "/\(number)")
      #expect(cache.entry("/used") != nil)
    }
  }

  @Test func `confirms only what it holds`() throws {
    var cache = FileCache(filesMax: 8, bytesMax: 1 << 20)
    let (first, second) = (try entry(), try entry())
    cache.insert(first, "/a")
    cache.confirm(second.file, "/a", at: .never)
    #expect(cache.entry("/a")?.checked == .start)
    cache.confirm(first.file, "/a", at: .never)
    #expect(cache.entry("/a")?.checked == .never)
    cache.remove("/a")
    #expect(cache.entry("/a") == nil)
    #expect(cache.count == 0)
  }

  @Test func `counts the coding that is not made yet`() throws {
    let (script, large) = (try entry("/script.js"), try entry("/large.bin"))
    #expect(script.file.byteCountHeld > 2 * Site.script.utf8.count)
    #expect(large.file.byteCountHeld < 10_000)
  }

  @Test(arguments: [(-1, true), (0, false), (50_000_000, false), (50_000_001, true)])
  func `trusts no state that the next one may look like`(age: Int, isCurrent: Bool) throws {
    guard case .file(let open) = try directory.find("/data.json") else { throw CancellationError() }
    let file = try StaticFile(
      open,
      path: "/data.json",
      in: directory,
      fields: [:],
      limits: StaticFileLimits(),
      at: open.status.changedNanosecondsSinceEpoch + age
    )
    #expect(file.isCurrent(in: directory) == isCurrent)
  }
}
