/// One HTTP/1.1 connection on its loop.
final class HTTPConnection {
}
