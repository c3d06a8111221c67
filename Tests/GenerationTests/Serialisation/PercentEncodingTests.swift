import Testing

@testable import Generation

@Suite struct PercentEncodingTests {
  @Test func `keeps unreserved characters only`() {
    #expect(PercentEncoding.encode("AZaz09-._~") == "AZaz09-._~")
    #expect(PercentEncoding.encode("a b/?&=+,é€") == "a%20b%2F%3F%26%3D%2B%2C%C3%A9%E2%82%AC")
    #expect(PercentEncoding.encode("%41") == "%2541")
  }

  @Test func `keeps reserved characters when allowed, but not what splits`() {
    #expect(PercentEncoding.encodeReserved("a/b?c:d@e,f") == "a/b?c:d@e,f")
    #expect(PercentEncoding.encodeReserved("a&b=c+d#e[f]") == "a%26b%3Dc%2Bd%23e%5Bf%5D")
    #expect(PercentEncoding.encodeReserved("a,b", delimiter: ",") == "a%2Cb")
  }
}
