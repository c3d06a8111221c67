import Testing

@testable import NetCore

@Suite struct FileTypesTests {
  @Test(arguments: [
    ("a.HTML", "text/html; charset=utf-8"), ("a", "application/octet-stream"),
    ("a.xyz", "application/octet-stream"), ("/x.d/.css", "application/octet-stream"),
    ("a.b.zip", "application/zip"), ("/a.tar.gz", "application/gzip"),
    ("/a.js", "text/javascript; charset=utf-8"), ("/a.", "application/octet-stream"),
    ("/a.css/b", "application/octet-stream"), ("/a.wasm", "application/wasm"),
  ])
  func `tells types by extension`(path: String, type: String) {
    #expect(FileTypes.contentType(ofPath: path) == type)
  }

  @Test(arguments: [
    ("a.html", true), ("a.json", true), ("a.svg", true), ("a.yaml", true), ("a.png", false),
    ("a.zip", false), ("a.gz", false), ("a.mp4", false), ("a.woff2", false), ("a", false),
  ])
  func `knows what becomes shorter`(path: String, isCompressible: Bool) {
    let type = FileTypes.contentType(ofPath: path)
    #expect(FileTypes.isCompressible(type) == isCompressible)
  }
}
