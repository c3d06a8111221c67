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
struct Registrations {
  private struct Slot {
    var handler: (any ReadinessHandler)?
    var deadline = Instant.never
    var number: UInt32 = 0
  }

  private var slots: [Slot] = []
  private var lastNumber: UInt32 = 0
  /// How many there are.
  private(set) var count = 0
  /// When the next sweep is due; no deadline is before it unless the spacing forbids.
  private(set) var nextSweep = Instant.never
  private var lastSweep = Instant.start

  /// The least time between two sweeps, and so the precision of deadlines.
  static let sweepSpacing = Nanoseconds(.milliseconds(50))

  mutating func add(_ handler: any ReadinessHandler, descriptor: Int32) -> RegistrationID {
    let index = Int(descriptor)
    while slots.count <= index { slots.append(Slot()) }
    precondition(slots[index].handler == nil)
    lastNumber &+= 1
    slots[index] = Slot(handler: handler, number: lastNumber)
    count += 1
    return RegistrationID(descriptor: descriptor, number: lastNumber)
  }

  mutating func remove(_ id: RegistrationID) {
    guard contains(id) else { return }
    slots[Int(id.descriptor)] = Slot()
    count -= 1
  }

  func contains(_ id: RegistrationID) -> Bool {
    let index = Int(id.descriptor)
    return slots.indices.contains(index) && slots[index].handler != nil
      && slots[index].number == id.number
  }

  /// Who is behind a registration; nil when it has ended.
  func handler(of id: RegistrationID) -> (any ReadinessHandler)? {
    let index = Int(id.descriptor)
    guard index < slots.count, slots[index].number == id.number else { return nil }
    return slots[index].handler
  }

  mutating func setDeadline(_ deadline: Instant, of id: RegistrationID) {
    precondition(contains(id))
    slots[Int(id.descriptor)].deadline = deadline
    if deadline < nextSweep { nextSweep = max(deadline, lastSweep + Self.sweepSpacing) }
  }

  /// All handlers, in the order of their descriptors.
  var handlers: [any ReadinessHandler] { slots.compactMap(\.handler) }

  /// Takes the registrations whose deadline is over, and works out when to sweep again.
  mutating func sweep(now: Instant) -> [RegistrationID] {
    var over: [RegistrationID] = []
    var earliest = Instant.never
    for index in slots.indices {
      let deadline = slots[index].deadline
      if deadline <= now {
        slots[index].deadline = .never
        over.append(
          RegistrationID(descriptor: Int32(index), number: slots[index].number)
        )
      } else if deadline < earliest {
        earliest = deadline
      }
    }
    lastSweep = now
    nextSweep = earliest == .never ? .never : max(earliest, now + Self.sweepSpacing)
    return over
  }
}
