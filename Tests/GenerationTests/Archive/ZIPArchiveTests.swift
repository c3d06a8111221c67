import Testing

@testable import Generation

@Suite struct ZIPArchiveTests {
  private let archive: [UInt8]

  init() throws {
    archive = try ZIPWriter.archive([
      SuiteFile(path: "a.txt", text: String(repeating: "pets ", count: 20)),
      SuiteFile(path: "b.txt", text: "xyz"),
    ])
  }

  private func contents(of archive: [UInt8]) throws -> [[UInt8]] {
    try ZIPArchive.entries(of: archive).map {
      try ZIPArchive.content(of: $0, in: archive, byteCountMax: 1_000)
    }
  }

  @Test func `refuses an archive that is cut anywhere`() {
    for count in archive.indices {
      #expect(throws: ArchiveError.self) { try contents(of: Array(archive[..<count])) }
    }
  }

  @Test func `survives every changed byte`() throws {
    let intact = try contents(of: archive)
    for index in archive.indices {
      for change: UInt8 in [0x01, 0x80, 0xFF] {
        var damaged = archive
        damaged[index] ^= change
        // Times, names and attributes may change; contents may not without being noticed.
        guard let contents = try? contents(of: damaged) else { continue }
        #expect(contents == intact)
      }
    }
  }

  @Test func `unpacks up to the caller's limit`() throws {
    let entry = try #require(ZIPArchive.entries(of: archive).first)
    #expect(try ZIPArchive.content(of: entry, in: archive, byteCountMax: 100).count == 100)
    #expect(throws: ArchiveError.contentTooLarge(path: "a.txt", byteCountMax: 99)) {
      try ZIPArchive.content(of: entry, in: archive, byteCountMax: 99)
    }
  }
}
