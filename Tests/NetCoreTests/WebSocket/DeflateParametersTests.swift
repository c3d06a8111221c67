import Testing

@testable import NetCore

@Suite struct DeflateParametersTests {
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
      "permessage-deflate; client_max_window_bits=9",
      "permessage-deflate; client_max_window_bits=9"
    ),
    ("x-other, permessage-deflate; unknown, permessage-deflate", "permessage-deflate"),
    ("permessage-deflate; server_max_window_bits=8, permessage-deflate", "permessage-deflate"),
  ])
  func `takes the first offer that it can`(offers: String, response: String) {
    let agreement = DeflateParameters().agreement(withOffers: offers)
    #expect(agreement?.responseValue == response)
  }

  @Test(arguments: [
    "", "x-webkit-deflate-frame", "permessage-deflate; foo", "permessage-deflate; foo=1",
    "permessage-deflate; server_max_window_bits", "permessage-deflate; server_max_window_bits=7",
    "permessage-deflate; server_max_window_bits=8", "permessage-deflate; server_max_window_bits=16",
    "permessage-deflate; server_max_window_bits=09", "permessage-deflate; client_max_window_bits=",
    "permessage-deflate; client_max_window_bits=x",
    "permessage-deflate; server_no_context_takeover=1",
    "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
    "permessage-deflate; client_max_window_bits=8; client_max_window_bits=9",
  ])
  func `declines what it cannot take`(offers: String) {
    #expect(DeflateParameters().agreement(withOffers: offers) == nil)
  }

  @Test func `adds its own wishes`() throws {
    let wishes = DeflateParameters(
      serverNoContextTakeover: true,
      clientNoContextTakeover: true,
      serverWindowBits: 12,
      clientWindowBits: 10
    )
    let plain = try #require(wishes.agreement(withOffers: "permessage-deflate"))
    // A client that does not know client_max_window_bits keeps its whole window.
    #expect(plain.parameters.clientWindowBits == 15)
    #expect(
      plain.responseValue == "permessage-deflate; server_no_context_takeover; "
        + "client_no_context_takeover; server_max_window_bits=12"
    )
    let knowing = try #require(
      wishes.agreement(withOffers: "permessage-deflate; client_max_window_bits")
    )
    #expect(knowing.parameters == wishes)
    #expect(knowing.responseValue.hasSuffix("client_max_window_bits=10"))
  }
}
