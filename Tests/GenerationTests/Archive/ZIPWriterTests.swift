import Testing

@testable import Generation

@Suite struct ZIPWriterTests {
  private let files = [
    SuiteFile(path: "b/run.sh", text: "#!/bin/sh\n", isExecutable: true),
    SuiteFile(path: "a.txt", text: String(repeating: "pets ", count: 1_000)),
    SuiteFile(path: "empty", content: []),
    SuiteFile(path: "b/é.bin", content: [0, 255, 1]),
  ]

  @Test func `gives the same bytes for the same files in any order`() throws {
    let archive = try ZIPWriter.archive(files)
    #expect(try ZIPWriter.archive(files.reversed()) == archive)
  }

  @Test func `is read back as it was written`() throws {
    let archive = try ZIPWriter.archive(files)
    let entries = try ZIPArchive.entries(of: archive)
    #expect(entries.map(\.path) == ["a.txt", "b/run.sh", "b/é.bin", "empty"])
    #expect(entries.map(\.isExecutable) == [false, true, false, false])
    for entry in entries {
      let content = try ZIPArchive.content(of: entry, in: archive, byteCountMax: 10_000)
      #expect(content == files.first { $0.path == entry.path }?.content)
    }
  }

  @Test func `deflates only what gets shorter`() throws {
    let entries = try ZIPArchive.entries(of: ZIPWriter.archive(files))
    #expect(entries.map(\.method) == [.deflated, .stored, .stored, .stored])
    #expect(entries[0].compressedByteCount < 100)
  }

  @Test(arguments: [
    "/etc/passwd", "../x", "a/../b", "a//b", "a/", "", ".", "a\\b", "C:x", "a\nb",
    String(repeating: "a", count: 256),
  ])
  func `refuses a path that is not safe everywhere`(path: String) {
    #expect(throws: ArchiveError.pathNotAllowed(path)) {
      try ZIPWriter.archive([SuiteFile(path: path, content: [])])
    }
  }

  @Test func `allows a path of the longest length`() throws {
    let path = String(repeating: "a", count: 255)
    #expect(
      try ZIPArchive.entries(of: ZIPWriter.archive([SuiteFile(path: path, content: [])])).count == 1
    )
  }

  @Test func `refuses two paths that differ only in letter case`() {
    #expect(throws: ArchiveError.pathNotUnique("b")) {
      try ZIPWriter.archive([SuiteFile(path: "B", content: []), SuiteFile(path: "b", content: [])])
    }
  }

  @Test func `counts entries up to the limit`() throws {
    var limits = ZIPWriter.Limits()
    limits.entriesMax = files.count
    #expect(throws: Never.self) { try ZIPWriter.archive(files, limits: limits) }
    limits.entriesMax -= 1
    #expect(throws: ArchiveError.tooManyEntries(count: 4, max: 3)) {
      try ZIPWriter.archive(files, limits: limits)
    }
  }

  @Test func `refuses contents that could pass the archive's limit`() throws {
    let file = SuiteFile(path: "a", content: [UInt8](repeating: 0, count: 1_000))
    var limits = ZIPWriter.Limits()
    limits.pathByteCountMax = 1
    limits.archiveByteCountMax = 22 + 30 + 46 + 2 + 1_000
    #expect(throws: Never.self) { try ZIPWriter.archive([file], limits: limits) }
    limits.archiveByteCountMax -= 1
    #expect(throws: ArchiveError.tooLarge(byteCountMax: limits.archiveByteCountMax)) {
      try ZIPWriter.archive([file], limits: limits)
    }
  }

  @Test func `writes an archive without files`() throws {
    let archive = try ZIPWriter.archive([])
    #expect(archive.count == 22)
    #expect(try ZIPArchive.entries(of: archive).isEmpty)
  }

  @Test(.enabled(if: ExternalTool.exists("unzip")))
  func `passes the test of unzip`() throws {
    try TemporaryFolder.use { folder in
      let path = try folder.write(ZIPWriter.archive(files), to: "suite.zip")
      let result = try ExternalTool.run("unzip", ["-tq", path])
      #expect(result.status == 0, "\(result.output)")
    }
  }

  @Test(.enabled(if: ExternalTool.exists("python3")))
  func `shows Python names, contents, modes and a fixed time`() throws {
    let script = """
      import sys, zipfile
      archive = zipfile.ZipFile(sys.argv[1])
      assert archive.testzip() is None
      for entry in archive.infolist():
          print(entry.filename, entry.file_size, oct(entry.external_attr >> 16),
                entry.date_time, entry.flag_bits, entry.create_system)
      """
    try TemporaryFolder.use { folder in
      let path = try folder.write(ZIPWriter.archive(files), to: "suite.zip")
      let result = try ExternalTool.run("python3", ["-X", "utf8", "-c", script, path])
      #expect(
        result.output == """
          a.txt 5000 0o100644 (1980, 1, 1, 0, 0, 0) 2048 3
          b/run.sh 10 0o100755 (1980, 1, 1, 0, 0, 0) 2048 3
          b/é.bin 3 0o100644 (1980, 1, 1, 0, 0, 0) 2048 3
          empty 0 0o100644 (1980, 1, 1, 0, 0, 0) 2048 3

          """
      )
    }
  }
}
