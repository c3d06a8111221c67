/// One WebSocket connection on its loop.
final class WebSocketConnection {
}
