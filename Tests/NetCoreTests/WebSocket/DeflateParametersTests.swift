import Testing

@testable import NetCore

@Suite struct DeflateParametersTests {
  private static func agreement(
    _ wishes: DeflateParameters = DeflateParameters(),
    with offers: String,
    serverWindowBitsMin: Int = 8
  ) throws -> (parameters: DeflateParameters, responseValue: String)? {
    let list = try #require(ExtensionOffer.list(offers))
    return wishes.agreement(withOffers: list, serverWindowBitsMin: serverWindowBitsMin)
  }

  @Test(arguments: [
    ("permessage-deflate", "permessage-deflate"),
    ("permessage-deflate; client_max_window_bits", "permessage-deflate"),
    (
      "Permessage-Deflate;server_no_context_takeover",
      "permessage-deflate; server_no_context_takeover"
    ),
    (
      "permessage-deflate; client_no_context_takeover",
      "permessage-deflate; client_no_context_takeover"
    ),
    (
      "permessage-deflate; server_max_window_bits=10",
      "permessage-deflate; server_max_window_bits=10"
    ),
    (
      "permessage-deflate; server_max_window_bits=\"15\"",
      "permessage-deflate; server_max_window_bits=15"
    ),
    (
      "permessage-deflate; server_max_window_bits=8",
      "permessage-deflate; server_max_window_bits=8"
    ),
    (
      "permessage-deflate; client_max_window_bits=9",
      "permessage-deflate; client_max_window_bits=9"
    ),
    (
      "permessage-deflate; client_max_window_bits=\"8\"",
      "permessage-deflate; client_max_window_bits=8"
    ),
    ("permessage-deflate; client_max_window_bits=15", "permessage-deflate"),
    (
      "permessage-deflate ; server_no_context_takeover;client_no_context_takeover ; "
        + "server_max_window_bits = 9 ; client_max_window_bits= 10",
      "permessage-deflate; server_no_context_takeover; client_no_context_takeover; "
        + "server_max_window_bits=9; client_max_window_bits=10"
    ),
    ("x-other, permessage-deflate; unknown, permessage-deflate", "permessage-deflate"),
    ("permessage-deflate; server_max_window_bits=7, permessage-deflate", "permessage-deflate"),
    (
      "permessage-deflate; server_max_window_bits=9, permessage-deflate",
      "permessage-deflate; server_max_window_bits=9"
    ),
    (",, permessage-deflate ,", "permessage-deflate"),
  ])
  func `takes the first offer that it can`(offers: String, response: String) throws {
    #expect(try Self.agreement(with: offers)?.responseValue == response)
  }

  @Test(arguments: [
    "", "x-webkit-deflate-frame", "permessage-deflate; foo", "permessage-deflate; foo=1",
    "permessage-deflate-2", "permessage-deflate; server_max_window_bits",
    "permessage-deflate; server_max_window_bits=7", "permessage-deflate; server_max_window_bits=16",
    "permessage-deflate; server_max_window_bits=09",
    "permessage-deflate; server_max_window_bits=+9",
    "permessage-deflate; server_max_window_bits=1000000000000000000000",
    "permessage-deflate; client_max_window_bits=x", "permessage-deflate; client_max_window_bits=7",
    "permessage-deflate; client_max_window_bits=\"16\"",
    "permessage-deflate; server_no_context_takeover=1",
    "permessage-deflate; server_no_context_takeover=true",
    "permessage-deflate; client_no_context_takeover=\"x\"",
    "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
    "permessage-deflate; client_max_window_bits; client_max_window_bits",
    "permessage-deflate; client_max_window_bits=8; client_max_window_bits=9",
    "permessage-deflate; server_max_window_bits=8; server_max_window_bits=8",
  ])
  func `declines what it cannot take`(offers: String) throws {
    #expect(try Self.agreement(with: offers) == nil)
  }

  @Test func `adds its own wishes`() throws {
    let wishes = DeflateParameters(
      serverNoContextTakeover: true,
      clientNoContextTakeover: true,
      serverWindowBits: 12,
      clientWindowBits: 10
    )
    let plain = try #require(try Self.agreement(wishes, with: "permessage-deflate"))
    // A client that does not know client_max_window_bits keeps its whole window, and one that did
    // not ask need not know that the server's is smaller.
    #expect(plain.parameters.clientWindowBits == 15)
    #expect(plain.parameters.serverWindowBits == 12)
    #expect(
      plain.responseValue == "permessage-deflate; server_no_context_takeover; "
        + "client_no_context_takeover"
    )
    let knowing = try #require(
      try Self.agreement(
        wishes,
        with: "permessage-deflate; client_max_window_bits; server_max_window_bits=14"
      )
    )
    #expect(knowing.parameters == wishes)
    #expect(
      knowing.responseValue.hasSuffix("; server_max_window_bits=12; client_max_window_bits=10")
    )
  }

  @Test func `takes no offer with a smaller window than what is shared`() throws {
    let offers = "permessage-deflate; server_max_window_bits=11, permessage-deflate; "
    let shared = try Self.agreement(
      DeflateParameters(serverWindowBits: 12),
      with: offers + "server_max_window_bits=12",
      serverWindowBitsMin: 12
    )
    #expect(shared?.responseValue == "permessage-deflate; server_max_window_bits=12")
    let none = try Self.agreement(
      with: offers + "server_max_window_bits=8",
      serverWindowBitsMin: 12
    )
    #expect(none == nil)
  }
}
