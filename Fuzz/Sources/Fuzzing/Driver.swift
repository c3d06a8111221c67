import CFuzzer
import Glibc

/// What libFuzzer calls for each input. Sound to share: it is set once, before the driver starts,
/// and the driver calls it on one thread.
nonisolated(unsafe) private var body: ([UInt8]) -> Void = { _ in }

/// Runs libFuzzer with the arguments of this program; `check` traps when an input breaks a fact.
public func fuzz(_ check: @escaping ([UInt8]) -> Void) -> Never {
  unsafe body = check
  var count = CommandLine.argc
  // The driver may move the pointer, not what it points to.
  var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe CommandLine.unsafeArgv
  let status = unsafe LLVMFuzzerRunDriver(&count, &arguments) { data, count in
    // libFuzzer lends so many bytes for the time of the call.
    unsafe body(Array(UnsafeBufferPointer(start: data, count: count)))
    return 0
  }
  exit(status)
}

/// States a fact that holds for every input.
public func require(_ condition: Bool, _ fact: @autoclosure () -> String) {
  if !condition { fatalError("broken: \(fact())") }
}

extension Array<UInt8> {
  /// The input in pieces: whole, byte by byte, and cut in places that the input itself decides.
  public var cuts: [[[UInt8]]] {
    [[self], map { [$0] }, cutByItself]
  }

  private var cutByItself: [[UInt8]] {
    var state = hash
    var pieces: [[UInt8]] = []
    var start = 0
    while start < count {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let end = Swift.min(count, start + 1 + Int(state >> 59))
      pieces.append(Array(self[start..<end]))
      start = end
    }
    return pieces
  }

  /// A number that depends on every byte, the same in every run: it decides whatever a target
  /// would otherwise decide by chance.
  public var hash: UInt64 {
    reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
