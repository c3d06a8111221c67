// The parser underneath Yams. Yams' own tree refuses a mapping with a key that stands twice,
// recurses without a bound and keeps no position of aliases; its events have none of this.
internal import CYaml
import JSONSchema

/// Where and why a text is not YAML that can be read.
struct YAMLSyntaxError: Error, Equatable {
  var position: SourcePosition
  /// A sentence for a person.
  var message: String
}

/// One event of a YAML text (YAML 1.2 §3.1.2), with the place where it begins.
struct YAMLEvent {
  enum Kind {
    case documentStart, documentEnd, streamEnd
    case scalar(YAMLScalar)
    case sequenceStart, sequenceEnd
    case mappingStart, mappingEnd
    case alias
  }

  var kind: Kind
  /// The anchor of a node, or the one an alias names.
  var anchor: String?
  var position: SourcePosition
}

/// The events of a text, one after the other, as libyaml finds them.
///
/// Safe to use: the memory it points to is its own and lives as long as it.
@safe final class YAMLEventStream {
  private let text: UnsafeMutableBufferPointer<UInt8>
  private let parser: UnsafeMutablePointer<yaml_parser_t>

  /// - Parameter bytes: Valid UTF-8; a byte order mark is skipped.
  init(_ bytes: [UInt8]) {
    // libyaml keeps addresses of the text and of the parser itself, so both get memory that does
    // not move and that lives as long as this object.
    unsafe text = .allocate(capacity: bytes.count)
    _ = unsafe text.initialize(from: bytes)
    unsafe parser = .allocate(capacity: 1)
    unsafe parser.initialize(to: yaml_parser_t())
    let isReady = unsafe yaml_parser_initialize(parser)
    precondition(isReady == 1, "libyaml has no memory for a parser")
    unsafe yaml_parser_set_input_string(parser, text.baseAddress, text.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe text.deallocate()
  }

  /// The next event; after ``YAMLEvent/Kind/streamEnd`` there is no other.
  func next() throws(YAMLSyntaxError) -> YAMLEvent {
    while true {
      var event = unsafe yaml_event_t()
      guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw syntaxError() }
      // The event's strings are copied before it is deleted.
      defer { unsafe yaml_event_delete(&event) }
      let position = unsafe SourcePosition(event.start_mark)
      switch unsafe event.type {
      case YAML_STREAM_START_EVENT:
        continue
      case YAML_DOCUMENT_START_EVENT:
        return YAMLEvent(kind: .documentStart, position: position)
      case YAML_DOCUMENT_END_EVENT:
        return YAMLEvent(kind: .documentEnd, position: position)
      case YAML_ALIAS_EVENT:
        let anchor = unsafe string(event.data.alias.anchor)
        return YAMLEvent(kind: .alias, anchor: anchor, position: position)
      case YAML_SCALAR_EVENT:
        let scalar = unsafe YAMLScalar(event.data.scalar)
        let anchor = unsafe string(event.data.scalar.anchor)
        return YAMLEvent(kind: .scalar(scalar), anchor: anchor, position: position)
      case YAML_SEQUENCE_START_EVENT:
        let anchor = unsafe string(event.data.sequence_start.anchor)
        return YAMLEvent(kind: .sequenceStart, anchor: anchor, position: position)
      case YAML_SEQUENCE_END_EVENT:
        return YAMLEvent(kind: .sequenceEnd, position: position)
      case YAML_MAPPING_START_EVENT:
        let anchor = unsafe string(event.data.mapping_start.anchor)
        return YAMLEvent(kind: .mappingStart, anchor: anchor, position: position)
      case YAML_MAPPING_END_EVENT:
        return YAMLEvent(kind: .mappingEnd, position: position)
      default:
        return YAMLEvent(kind: .streamEnd, position: position)
      }
    }
  }

  private func syntaxError() -> YAMLSyntaxError {
    let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) }
    guard unsafe parser.pointee.error != YAML_READER_ERROR else {
      let offset = unsafe Int(parser.pointee.problem_offset)
      return YAMLSyntaxError(
        position: unsafe SourcePosition(ofByteAt: offset, in: Array(text)),
        message: YAMLSyntaxError.sentence(problem: problem, context: nil)
      )
    }
    let context = unsafe parser.pointee.context.map { unsafe String(cString: $0) }
    return YAMLSyntaxError(
      position: unsafe SourcePosition(parser.pointee.problem_mark),
      message: YAMLSyntaxError.sentence(problem: problem, context: context)
    )
  }
}

extension SourcePosition {
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}

extension YAMLScalar {
  fileprivate init(_ scalar: yaml_event_t.__Unnamed_union_data.__Unnamed_struct_scalar) {
    // libyaml gives valid UTF-8 of exactly this length.
    text = unsafe String(
      decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length),
      as: UTF8.self
    )
    isPlain = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE
    tag = unsafe string(scalar.tag)
  }
}

/// A copy of a C string.
private func string(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
  guard let pointer = unsafe pointer else { return nil }
  return unsafe String(cString: pointer)
}
