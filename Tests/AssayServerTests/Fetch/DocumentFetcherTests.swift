import HTTPTypes
import Logging
import NetCore
import TaskHub
import TestSupport
import Testing

@testable import AssayServer

/// A web server with all that can go wrong.
private struct Web: RequestHandler {
  /// `openapi: 3.1.0`, made by gzip.
  static let zipped: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xCB, 0x2F, 0x48, 0xCD, 0x4B, 0x2C,
    0xC8, 0xB4, 0x52, 0x30, 0xD6, 0x33, 0xD4, 0x33, 0x00, 0x00, 0xE7, 0xDC, 0xD3, 0xA7, 0x0E, 0x00,
    0x00, 0x00,
  ]

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
    case "/token":
      .respond(
        Response(
          status: .ok,
          contentType: "text/plain",
          text: head.fields[.xToken] ?? "none"
        )
      )
    case "/token/same": .respond(Response(status: .found, fields: [.location: "/token"]))
    case "/token/other":
      // Another name of the same host is another origin.
      .respond(
        Response(
          status: .found,
          fields: [
            .location:
              "http://localhost:\(head.authority?.split(separator: ":").last ?? "")/token"
          ]
        )
      )
    case "/zipped":
      .respond(
        Response(
          status: .ok,
          fields: [.contentEncoding: "gzip", .contentType: "application/yaml"],
          content: .bytes(Self.zipped)
        )
      )
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
    cancelled: Bool = false,
    fields: [RequestField] = []
  ) async throws -> Result<[UInt8], FetchError> {
    try await withWeb { port in
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
          return .success(try await fetcher.fetch(address, fields: fields).bytes)
        } catch {
          return .failure(error)
        }
      }
      if cancelled { task.cancel() }
      let result = await task.value
      return result.mapError { $0.withoutPort(port) }
    }
  }

  private func withWeb<Value: Sendable>(
    _ body: (_ port: UInt16) async throws -> Value
  ) async throws -> Value {
    var configuration = HTTPServerConfiguration()
    configuration.listeners = [.tcp(host: "127.0.0.1", port: 0)]
    configuration.eventLoopCount = 1
    let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    let server = HTTPServer(configuration: configuration, handler: Web(), logger: logger)
    let port = try server.start()[0].port
    do {
      let value = try await body(port)
      await server.drain(within: .milliseconds(100))
      return value
    } catch {
      await server.drain(within: .milliseconds(100))
      throw error
    }
  }

  @Test(arguments: ["/openapi.yaml", "/here"])
  func `fetches, also behind a redirect`(path: String) async throws {
    #expect(try await fetch(path) == .success(Array("openapi: 3.1.0".utf8)))
  }

  @Test(arguments: [
    ("/token", "secret"), ("/token/same", "secret"), ("/token/other", "none"),
  ])
  func `fields go to the host that they were given for only`(path: String, seen: String)
    async throws
  {
    let fields = [RequestField(name: "X-Token", value: "secret")]
    #expect(try await fetch(path, fields: fields) == .success(Array(seen.utf8)))
  }

  @Test func `a redirect is judged by the address that it leads to`() async throws {
    let judged = Guarded<[[UInt8]]>([])
    let (result, port) = try await withWeb { port in
      let transfer = FetchTransfer(
        address: try FetchAddress("http://127.0.0.1:\(port)/token/other"),
        fields: [],
        limits: DocumentFetcher.Limits(),
        mayConnect: { address in
          judged.withLock { judged in
            judged.append(address)
            return judged.count == 1
          }
        }
      )
      return (await FetchThreads(countMax: 1).run { transfer.run() }, port)
    }
    #expect(result == .failure(.policy(host: "localhost:\(port)")))
    #expect(judged.withLock { $0.first } == [127, 0, 0, 1])
    #expect(judged.withLock { $0.count } >= 2)
  }

  @Test func `compressed content is unpacked`() async throws {
    #expect(try await fetch("/zipped") == .success(Array("openapi: 3.1.0".utf8)))
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

extension HTTPField.Name {
  fileprivate static let xToken = HTTPField.Name("X-Token") ?? .cookie
}
