/// Runs a ``RegexProgram`` over one text by following all its threads in step (Pike).
///
/// Each instruction is visited once a position, so the time is text length × program size; answers
/// of lookarounds are remembered by position. ``RegexLimits/stepsMax`` bounds the whole.
struct RegexSimulation {
  private let program: RegexProgram
  private let text: [UInt32]
  private var stepsLeft = RegexLimits.stepsMax
  /// The answer of lookaround `index` at `position`, under `index × (text.count + 1) + position`.
  private var lookAnswers: [Int: Bool] = [:]

  init(_ program: RegexProgram, text: [UInt32]) {
    self.program = program
    self.text = text
  }

  /// Whether the program matches somewhere in the text; `true` when the steps ran out.
  mutating func matches() -> Bool {
    run(program.main, from: 0, isAnchored: false) || stepsLeft <= 0
  }

  /// - Parameter isAnchored: Begins at `position` only, not at every later one too.
  private mutating func run(
    _ automaton: RegexProgram.Automaton,
    from position: Int,
    isAnchored: Bool
  ) -> Bool {
    var current = ThreadSet(capacity: program.instructions.count)
    var following = ThreadSet(capacity: program.instructions.count)
    var position = position
    var isFirst = true
    while stepsLeft > 0 {
      if isFirst || !isAnchored {
        if follow(from: automaton.start, at: position, into: &current) { return true }
      }
      isFirst = false
      guard let code = code(at: position, automaton.direction) else { return false }
      if isAnchored && current.isEmpty { return false }
      position += automaton.direction == .forward ? 1 : -1
      for index in 0..<current.count {
        let counter = current[index]
        if case .characters(let characters) = program.instructions[counter],
          characters.matches(code),
          follow(from: counter + 1, at: position, into: &following)
        {
          return true
        }
      }
      swap(&current, &following)
      following.removeAll()
    }
    return false
  }

  /// The code point that the next step consumes.
  private func code(at position: Int, _ direction: RegexDirection) -> UInt32? {
    switch direction {
    case .forward: position < text.count ? text[position] : nil
    case .backward: position > 0 ? text[position - 1] : nil
    }
  }

  /// Adds everything reachable from `start` without consuming; `true` when that includes the end.
  private mutating func follow(
    from start: Int,
    at position: Int,
    into threads: inout ThreadSet
  ) -> Bool {
    var open = [start]
    while let counter = open.popLast() {
      guard threads.insert(counter) else { continue }
      stepsLeft -= 1
      switch program.instructions[counter] {
      case .characters: break
      case .split(let first, let second):
        open.append(second)
        open.append(first)
      case .jump(let target): open.append(target)
      case .assertion(let assertion):
        if holds(assertion, at: position) { open.append(counter + 1) }
      case .look(let index, let isNegated):
        if lookMatches(index, at: position) != isNegated { open.append(counter + 1) }
      case .accept: return true
      }
    }
    return false
  }

  private func holds(_ assertion: RegexAssertion, at position: Int) -> Bool {
    switch assertion {
    case .start: position == 0
    case .end: position == text.count
    case .wordBoundary: isWord(position - 1) != isWord(position)
    case .notWordBoundary: isWord(position - 1) == isWord(position)
    }
  }

  private func isWord(_ index: Int) -> Bool {
    text.indices.contains(index) && CharacterClass.isWord(text[index])
  }

  private mutating func lookMatches(_ index: Int, at position: Int) -> Bool {
    let key = index * (text.count + 1) + position
    if let answer = lookAnswers[key] { return answer }
    let answer = run(program.looks[index], from: position, isAnchored: true)
    lookAnswers[key] = answer
    return answer
  }
}

/// A set of program counters in order of insertion; insertion and emptying take constant time.
private struct ThreadSet {
  private var dense: [Int] = []
  private var sparse: [Int]

  init(capacity: Int) {
    sparse = Array(repeating: 0, count: capacity)
  }

  var count: Int { dense.count }
  var isEmpty: Bool { dense.isEmpty }
  subscript(index: Int) -> Int { dense[index] }

  /// `false` when it was there already.
  mutating func insert(_ counter: Int) -> Bool {
    let slot = sparse[counter]
    if slot < dense.count, dense[slot] == counter { return false }
    sparse[counter] = dense.count
    dense.append(counter)
    return true
  }

  mutating func removeAll() {
    dense.removeAll(keepingCapacity: true)
  }
}
