import Configuration
import FoundationEssentials
import JSONSchema
import Logging
import NetCore

/// Gathers settings: flags win over the environment, the environment over the file.
package struct SettingsReader {
  /// Every setting by the name that it has as a flag and in the file; `ASSAY_` and upper case with
  /// underscores make the variable's name of it.
  package static let names = [
    "host", "port", "tls-cert", "tls-key", "unix-mode", "data", "public", "workers", "threads",
    "document-bytes-max",
    "connections-max", "connections-per-address-max", "head-timeout", "content-timeout",
    "write-timeout", "idle-timeout", "queue-max", "archive-days", "history-days", "tasks-max",
    "allowed-origins", "allow-private-urls", "log-level",
  ]

  /// A flag's value.
  package enum Flag: Sendable {
    case text(String)
    case number(Int)
    case isSet(Bool)
    case list([String])
  }

  private let config: ConfigReader
  private let environment: [String: String]

  /// Reads the file, if there is one; its name tells JSON from YAML.
  ///
  /// - Throws: ``SettingsError`` for a file that cannot be read or has an unknown setting.
  package init(
    flags: [String: Flag],
    environment: [String: String],
    file: String?
  ) async throws(SettingsError) {
    let values = flags.map { name, flag in
      (AbsoluteConfigKey([name]), ConfigValue(flag.content, isSecret: false))
    }
    var providers: [any ConfigProvider] = [
      InMemoryProvider(name: "flags", values: Dictionary(uniqueKeysWithValues: values)),
      EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: "assay"),
    ]
    if let file = file ?? environment["ASSAY_CONFIG"] {
      providers.append(try await Self.provider(file: file))
    }
    config = ConfigReader(providers: providers)
    self.environment = environment
  }

  private static func provider(file: String) async throws(SettingsError) -> any ConfigProvider {
    let path = ConfigReader(
      provider: InMemoryProvider(values: ["filePath": ConfigValue(.string(file), isSecret: false)])
    )
    let isJSON = file.lowercased().hasSuffix(".json")
    do {
      let provider: any ConfigProvider =
        if isJSON {
          try await FileProvider<JSONSnapshot>(config: path)
        } else {
          try await FileProvider<YAMLSnapshot>(config: path)
        }
      let text = String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
      for name in isJSON ? try namesOfJSON(text) : namesOfYAML(text) where !names.contains(name) {
        throw SettingsError(
          "\(file) sets \(name), which is no setting. "
            + "The settings are \(names.joined(separator: ", "))."
        )
      }
      return provider
    } catch let error as SettingsError {
      throw error
    } catch {
      throw SettingsError("The configuration file \(file) cannot be read: \(error)")
    }
  }

  private static func namesOfJSON(_ text: String) throws(JSONSyntaxError) -> [String] {
    try JSONReader.read(Array(text.utf8)).value.objectValue?.keys ?? []
  }

  /// The file is flat, so that every name begins a line.
  private static func namesOfYAML(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).compactMap { line in
      guard line.first?.isLetter == true, let colon = line.firstIndex(of: ":") else { return nil }
      return line[..<colon].split(separator: " ").first.map(String.init)
    }
  }

  /// All settings, checked.
  package func settings() async throws(SettingsError) -> ServerSettings {
    var settings = ServerSettings()
    settings.host = try await hosts() ?? settings.host
    settings.port = try await number("port", in: 0...65_535) ?? settings.port
    settings.tls = try await tls()
    settings.unixPermissions = try await permissions("unix-mode") ?? settings.unixPermissions
    settings.inheritedSockets = InheritedSocket.announced(in: environment)
    settings.data = try await text("data")
    settings.publicFolder = try await text("public")
    settings.workers = try await number("workers", in: 1...1_024)
    settings.threads = try await number("threads", in: 1...1_024)
    settings.documentBytesMax =
      try await number("document-bytes-max", in: 1_024...(512 << 20)) ?? settings.documentBytesMax
    settings.connectionsMax =
      try await number("connections-max", in: 1...1_000_000) ?? settings.connectionsMax
    settings.connectionsPerAddressMax =
      try await number("connections-per-address-max", in: 1...1_000_000)
      ?? settings.connectionsPerAddressMax
    try await readTimeouts(into: &settings)
    settings.queueMax = try await number("queue-max", in: 1...1_000_000) ?? settings.queueMax
    settings.archiveDays =
      try await number("archive-days", in: 1...36_500) ?? settings.archiveDays
    settings.historyDays =
      try await number("history-days", in: 1...36_500) ?? settings.historyDays
    settings.tasksMax = try await number("tasks-max", in: 1...1_000_000) ?? settings.tasksMax
    settings.allowedOrigins = try await origins()
    settings.allowsPrivateURLs = try await isSet("allow-private-urls")
    if let level = try await text("log-level") { settings.logLevel = try logLevel(level) }
    return settings
  }

  private func readTimeouts(into settings: inout ServerSettings) async throws(SettingsError) {
    let seconds = 1...86_400
    settings.headTimeout = try await number("head-timeout", in: seconds) ?? settings.headTimeout
    settings.contentTimeout =
      try await number("content-timeout", in: seconds) ?? settings.contentTimeout
    settings.writeTimeout = try await number("write-timeout", in: seconds) ?? settings.writeTimeout
    settings.idleTimeout = try await number("idle-timeout", in: seconds) ?? settings.idleTimeout
  }

  // MARK: - Kinds of values

  private func text(_ name: String) async throws(SettingsError) -> String? {
    do {
      return try await config.fetchString(forKey: ConfigKey([name]))
    } catch {
      throw wrong(name, "a text")
    }
  }

  private func hosts() async throws(SettingsError) -> String? {
    guard let text = try await text("host") else { return nil }
    let places = text.split(separator: ",", omittingEmptySubsequences: false)
    for place in places.map({ $0.filter { !$0.isWhitespace } })
    where place.isEmpty || place == ServerSettings.unixPrefix {
      throw wrong("host", "addresses, names, or unix: with a path, with commas between them")
    }
    return text
  }

  private func tls() async throws(SettingsError) -> TLSFiles? {
    let (chain, key) = (try await text("tls-cert"), try await text("tls-key"))
    switch (chain, key) {
    case (nil, nil): return nil
    case (let chain?, let key?): return TLSFiles(certificateChain: chain, privateKey: key)
    default: throw SettingsError("tls-cert and tls-key go together: name both files, or none.")
    }
  }

  private func permissions(_ name: String) async throws(SettingsError) -> UInt16? {
    guard let text = try await text(name) else { return nil }
    guard let value = UInt16(text, radix: 8), value <= 0o777 else {
      throw wrong(name, "permissions as chmod takes them, such as 660, not \(text)")
    }
    return value
  }

  private func number(
    _ name: String,
    in range: ClosedRange<Int>
  ) async throws(SettingsError) -> Int? {
    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    let number: Int?
    do {
      number = try await config.fetchInt(forKey: ConfigKey([name]))
    } catch {
      throw wrong(name, expected)
    }
    guard let number else { return nil }
    guard range.contains(number) else { throw wrong(name, "\(expected), not \(number)") }
    return number
  }

  private func isSet(_ name: String) async throws(SettingsError) -> Bool? {
    do {
      return try await config.fetchBool(forKey: ConfigKey([name]))
    } catch {
      throw wrong(name, "true or false")
    }
  }

  private func origins() async throws(SettingsError) -> [String] {
    let name = "allowed-origins"
    let expected = "a list of origins such as https://tools.example"
    let origins: [String]
    do {
      origins = try await config.fetchStringArray(forKey: ConfigKey([name])) ?? []
    } catch {
      throw wrong(name, expected)
    }
    for origin in origins {
      let parts = origin.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 3, ["http:", "https:"].contains(parts[0]), !parts[2].isEmpty else {
        throw wrong(name, "\(expected), not \(origin)")
      }
    }
    return origins.map { $0.lowercased() }
  }

  private func logLevel(_ text: String) throws(SettingsError) -> Logger.Level {
    guard let level = Logger.Level(rawValue: text.lowercased()) else {
      let known = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
      throw wrong("log-level", "one of \(known), not \(text)")
    }
    return level
  }

  private func wrong(_ name: String, _ expected: String) -> SettingsError {
    let variable = "ASSAY_" + name.uppercased().map { $0 == "-" ? "_" : String($0) }.joined()
    return SettingsError("\(name) (also \(variable)) must be \(expected).")
  }
}

extension SettingsReader.Flag {
  fileprivate var content: ConfigContent {
    switch self {
    case .text(let text): .string(text)
    case .number(let number): .int(number)
    case .isSet(let isSet): .bool(isSet)
    case .list(let list): .stringArray(list)
    }
  }
}
