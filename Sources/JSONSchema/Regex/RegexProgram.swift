/// A pattern as instructions of a nondeterministic automaton (Thompson's construction).
struct RegexProgram: Sendable {
  enum Instruction: Sendable {
    /// Consumes one code point that the class has.
    case characters(CharacterClass)
    /// Goes on at both places.
    case split(Int, Int)
    case jump(Int)
    case assertion(RegexAssertion)
    /// Goes on when the lookaround of that index does (not) match from here.
    case look(Int, isNegated: Bool)
    case accept
  }

  /// One automaton: the pattern itself, or the body of a lookaround.
  struct Automaton: Sendable {
    var start: Int
    var direction: RegexDirection
  }

  private(set) var instructions: [Instruction] = []
  private(set) var main = Automaton(start: 0, direction: .forward)
  private(set) var looks: [Automaton] = []

  init(_ node: RegexNode) throws(RegexError) {
    main = try automaton(node, direction: .forward)
  }

  private mutating func automaton(
    _ node: RegexNode,
    direction: RegexDirection
  ) throws(RegexError) -> Automaton {
    let start = instructions.count
    try emit(node, direction)
    try append(.accept)
    return Automaton(start: start, direction: direction)
  }

  private mutating func append(_ instruction: Instruction) throws(RegexError) {
    guard instructions.count < RegexLimits.instructionsMax else { throw .tooLarge }
    instructions.append(instruction)
  }

  private mutating func emit(_ node: RegexNode, _ direction: RegexDirection) throws(RegexError) {
    switch node {
    case .empty: break
    case .characters(let characters): try append(.characters(characters))
    case .assertion(let assertion): try append(.assertion(assertion))
    case .sequence(let parts):
      // A lookbehind is matched from its end to its beginning.
      for part in direction == .forward ? parts : parts.reversed() {
        try emit(part, direction)
      }
    case .alternation(let branches): try emit(branches: branches, direction)
    case .repetition(let body, let minimum, let maximum):
      try emit(body, minimum, maximum, direction)
    case .look(let body, let lookDirection, let isNegated):
      // The body stands out of line: it is an automaton of its own.
      let jump = instructions.count
      try append(.jump(0))
      let automaton = try automaton(body, direction: lookDirection)
      looks.append(automaton)
      instructions[jump] = .jump(instructions.count)
      try append(.look(looks.count - 1, isNegated: isNegated))
    }
  }

  private mutating func emit(
    branches: [RegexNode],
    _ direction: RegexDirection
  ) throws(RegexError) {
    var exits: [Int] = []
    for (index, branch) in branches.enumerated() {
      let split = instructions.count
      if index < branches.count - 1 { try append(.split(0, 0)) }
      try emit(branch, direction)
      if index < branches.count - 1 {
        exits.append(instructions.count)
        try append(.jump(0))
        instructions[split] = .split(split + 1, instructions.count)
      }
    }
    for exit in exits { instructions[exit] = .jump(instructions.count) }
  }

  private mutating func emit(
    _ body: RegexNode,
    _ minimum: Int,
    _ maximum: Int?,
    _ direction: RegexDirection
  ) throws(RegexError) {
    guard minimum <= RegexLimits.repetitionsMax else { throw .tooLarge }
    for _ in 0..<minimum {
      let start = instructions.count
      try emit(body, direction)
      // A body without instructions matches the empty text however often it stands.
      if instructions.count == start { return }
    }
    guard let maximum, maximum <= RegexLimits.repetitionsMax else {
      let split = instructions.count
      try append(.split(0, 0))
      try emit(body, direction)
      try append(.jump(split))
      instructions[split] = .split(split + 1, instructions.count)
      return
    }
    var splits: [Int] = []
    for _ in minimum..<max(minimum, maximum) {
      splits.append(instructions.count)
      try append(.split(0, 0))
      let start = instructions.count
      try emit(body, direction)
      if instructions.count == start { break }
    }
    for split in splits { instructions[split] = .split(split + 1, instructions.count) }
  }
}
