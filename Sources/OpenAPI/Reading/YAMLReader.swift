import JSONSchema

/// Reads one YAML document into a JSON value.
struct YAMLReader {
  struct Document {
    var value: JSONValue
    /// Keys that stand twice in one mapping; a bounded number of them.
    var duplicateKeys: [Diagnostic]
  }

  /// What an anchor stands for, and of how many nodes it consists when it is written out.
  private struct Anchored {
    var value: JSONValue
    var nodeCount: Int
  }

  /// A mapping or sequence that is still open.
  fileprivate struct Frame {
    var isMapping: Bool
    var anchor: String?
    var nodeCount = 1
    var elements: [JSONValue] = []
    var members = JSONObject()
    /// The key that waits for its value.
    var key: String?
    /// The waiting key is `<<`, unquoted.
    var isMerging = false
    /// What `<<` brings, in the order of precedence.
    var merged: [JSONObject] = []
  }

  private let events: YAMLEventStream
  private let limits: DocumentReader.Limits
  private var frames: [Frame] = []
  private var anchors: [String: Anchored] = [:]
  private var aliasNodeCount = 0
  private var root: Anchored?
  private var findings: [Diagnostic] = []

  /// Reads UTF-8 bytes; anchors, aliases and merge keys are written out.
  static func read(
    _ bytes: [UInt8],
    limits: DocumentReader.Limits
  ) throws(YAMLSyntaxError) -> Document {
    var reader = YAMLReader(events: YAMLEventStream(bytes), limits: limits)
    return try reader.document()
  }

  private init(events: YAMLEventStream, limits: DocumentReader.Limits) {
    self.events = events
    self.limits = limits
  }

  private mutating func document() throws(YAMLSyntaxError) -> Document {
    var isFirst = true
    while true {
      let event = try events.next()
      switch event.kind {
      case .documentStart: break
      case .documentEnd: isFirst = false
      case .streamEnd: return Document(value: root?.value ?? .null, duplicateKeys: findings)
      case .scalar(let scalar) where !isFirst && frames.isEmpty && scalar.value.isNull: break
      default:
        guard isFirst else {
          throw YAMLSyntaxError(
            position: event.position,
            message: "A second YAML document begins here; put each API into a file of its own."
          )
        }
        try receive(event)
      }
    }
  }

  private mutating func receive(_ event: YAMLEvent) throws(YAMLSyntaxError) {
    switch event.kind {
    case .scalar(let scalar):
      if expectsKey {
        try receiveKey(scalar, at: event)
      } else {
        try complete(Anchored(value: scalar.value, nodeCount: 1), anchor: event.anchor, at: event)
      }
    case .alias:
      try receiveAlias(event)
    case .mappingStart, .sequenceStart:
      try open(event)
    case .mappingEnd, .sequenceEnd:
      var frame = frames.removeLast()
      frame.merge()
      let value = frame.isMapping ? JSONValue.object(frame.members) : .array(frame.elements)
      try complete(
        Anchored(value: value, nodeCount: frame.nodeCount),
        anchor: frame.anchor,
        at: event
      )
    case .documentStart, .documentEnd, .streamEnd:
      break
    }
  }

  private var expectsKey: Bool {
    frames.last.map { $0.isMapping && $0.key == nil } ?? false
  }

  private mutating func open(_ event: YAMLEvent) throws(YAMLSyntaxError) {
    guard !expectsKey else {
      throw YAMLSyntaxError(
        position: event.position,
        message: "A key has to be a single value; a mapping or list stands here."
      )
    }
    guard frames.count < limits.depthMax else {
      throw YAMLSyntaxError(
        position: event.position,
        message: "Mappings and lists are nested more than \(limits.depthMax) deep here; "
          + "flatten the document."
      )
    }
    let isMapping = if case .mappingStart = event.kind { true } else { false }
    frames.append(Frame(isMapping: isMapping, anchor: event.anchor))
  }

  /// Every scalar is good as a key: `200:` and `on:` are the strings `200` and `on`.
  private mutating func receiveKey(
    _ scalar: YAMLScalar,
    at event: YAMLEvent
  ) throws(YAMLSyntaxError) {
    let last = frames.count - 1
    if let anchor = event.anchor {
      anchors[anchor] = Anchored(value: scalar.value, nodeCount: 1)
    }
    frames[last].isMerging = scalar.isPlain && scalar.tag == nil && scalar.text == "<<"
    if !frames[last].isMerging, frames[last].members[scalar.text] != nil,
      findings.count < limits.findingsMax
    {
      let pointer = JSONPointer(tokens: tokens + [scalar.text])
      findings.append(SourceText.duplicate(at: pointer, position: event.position))
    }
    frames[last].key = scalar.text
  }

  private mutating func receiveAlias(_ event: YAMLEvent) throws(YAMLSyntaxError) {
    let name = event.anchor ?? ""
    guard let target = anchors[name] else {
      let isOpen = frames.contains { $0.anchor == name }
      throw YAMLSyntaxError(
        position: event.position,
        message: isOpen
          ? "The alias `*\(name)` stands inside its own anchor and would never end; use `$ref`."
          : "The alias `*\(name)` has no anchor before it; write `&\(name)` at the value it "
            + "stands for."
      )
    }
    aliasNodeCount += target.nodeCount
    guard aliasNodeCount <= limits.aliasNodesMax else {
      throw YAMLSyntaxError(
        position: event.position,
        message: "The aliases up to here stand for more than \(limits.aliasNodesMax) values; "
          + "use `$ref` instead of aliases of aliases."
      )
    }
    if expectsKey {
      guard let text = target.value.scalarText else {
        throw YAMLSyntaxError(
          position: event.position,
          message: "A key has to be a single value; `*\(name)` is a mapping or list."
        )
      }
      try receiveKey(YAMLScalar(text: text, isPlain: false, tag: nil), at: event)
    } else {
      try complete(target, anchor: nil, at: event)
    }
  }

  /// Puts a finished value into what is open around it.
  private mutating func complete(
    _ node: Anchored,
    anchor: String?,
    at event: YAMLEvent
  ) throws(YAMLSyntaxError) {
    if let anchor {
      anchors[anchor] = node
    }
    guard let last = frames.indices.last else {
      root = node
      return
    }
    frames[last].nodeCount += node.nodeCount
    guard frames[last].isMapping else {
      frames[last].elements.append(node.value)
      return
    }
    guard let key = frames[last].key else { return }
    frames[last].key = nil
    guard frames[last].isMerging else {
      frames[last].members[key] = node.value
      return
    }
    frames[last].isMerging = false
    guard let sources = node.value.mergeSources else {
      throw YAMLSyntaxError(
        position: event.position,
        message: "The merge key `<<` needs an alias of a mapping, or a list of these."
      )
    }
    frames[last].merged += sources
  }

  /// The way from the root to the innermost open mapping or sequence.
  private var tokens: [String] {
    frames.dropLast().map { $0.isMapping ? $0.key ?? "" : String($0.elements.count) }
  }
}

extension YAMLReader.Frame {
  /// Adds the members that `<<` brings; what the mapping says itself wins, then the earlier source.
  fileprivate mutating func merge() {
    for (key, value) in merged.joined() where members[key] == nil {
      members[key] = value
    }
  }
}

extension JSONValue {
  /// The mappings that this value names after `<<`; `nil` when it is neither a mapping nor a list
  /// of them.
  fileprivate var mergeSources: [JSONObject]? {
    if let object = objectValue {
      return [object]
    }
    guard let elements = arrayValue else { return nil }
    let objects = elements.compactMap(\.objectValue)
    return objects.count == elements.count ? objects : nil
  }
}
