/// What is told about the readiness of a descriptor that it registered with an event loop.
protocol ReadinessHandler: AnyObject {
  /// The descriptor is ready. Called on the loop.
  func ready(_ readiness: Readiness)

  /// The deadline set with ``EventLoop/setDeadline(_:for:)`` is over; it is not set any more.
  func deadlineReached()
}

/// Names one registration of a descriptor with one loop, never another one.
///
/// It is epoll's user data: an event for a registration that ended, whose descriptor number may
/// belong to somebody else by now, has a number that no longer matches and is dropped.
struct RegistrationID: Hashable, Sendable {
  let descriptor: Int32
  let number: UInt32

  init(descriptor: Int32, number: UInt32) {
    self.descriptor = descriptor
    self.number = number
  }

  init(userData: UInt64) {
    descriptor = Int32(truncatingIfNeeded: userData)
    number = UInt32(truncatingIfNeeded: userData >> 32)
  }

  var userData: UInt64 {
    UInt64(number) << 32 | UInt64(UInt32(bitPattern: descriptor))
  }
}

/// The registrations of one loop with their deadlines, found by descriptor number.
///
/// Deadlines are looked through in one sweep: a hundred thousand of them cost less than keeping
/// them sorted at every request would, and one that is moved costs nothing at all.
///
/// The slots lie in memory of their own, as those of a ``ByteBuffer`` do and for the same reason:
/// the loop asks for one with every event and sets a deadline with every request.
@safe final class Registrations {
  private struct Slot {
    var handler: (any ReadinessHandler)?
    var deadline = Instant.never
    var number: UInt32 = 0
  }

  // `slotCount` initialized slots; nobody else knows the address.
  private var slots: UnsafeMutablePointer<Slot>
  private var slotCount: Int
  private var lastNumber: UInt32 = 0
  /// How many there are.
  private(set) var count = 0
  /// When the next sweep is due; no deadline is before it unless the spacing forbids.
  private(set) var nextSweep = Instant.never
  private var lastSweep = Instant.start

  /// The least time between two sweeps, and so the precision of deadlines.
  static let sweepSpacing = Nanoseconds(.milliseconds(50))
  private static let slotCountAtFirst = 64

  init() {
    slotCount = Self.slotCountAtFirst
    unsafe slots = .allocate(capacity: slotCount)
    unsafe slots.initialize(repeating: Slot(), count: slotCount)
  }

  deinit {
    unsafe slots.deinitialize(count: slotCount)
    unsafe slots.deallocate()
  }

  func add(_ handler: any ReadinessHandler, descriptor: Int32) -> RegistrationID {
    let index = Int(descriptor)
    precondition(index >= 0)
    if index >= slotCount { grow(toHold: index) }
    // Sound: the index is below `slotCount`.
    precondition(unsafe slots[index].handler == nil)
    lastNumber &+= 1
    unsafe slots[index] = Slot(handler: handler, number: lastNumber)
    count += 1
    return RegistrationID(descriptor: descriptor, number: lastNumber)
  }

  private func grow(toHold index: Int) {
    let grownCount = max(slotCount * 2, index + 1)
    let grown = UnsafeMutablePointer<Slot>.allocate(capacity: grownCount)
    // Sound: every slot is moved or made once, and the old memory is not used again.
    unsafe grown.moveInitialize(from: slots, count: slotCount)
    unsafe (grown + slotCount).initialize(repeating: Slot(), count: grownCount - slotCount)
    unsafe slots.deallocate()
    unsafe slots = grown
    slotCount = grownCount
  }

  func remove(_ id: RegistrationID) {
    guard contains(id) else { return }
    // Sound: `contains` checked the index.
    unsafe slots[Int(id.descriptor)] = Slot()
    count -= 1
  }

  /// Whether a registration has not ended.
  @inline(__always)
  func contains(_ id: RegistrationID) -> Bool {
    let index = Int(id.descriptor)
    guard index >= 0, index < slotCount else { return false }
    // Sound: the index is below `slotCount`. A slot without registration has the number 0.
    return unsafe slots[index].number == id.number && id.number != 0
  }

  /// Who is behind a registration; nil when it has ended.
  @inline(__always)
  func handler(of id: RegistrationID) -> (any ReadinessHandler)? {
    // Sound: `contains` checked the index.
    contains(id) ? unsafe slots[Int(id.descriptor)].handler : nil
  }

  func setHandler(_ handler: any ReadinessHandler, of id: RegistrationID) {
    precondition(contains(id))
    // Sound: `contains` checked the index.
    let slot = unsafe slots + Int(id.descriptor)
    unsafe slot.pointee.handler = handler
  }

  @inline(__always)
  func setDeadline(_ deadline: Instant, of id: RegistrationID) {
    precondition(contains(id))
    // Sound: `contains` checked the index.
    unsafe slots[Int(id.descriptor)].deadline = deadline
    if deadline < nextSweep { nextSweep = max(deadline, lastSweep + Self.sweepSpacing) }
  }

  /// All handlers, in the order of their descriptors.
  var handlers: [any ReadinessHandler] {
    // Sound: the indexes are below `slotCount`.
    (0..<slotCount).compactMap { unsafe slots[$0].handler }
  }

  /// Takes the registrations whose deadline is over, and works out when to sweep again.
  func sweep(now: Instant) -> [RegistrationID] {
    var over: [RegistrationID] = []
    var earliest = Instant.never
    for index in 0..<slotCount {
      // Sound: the index is below `slotCount`.
      let deadline = unsafe slots[index].deadline
      if deadline <= now {
        unsafe slots[index].deadline = .never
        let number = unsafe slots[index].number
        over.append(RegistrationID(descriptor: Int32(truncatingIfNeeded: index), number: number))
      } else if deadline < earliest {
        earliest = deadline
      }
    }
    lastSweep = now
    nextSweep = earliest == .never ? .never : max(earliest, now + Self.sweepSpacing)
    return over
  }
}
