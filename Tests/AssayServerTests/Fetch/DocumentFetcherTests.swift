import HTTPTypes
import Logging
import NetCore
import TestSupport
import Testing

@testable import AssayServer

/// A web server with all that can go wrong.
private struct Web: RequestHandler {
  func disposition(of head: RequestHead, peer: PeerInformation) -> Disposition {
    switch head.target.path {
    case "/openapi.yaml":
      .respond(Response(status: .ok, contentType: "text/plain", text: "openapi: 3.1.0"))
    case "/page": .respond(Response(status: .ok, contentType: "text/html", text: "<html>"))
    case "/big":
      .respond(Response(status: .ok, content: .bytes([UInt8](repeating: 0x20, count: 1_025))))
    case "/stream":
      .handle { _ in
        Response(
          status: .ok,
          content: .stream { stream in
            for _ in 0..<100 { try await stream.write([UInt8](repeating: 0x20, count: 1_000)) }
          }
        )
      }
    case "/here": .respond(Response(status: .found, fields: [.location: "/openapi.yaml"]))
    case "/loop": .respond(Response(status: .found, fields: [.location: "/loop"]))
    case "/file": .respond(Response(status: .found, fields: [.location: "file:///etc/passwd"]))
    case "/login":
      .respond(Response(status: .found, fields: [.location: "http://user:pass@127.0.0.1:1/"]))
    case "/slow":
      .handle { _ in
        try? await Task.sleep(for: .seconds(60))  // Ends with its connection.
        return Response(status: .ok)
      }
    default: .respond(Response(status: .notFound))
    }
  }
}

@Suite struct DocumentFetcherTests {
  private func fetch(
    _ path: String,
    allowsPrivate: Bool = true,
    totalTimeout: Duration = .seconds(10),
    cancelled: Bool = false
  ) async throws -> Result<[UInt8], FetchError> {
    var configuration = HTTPServerConfiguration()
    configuration.listeners = [.tcp(host: "127.0.0.1", port: 0)]
    configuration.eventLoopCount = 1
    let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    let server = HTTPServer(configuration: configuration, handler: Web(), logger: logger)
    let port = try server.start()[0].port
    var limits = DocumentFetcher.Limits()
    limits.bytesMax = 1_024
    limits.totalTimeout = totalTimeout
    let fetcher = DocumentFetcher(
      limits: limits,
      policy: AddressPolicy(allowsPrivateAddresses: allowsPrivate)
    )
    let address = try FetchAddress("http://127.0.0.1:\(port)\(path)")
    let task = Task { () -> Result<[UInt8], FetchError> in
      do throws(FetchError) {
        return .success(try await fetcher.fetch(address))
      } catch {
        return .failure(error)
      }
    }
    if cancelled { task.cancel() }
    let result = await task.value
    await server.drain(within: .milliseconds(100))
    return result.mapError { $0.withoutPort(port) }
  }

  @Test(arguments: ["/openapi.yaml", "/here"])
  func `fetches, also behind a redirect`(path: String) async throws {
    #expect(try await fetch(path) == .success(Array("openapi: 3.1.0".utf8)))
  }

  @Test(arguments: [
    ("/nothing", FetchError.status(host: "127.0.0.1", code: 404)),
    ("/page", .type(host: "127.0.0.1", contentType: "text/html")), ("/big", .size(limit: 1_024)),
    ("/stream", .size(limit: 1_024)), ("/loop", .redirects(limit: 5)),
  ])
  func `says what was wrong`(path: String, error: FetchError) async throws {
    #expect(try await fetch(path) == .failure(error))
  }

  @Test(arguments: ["/file", "/login"])
  func `never follows into another scheme, nor with a name and password`(
    path: String
  ) async throws {
    let result = try await fetch(path)
    guard case .failure(.address) = result else {
      Issue.record("\(result)")
      return
    }
  }

  @Test func `keeps out of private networks`() async throws {
    #expect(
      try await fetch("/openapi.yaml", allowsPrivate: false)
        == .failure(.policy(host: "127.0.0.1"))
    )
  }

  @Test func `does not wait longer than it may`() async throws {
    let result = try await fetch("/slow", totalTimeout: .milliseconds(100))
    guard case .failure(.timeout) = result else {
      Issue.record("\(result)")
      return
    }
  }

  @Test func `stops when it is cancelled`() async throws {
    #expect(try await fetch("/slow", cancelled: true) == .failure(.cancelled))
  }

  @Test func `says that nothing answers`() async throws {
    let fetcher = DocumentFetcher(policy: AddressPolicy(allowsPrivateAddresses: true))
    let address = try FetchAddress("http://127.0.0.1:1/")
    await #expect(
      throws: FetchError.connection(host: "127.0.0.1:1", reason: "nothing answers there")
    ) {
      try await fetcher.fetch(address)
    }
  }
}

extension FetchError {
  /// The error with the host alone, since each test has another port.
  fileprivate func withoutPort(_ port: UInt16) -> FetchError {
    let host = "127.0.0.1"
    return switch self {
    case .status("\(host):\(port)", let code): .status(host: host, code: code)
    case .type("\(host):\(port)", let type): .type(host: host, contentType: type)
    case .policy("\(host):\(port)"): .policy(host: host)
    default: self
    }
  }
}
