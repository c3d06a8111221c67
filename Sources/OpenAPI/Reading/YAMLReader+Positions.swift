import JSONSchema

extension YAMLReader {
  /// A wanted pointer's way, token by token.
  private final class Step {
    var isWanted = false
    var next: [String: Step] = [:]
  }

  /// An open mapping or sequence; only those on a wanted way have a step.
  private struct Place {
    var step: Step?
    var isMapping: Bool
    var tokens: [String]
    var elementCount = 0
    var key: (text: String, position: SourcePosition)?
  }

  /// Line and column of values: of its key for a member, of the element itself in a list.
  ///
  /// Pointers that lead into an alias or nowhere are absent from the result. The text has been read
  /// before, so an error ends the search only.
  static func positions(
    of pointers: Set<JSONPointer>,
    in bytes: [UInt8]
  ) -> [JSONPointer: SourcePosition] {
    let root = Step()
    for pointer in pointers {
      var step = root
      for token in pointer.tokens {
        let following = step.next[token] ?? Step()
        step.next[token] = following
        step = following
      }
      step.isWanted = true
    }
    let events = YAMLEventStream(bytes)
    var places: [Place] = []
    var found: [JSONPointer: SourcePosition] = [:]

    /// Notes where a value begins and gives the step and tokens that lead to it.
    func enter(_ event: YAMLEvent) -> (step: Step?, tokens: [String]) {
      guard let last = places.indices.last else {
        if root.isWanted {
          found[.root] = event.position
        }
        return (root, [])
      }
      let token = places[last].key?.text ?? String(places[last].elementCount)
      let position = places[last].key?.position ?? event.position
      places[last].key = nil
      places[last].elementCount += 1
      guard let step = places[last].step?.next[token] else { return (nil, []) }
      let tokens = places[last].tokens + [token]
      if step.isWanted {
        found[JSONPointer(tokens: tokens)] = position
      }
      return (step, tokens)
    }

    while let event = try? events.next() {
      switch event.kind {
      case .documentStart: break
      case .documentEnd, .streamEnd: return found
      case .scalar(let scalar):
        if let last = places.indices.last, places[last].isMapping, places[last].key == nil {
          places[last].key = (scalar.text, event.position)
        } else {
          _ = enter(event)
        }
      case .alias:
        if let last = places.indices.last, places[last].isMapping, places[last].key == nil {
          places[last].key = (event.anchor ?? "", event.position)
        } else {
          _ = enter(event)
        }
      case .mappingStart, .sequenceStart:
        let (step, tokens) = enter(event)
        let isMapping = if case .mappingStart = event.kind { true } else { false }
        places.append(Place(step: step, isMapping: isMapping, tokens: tokens))
      case .mappingEnd, .sequenceEnd:
        places.removeLast()
      }
    }
    return found
  }
}
