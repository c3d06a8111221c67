/// The syntax tree of a pattern, reduced to what matching and generating need.
///
/// Captures are gone (nothing refers to them) and so is laziness (it does not change what matches).
indirect enum RegexNode: Sendable {
  case empty
  case characters(CharacterClass)
  case sequence([RegexNode])
  case alternation([RegexNode])
  /// `maximum` is `nil` for no bound.
  case repetition(RegexNode, minimum: Int, maximum: Int?)
  case assertion(RegexAssertion)
  case look(RegexNode, direction: RegexDirection, isNegated: Bool)

  /// Whether a lookahead or lookbehind occurs anywhere.
  var containsLook: Bool {
    switch self {
    case .empty, .characters, .assertion: false
    case .sequence(let parts), .alternation(let parts): parts.contains(where: \.containsLook)
    case .repetition(let body, _, _): body.containsLook
    case .look: true
    }
  }
}

/// Assertions about a single position (ECMA-262 §22.2.2.4).
enum RegexAssertion: Sendable {
  case start, end, wordBoundary, notWordBoundary
}

/// Which way a pattern, or the body of a lookaround, is matched along the text.
enum RegexDirection: Sendable {
  case forward, backward
}
