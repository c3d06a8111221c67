/// What client and server agreed on about permessage-deflate (RFC 7692 §7.1).
package struct DeflateParameters: Sendable, Equatable {
  package var serverNoContextTakeover = false
  package var clientNoContextTakeover = false
  package var serverWindowBits = 15
  package var clientWindowBits = 15
}
