import JSONSchema

/// Tells whether two requests of one operation are the same on the wire.
enum RequestFingerprint {
  static func of(_ request: CaseRequest) -> UInt64 {
    var hash = StableHash()
    for argument in request.pathParameters {
      hash.add(argument.name)
      switch argument.source {
      case .literal(let text): hash.add("=" + text)
      case .produced(let producer): hash.add("<" + producer.fixtureName)
      }
    }
    for argument in request.query {
      hash.add("?" + argument.name)
      hash.add(argument.value)
    }
    for argument in request.headers + request.cookies {
      hash.add(":" + argument.name)
      hash.add(argument.value)
    }
    if let content = request.content {
      hash.add(content.mediaType)
      add(content.payload, to: &hash)
    }
    return hash.value
  }

  private static func add(_ payload: CaseContent.Payload, to hash: inout StableHash) {
    switch payload {
    case .json(let value): hash.add(value.serialized(.compact))
    case .text(let text): hash.add(text)
    case .bytes(let bytes): hash.add(String(decoding: bytes, as: UTF8.self))
    case .multipart(let parts):
      for part in parts {
        hash.add(part.name)
        hash.add(part.contentType ?? "")
        hash.add(String(decoding: part.content, as: UTF8.self))
      }
    }
  }
}
