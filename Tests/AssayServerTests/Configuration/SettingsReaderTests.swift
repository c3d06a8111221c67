import Foundation
import Logging
import NetCore
import Testing

@testable import AssayServer

@Suite struct SettingsReaderTests {
  private func settings(
    flags: [String: SettingsReader.Flag] = [:],
    environment: [String: String] = [:],
    file: (name: String, text: String)? = nil
  ) async throws -> ServerSettings {
    var path: String?
    if let file {
      let url = FileManager.default.temporaryDirectory.appending(
        path: UUID().uuidString + file.name
      )
      try Data(file.text.utf8).write(to: url)
      path = url.path
    }
    defer { if let path { try? FileManager.default.removeItem(atPath: path) } }
    return try await SettingsReader(flags: flags, environment: environment, file: path).settings()
  }

  /// The sentence of the error that comes of it.
  private func complaint(
    flags: [String: SettingsReader.Flag] = [:],
    environment: [String: String] = [:],
    file: (name: String, text: String)? = nil
  ) async throws -> String {
    do {
      _ = try await settings(flags: flags, environment: environment, file: file)
      return ""
    } catch let error as SettingsError {
      return error.description
    }
  }

  @Test func `has defaults for everything`() async throws {
    #expect(try await settings() == ServerSettings())
  }

  @Test func `flags win over the environment, the environment over the file`() async throws {
    let settings = try await settings(
      flags: ["port": .number(1), "allowed-origins": .list(["https://A.example"])],
      environment: ["ASSAY_PORT": "2", "ASSAY_WORKERS": "3", "ASSAY_ALLOW_PRIVATE_URLS": "true"],
      file: (".yaml", "port: 4\nworkers: 5\nthreads: 6\nhost: 0.0.0.0\n# comment: x\n")
    )
    #expect(settings.port == 1)
    #expect(settings.workers == 3)
    #expect(settings.threads == 6)
    #expect(settings.host == "0.0.0.0")
    #expect(settings.allowsPrivateURLs == true)
    #expect(settings.allowedOrigins == ["https://a.example"])
  }

  @Test func `knows where to listen and with which certificate`() async throws {
    let files = TLSFiles(certificateChain: "/c.pem", privateKey: "/k.pem")
    var settings = try await settings(
      flags: ["tls-cert": .text("/c.pem"), "unix-mode": .text("660"), "port": .number(1)],
      environment: ["ASSAY_TLS_KEY": "/k.pem", "ASSAY_HOST": "localhost, [::1],unix:/run/a.sock"]
    )
    #expect(
      settings.listeners == [
        .tcp(host: "localhost", port: 1, tls: files), .tcp(host: "::1", port: 1, tls: files),
        .unix(path: "/run/a.sock", permissions: 0o660),
      ]
    )
    settings.inheritedSockets = [
      InheritedSocket(descriptor: 3, name: "http"), InheritedSocket(descriptor: 4),
    ]
    #expect(
      settings.listeners
        == settings.inheritedSockets.map {
          .inherited($0, tls: $0.descriptor == 3 ? nil : files)
        }
    )
    #expect(
      try await self.settings(environment: ["LISTEN_PID": "1", "LISTEN_FDS": "1"])
        .inheritedSockets.isEmpty
    )
    #expect(
      try await complaint(flags: ["tls-cert": .text("/c.pem")])
        == "tls-cert and tls-key go together: name both files, or none."
    )
    for host in ["", "a,,b", "unix:", "a,"] {
      #expect(try await complaint(flags: ["host": .text(host)]).contains("unix: with a path"))
    }
    for mode in ["", "8", "1000", "rw"] {
      #expect(try await complaint(flags: ["unix-mode": .text(mode)]).contains("chmod"))
    }
  }

  @Test func `reads the bounds on connections`() async throws {
    let settings = try await settings(
      flags: ["connections-per-address-max": .number(5), "head-timeout": .number(1)],
      file: (".yaml", "content-timeout: 2\nwrite-timeout: 3\nidle-timeout: 4\n")
    )
    #expect(settings.connectionsPerAddressMax == 5)
    #expect(settings.headTimeout == 1)
    #expect(settings.contentTimeout == 2)
    #expect(settings.writeTimeout == 3)
    #expect(settings.idleTimeout == 4)
  }

  @Test func `reads JSON files, and those that the environment names`() async throws {
    let file = (".json", "{\"archive-days\": 3, \"log-level\": \"debug\"}")
    let settings = try await settings(file: file)
    #expect(settings.archiveDays == 3)
    #expect(settings.logLevel == .debug)
    let missing = try await complaint(environment: ["ASSAY_CONFIG": "/nowhere.yaml"])
    #expect(missing.contains("/nowhere.yaml"))
  }

  @Test(arguments: [
    (
      "ASSAY_PORT", "70000",
      "port (also ASSAY_PORT) must be a whole number from 0 to 65535, not 70000."
    ),
    ("ASSAY_PORT", "x", "port (also ASSAY_PORT) must be a whole number from 0 to 65535."),
    (
      "ASSAY_WORKERS", "0",
      "workers (also ASSAY_WORKERS) must be a whole number from 1 to 1024, not 0."
    ),
    (
      "ASSAY_ALLOWED_ORIGINS", "tools",
      "allowed-origins (also ASSAY_ALLOWED_ORIGINS) must be a list of origins such as https://tools.example, not tools."
    ),
  ])
  func `says exactly what is wrong`(variable: String, value: String, sentence: String) async throws
  {
    #expect(try await complaint(environment: [variable: value]) == sentence)
  }

  @Test(arguments: [(".yaml", "porto: 1\n"), (".json", "{\"porto\": 1}")])
  func `knows unknown settings of a file`(name: String, text: String) async throws {
    let sentence = try await complaint(file: (name, text))
    #expect(sentence.contains("sets porto, which is no setting"))
    #expect(sentence.contains("allow-private-urls"))
  }

  @Test func `says that a level is none`() async throws {
    let sentence = try await complaint(flags: ["log-level": .text("loud")])
    #expect(sentence.contains("warning") && sentence.contains("loud"))
  }
}

@Suite struct ServerSettingsTests {
  @Test(
    arguments: [
      ("127.0.0.1", nil, true), ("localhost", nil, true), ("::1", nil, true),
      ("0.0.0.0", nil, false), ("192.168.1.4", nil, false), ("0.0.0.0", true, true),
      ("127.0.0.1", false, false),
    ] as [(String, Bool?, Bool)]
  )
  func `private addresses are fetched from on loopback or when permitted`(
    host: String,
    isPermitted: Bool?,
    expected: Bool
  ) {
    var settings = ServerSettings()
    settings.host = host
    settings.allowsPrivateURLs = isPermitted
    #expect(settings.mayFetchPrivateURLs == expected)
  }
}
