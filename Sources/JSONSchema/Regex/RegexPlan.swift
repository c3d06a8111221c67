/// A pattern prepared for generating: every part with the lengths that it can have.
struct RegexPlan: Sendable {
  private indirect enum Shape: Sendable {
    case empty
    case characters(CharacterPalette)
    /// With the lengths that the parts from each index on can have together.
    case sequence([RegexPlan], suffixes: [LengthSet])
    case alternation([RegexPlan])
    case repetition(RegexPlan, minimum: Int, maximum: Int?)
  }

  private let shape: Shape
  let lengths: LengthSet
  /// Text around an unanchored pattern: as little as the length admits.
  private var isPadding = false

  /// - Parameter bound: The greatest length of interest.
  init(_ node: RegexNode, bound: Int) {
    let nothing = LengthSet(0, bound: bound)
    switch node {
    case .empty, .assertion, .look:
      shape = .empty
      lengths = nothing
    case .characters(let characters):
      let palette = CharacterPalette(characters)
      shape = .characters(palette)
      lengths = palette.isEmpty ? LengthSet(bound: bound) : LengthSet(1, bound: bound)
    case .sequence(let nodes):
      let parts = nodes.map { RegexPlan($0, bound: bound) }
      var suffixes = [nothing]
      for part in parts.reversed() {
        suffixes.append(part.lengths.followed(by: suffixes[suffixes.count - 1]))
      }
      suffixes.reverse()
      shape = .sequence(parts, suffixes: suffixes)
      lengths = suffixes[0]
    case .alternation(let nodes):
      let branches = nodes.map { RegexPlan($0, bound: bound) }
      shape = .alternation(branches)
      lengths = branches.reduce(LengthSet(bound: bound)) { $0.union($1.lengths) }
    case .repetition(let node, let minimum, let maximum):
      let body = RegexPlan(node, bound: bound)
      shape = .repetition(body, minimum: minimum, maximum: maximum)
      lengths = body.lengths.repeated(minimum, maximum)
      if case .characters(let characters) = node, minimum == 0 {
        isPadding = characters.items.isEmpty
      }
    }
  }

  /// The node with room for other text on each side where it is not anchored.
  static func padded(_ node: RegexNode) -> RegexNode {
    if case .alternation(let branches) = node { return .alternation(branches.map(padded)) }
    let parts = if case .sequence(let parts) = node { parts } else { [node] }
    let room = RegexNode.repetition(
      .characters(CharacterClass(items: [], isNegated: true)),
      minimum: 0,
      maximum: nil
    )
    var result = [node]
    if !parts.contains(where: { $0.isAssertion(.start) }) { result.insert(room, at: 0) }
    if !parts.contains(where: { $0.isAssertion(.end) }) { result.append(room) }
    return result.count == 1 ? node : .sequence(result)
  }

  /// Appends a text of exactly that length.
  ///
  /// - Returns: `false` when the length cannot be had; `codes` is then of no use.
  func append(
    length: Int,
    to codes: inout [UInt32],
    _ style: CharacterPalette.Style,
    using generator: inout SeededGenerator
  ) -> Bool {
    guard lengths.contains(length) else { return false }
    switch shape {
    case .empty: return true
    case .characters(let palette):
      guard let code = palette.pick(style, at: codes.count, using: &generator) else {
        return false
      }
      codes.append(code)
      return true
    case .sequence(let parts, let suffixes):
      var rest = length
      for (index, part) in parts.enumerated() {
        let choices = part.lengths.lengths.filter { suffixes[index + 1].contains(rest - $0) }
        let choice = part.isPadding ? choices.first : generator.pick(choices)
        guard let choice,
          part.append(length: choice, to: &codes, style, using: &generator)
        else { return false }
        rest -= choice
      }
      return true
    case .alternation(let branches):
      let choices = branches.filter { $0.lengths.contains(length) }
      return generator.pick(choices)?
        .append(length: length, to: &codes, style, using: &generator) ?? false
    case .repetition(let body, let minimum, let maximum):
      guard
        let parts = Self.split(
          length,
          body.lengths,
          minimum: minimum,
          maximum: maximum,
          using: &generator
        )
      else { return false }
      return parts.allSatisfy {
        body.append(length: $0, to: &codes, style, using: &generator)
      }
    }
  }

  /// Lengths of `minimum` to `maximum` repetitions that add up to `length`.
  private static func split(
    _ length: Int,
    _ body: LengthSet,
    minimum: Int,
    maximum: Int?,
    using generator: inout SeededGenerator
  ) -> [Int]? {
    if body == LengthSet(1, bound: body.bound) { return Array(repeating: 1, count: length) }
    if length == 0, minimum == 0 { return [] }
    var sums = [LengthSet(0, bound: body.bound)]
    while sums.count <= max(minimum, 1) || !sums[sums.count - 1].contains(length) {
      guard sums.count <= min(maximum ?? .max, repetitionsMax) else { return nil }
      sums.append(sums[sums.count - 1].followed(by: body))
    }
    var rest = length
    var result: [Int] = []
    for sum in sums.dropLast().reversed() {
      let choices = body.lengths.filter { sum.contains(rest - $0) }
      guard let choice = generator.pick(choices) else { return nil }
      result.append(choice)
      rest -= choice
    }
    return result
  }

  /// Repetitions of a part of varying length that are tried.
  private static let repetitionsMax = 600
}

extension RegexNode {
  fileprivate func isAssertion(_ wanted: RegexAssertion) -> Bool {
    if case .assertion(let assertion) = self { assertion == wanted } else { false }
  }
}
