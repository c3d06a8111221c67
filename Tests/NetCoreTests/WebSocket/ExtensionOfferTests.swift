import Testing

@testable import NetCore

@Suite struct ExtensionOfferTests {
  @Test func `reads names, parameters and values`() {
    let list = ExtensionOffer.list(#" a , b;c ;  d= e;f="g\h", a;x="y""#)
    #expect(
      list == [
        ExtensionOffer(name: "a", parameters: []),
        ExtensionOffer(
          name: "b",
          parameters: [
            .init(name: "c", value: nil), .init(name: "d", value: "e"),
            .init(name: "f", value: "gh"),
          ]
        ),
        ExtensionOffer(name: "a", parameters: [.init(name: "x", value: "y")]),
      ]
    )
  }

  @Test(arguments: ["", " ", ",", " , ,, "])
  func `takes empty elements for nothing`(value: String) {
    #expect(ExtensionOffer.list(value) == [])
  }

  @Test(arguments: [
    ";", "a;", "a; ,b", "a;;b", "a b", "a; b c", "a=b", "a; =b", "a; b=", "a; b=;c", "a; b=, c",
    "a; b=\"\"", "a; b=\"c", "a; b=\"c d\"", "a; b=\"c,d\"", "a; b=\"c\\", "a; b=\"c\"d",
    "a; b=c=d",
    "\"a\"", "a/b", "a; b:c", "a; b=é", "(a)",
  ])
  func `refuses what breaks the grammar`(value: String) {
    #expect(ExtensionOffer.list(value) == nil)
  }
}
