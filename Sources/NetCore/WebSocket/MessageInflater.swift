/// Undoes permessage-deflate for one connection (RFC 7692 §7.2.2). Not thread-safe by itself:
/// it belongs to one assembler.
package final class MessageInflater {
}
