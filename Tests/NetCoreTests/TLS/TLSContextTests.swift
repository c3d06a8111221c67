import Foundation
import Logging
import TestSupport
import Testing

@testable import NetCore

/// What certificates are accepted, and how they are replaced.
@Suite struct TLSContextTests {
  private static let first = TestCertificate.first

  private func error(_ certificateChain: String, _ privateKey: String) -> TLSError? {
    do {
      _ = try TLSContext(TLSFiles(certificateChain: certificateChain, privateKey: privateKey))
      return nil
    } catch {
      return error
    }
  }

  @Test func `says which file is wrong and why`() {
    let chain = Self.first.certificateChain
    let key = Self.first.privateKey
    #expect(error(chain, key) == nil)
    let missing = "/no/such/file.pem"
    let reason = "there is no such file"
    #expect(error(missing, key) == .certificateUnusable(path: missing, reason: reason))
    #expect(error(chain, missing) == .privateKeyUnusable(path: missing, reason: reason))
    #expect(error("/tmp", key) == .certificateUnusable(path: "/tmp", reason: reason))
    #expect(error(key, key)?.description.contains("certificate chain \(key) cannot be") == true)
    #expect(error(chain, chain)?.description.contains("private key \(chain) cannot be") == true)
    let other = TestCertificate.second.privateKey
    #expect(
      error(chain, other)
        == .privateKeyDoesNotMatch(TLSFiles(certificateChain: chain, privateKey: other))
    )
    // And nobody is asked for the passphrase.
    let protected = TestCertificate.path("protected.key")
    #expect(error(chain, protected)?.description.contains("private key \(protected)") == true)
  }

  @Test func `complains about the time of a certificate and uses it`() throws {
    #expect(try TLSContext(TestCertificate.first).complaintAboutValidity == nil)
    let expired = try TLSContext(TestCertificate.expired)
    #expect(expired.complaintAboutValidity == "the certificate has expired")
  }

  @Test func `does not start with a certificate that cannot be used`() {
    var configuration = HTTPServerConfiguration()
    let files = TLSFiles(certificateChain: "/no/such/file", privateKey: Self.first.privateKey)
    configuration.listeners = [.tcp(host: "127.0.0.1", port: 0, tls: files)]
    let server = HTTPServer(
      configuration: configuration,
      handler: ClosureHandler(body: HTTPConnectionTests.echo)
    )
    let error = #expect(throws: HTTPServerError.self) { try server.start() }
    #expect(
      error?.description
        == "The certificate chain /no/such/file cannot be used: there is no such file."
    )
  }

  @Test func `keeps what it has when the new files cannot be used`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // What is left in the temporary folder harms nobody.
    defer { try? FileManager.default.removeItem(at: folder) }
    let chain = folder.appending(path: "chain.pem").path
    let key = folder.appending(path: "key.pem").path
    let copy = { @Sendable (files: TLSFiles) in
      for (from, to) in [(files.certificateChain, chain), (files.privateKey, key)] {
        try Data(contentsOf: URL(filePath: from)).write(to: URL(filePath: to))
      }
    }
    try copy(TestCertificate.first)
    try await withServer {
      let files = TLSFiles(certificateChain: chain, privateKey: key)
      $0.listeners = [.tcp(host: "127.0.0.1", port: 0, tls: files)]
    } handler: {
      HTTPConnectionTests.echo($0)
    } _: { port, server in
      let old = try RawClient(tlsPort: port)
      try Data("nothing".utf8).write(to: URL(filePath: chain))
      #expect(throws: TLSError.self) { try server.reloadCertificates() }
      #expect(try RawClient(tlsPort: port).get("/a").status == 200)
      try copy(TestCertificate.second)
      try server.reloadCertificates()
      #expect(try old.get("/old").text == "GET /old")
      #expect(try RawClient(tlsPort: port).get("/new").text == "GET /new")
    }
  }
}
