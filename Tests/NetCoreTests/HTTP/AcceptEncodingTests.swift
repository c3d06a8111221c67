import Testing

@testable import NetCore

@Suite struct AcceptEncodingTests {
  @Test(
    arguments: [
      (nil, false), ("", false), ("gzip", true), ("GZIP", true), ("x-gzip", true),
      ("deflate, gzip;q=1.0, *;q=0.5", true), ("gzip, deflate, br, zstd", true), ("*", true),
      ("gzip;q=0", false), ("gzip;q=0.0", false), ("gzip;q=0.000", false), ("gzip;q=0.001", true),
      ("gzip ; q=0.5", true), ("gzip;Q=0", false), ("*;q=0", false), ("gzip;q=0, *", false),
      ("*;q=0, gzip", true), ("identity", false), ("identity;q=0", false), ("br", false),
      ("identity;q=1, gzip;q=0.5", false), ("identity;q=0.5, gzip;q=1", true),
      ("identity;q=0.5, *;q=0.1", false), ("identity, gzip", true), ("gzip;q=0, x-gzip", true),
      ("gzip;q=2", false), ("gzip;q=-1", false), ("gzip;q=", false), ("gzip;q=0.1234", false),
      ("gzip;x=1", false), ("gzip;q=1;q=0", false), ("gzipped", false), ("not-gzip", false),
      ("gzip;", true), ("gzip ;q=0 ", false), ("gzip\t;\tq=0.5", true), ("gzip;q =1", false),
      ("gzip; q=0.5 ;", false), (";q=1", false), ("\"gzip\"", false),
      (",,gzip,,", true), ("gzip deflate", false),
    ] as [(String?, Bool)]
  )
  func `chooses gzip when the client prefers it`(value: String?, isGzip: Bool) {
    #expect(AcceptEncoding.prefersGzip(value) == isGzip)
  }
}
