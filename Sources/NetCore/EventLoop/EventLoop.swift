import CLinux
import DequeModule
import Glibc
import Synchronization

/// A thread with an epoll instance, and everything that is registered with it.
///
/// A turn of the loop is: wait for readiness, tell the handlers, run what other threads handed
/// over, run the jobs of tasks, look for deadlines that are over, and then let those who asked for
/// it send what they gathered. The loop sleeps in the kernel whenever there is nothing to do.
///
/// Sendable because everything mutable is touched only by the loop's own thread (each such
/// function begins with ``assertOnLoop()``), by the inbox's lock, or atomically.
final class EventLoop: @unchecked Sendable {
  private let epoll: OwnedDescriptor
  private let wakeUp: OwnedDescriptor
  private let threadToken = Atomic<UInt>(0)
  private let inbox = Guarded(Inbox())

  // The loop's own: only its thread touches these.
  private var jobs = Deque<UnownedJob>()
  private let registrations = Registrations()
  private let turnEnd = Table<any TurnEndHandler>()
  private var readable: [RegistrationID] = []
  // Most turns have neither, and asking a collection that is a property is a check of its own.
  private var hasJobs = false
  private var hasReadable = false
  private var openTasks = 0
  private var isStopping = false

  /// The moment at which the running turn began to handle events.
  private(set) var now = Instant.now
  /// How much the running turn takes from each that is ready.
  private(set) var budget = TurnBudget()

  /// What other threads hand over, and whether the loop knows that there is something.
  private struct Inbox {
    var work: [@Sendable () -> Void] = []
    var jobs: [UnownedJob] = []
    var isSignalled = false
    var hasEnded = false

    /// Notes that the loop is told; false when it has been told already.
    mutating func signal() -> Bool {
      if isSignalled { return false }
      isSignalled = true
      return true
    }
  }

  /// Makes a loop that runs as soon as ``start(name:)`` is called.
  init() throws(Errno) {
    epoll = try SystemCall.epoll()
    wakeUp = try SystemCall.eventDescriptor()
    try SystemCall.add(
      wakeUp.rawValue,
      to: epoll.rawValue,
      interest: .readable,
      userData: Self.wakeUpUserData
    )
  }

  /// Registration numbers begin with 1, so that no registration has this.
  private static let wakeUpUserData: UInt64 = 0

  /// Whether the caller runs on the loop's thread.
  var isOnLoop: Bool {
    threadToken.load(ordering: .relaxed) == clinux_thread_token()
  }

  /// Traps when the caller does not run on the loop's thread.
  func assertOnLoop() {
    precondition(isOnLoop, "called off the event loop")
  }

  // MARK: - From any thread

  /// Starts the thread, which keeps the loop alive until ``stop()``.
  func start(name: String) throws(Errno) {
    let body = ThreadBody(loop: self, name: name)
    var thread = pthread_t()
    // The thread takes the reference over; when it could not be made, it is given back below.
    let argument = unsafe Unmanaged.passRetained(body)
    let status = unsafe pthread_create(&thread, nil, runEventLoopThread, argument.toOpaque())
    guard status == 0 else {
      unsafe argument.release()
      throw Errno(rawValue: status)
    }
    pthread_detach(thread)
  }

  /// Lets the thread end as soon as no task that ``startTask(_:)`` made is running any more.
  func stop() {
    execute {
      self.isStopping = true
    }
  }

  /// Runs a closure on the loop in its next turn.
  ///
  /// After the loop has ended the closure is dropped: what it would have worked on is gone.
  func execute(_ work: @escaping @Sendable () -> Void) {
    let mustSignal = inbox.withLock { inbox in
      if inbox.hasEnded { return false }
      inbox.work.append(work)
      return inbox.signal()
    }
    if mustSignal { signal() }
  }

  /// Takes a job of a task; the loop runs it in this turn or the next one.
  func accept(_ job: UnownedJob) {
    if isOnLoop {
      jobs.append(job)
      hasJobs = true
      return
    }
    let (mustSignal, hasEnded) = inbox.withLock { inbox in
      if inbox.hasEnded { return (false, true) }
      inbox.jobs.append(job)
      return (inbox.signal(), false)
    }
    // A task that outlived its loop ends elsewhere.
    if hasEnded { return globalConcurrentExecutor.enqueue(job) }
    if mustSignal { signal() }
  }

  private func signal() {
    clinux_eventfd_signal(wakeUp.rawValue)
  }

  // MARK: - On the loop

  /// Begins to watch a descriptor, which must stay open until ``unregister(_:)``.
  func register(
    _ descriptor: Int32,
    interest: Readiness,
    handler: any ReadinessHandler
  ) throws(Errno) -> RegistrationID {
    assertOnLoop()
    let id = registrations.add(handler, descriptor: descriptor)
    do {
      try SystemCall.add(
        descriptor,
        to: epoll.rawValue,
        interest: interest,
        userData: id.userData
      )
    } catch {
      registrations.remove(id)
      throw error
    }
    return id
  }

  /// Changes what a registration wants to hear about.
  func setInterest(_ interest: Readiness, for id: RegistrationID) {
    assertOnLoop()
    do {
      try SystemCall.modify(
        id.descriptor,
        in: epoll.rawValue,
        interest: interest,
        userData: id.userData
      )
    } catch {
      preconditionFailure("epoll refused a change: \(error)")
    }
  }

  /// Stops to watch a descriptor whose registration goes on.
  func pause(_ id: RegistrationID) {
    assertOnLoop()
    SystemCall.remove(id.descriptor, from: epoll.rawValue)
  }

  /// Watches a descriptor again.
  func resume(_ id: RegistrationID, interest: Readiness) {
    assertOnLoop()
    do {
      try SystemCall.add(
        id.descriptor,
        to: epoll.rawValue,
        interest: interest,
        userData: id.userData
      )
    } catch {
      preconditionFailure("epoll refused to watch again: \(error)")
    }
  }

  /// Makes another handler that of a registration, whose deadline is taken back.
  func transfer(_ id: RegistrationID, to handler: any ReadinessHandler) {
    assertOnLoop()
    registrations.setHandler(handler, of: id)
    setDeadline(.never, for: id)
  }

  /// Tells a handler in the next turn that its descriptor is readable, because of bytes that have
  /// left the kernel already.
  func makeReadable(_ id: RegistrationID) {
    assertOnLoop()
    readable.append(id)
    hasReadable = true
  }

  /// Ends a registration. Its descriptor must be closed right afterwards, which also takes it out
  /// of the epoll instance, or have been paused.
  func unregister(_ id: RegistrationID) {
    assertOnLoop()
    registrations.remove(id)
  }

  /// Sets the one deadline of a registration; ``Instant/never`` takes it back.
  func setDeadline(_ deadline: Instant, for id: RegistrationID) {
    registrations.setDeadline(deadline, of: id)
  }

  /// Calls a handler once at the end of the running turn.
  func atTurnEnd(_ handler: any TurnEndHandler) {
    turnEnd.append(handler)
  }

  /// All handlers that are registered now.
  var handlers: [any ReadinessHandler] {
    assertOnLoop()
    return registrations.handlers
  }

  /// Makes a task that runs on the loop and that the loop waits for before it ends.
  func startTask(_ body: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
    assertOnLoop()
    openTasks += 1
    return Task(executorPreference: self) {
      await body()
      self.taskEnded()
    }
  }

  private func taskEnded() {
    if isOnLoop {
      openTasks -= 1
    } else {
      execute { self.openTasks -= 1 }
    }
  }
}

// MARK: - The thread

extension EventLoop {
  /// Turns until it is told to stop. Called by the loop's thread, once.
  fileprivate func run() {
    threadToken.store(clinux_thread_token(), ordering: .relaxed)
    let events = UnsafeMutableBufferPointer<clinux_event>.allocate(capacity: Self.eventsMax)
    defer { unsafe events.deallocate() }
    while !(isStopping && openTasks == 0) {
      unsafe turn(events)
    }
    end()
  }

  /// Readiness events taken from the kernel at once.
  private static let eventsMax = 512
  /// Rounds of jobs in one turn, so that tasks that keep each other busy cannot starve sockets.
  private static let jobRoundsMax = 16

  private func turn(_ events: UnsafeMutableBufferPointer<clinux_event>) {
    let count = unsafe waitForEvents(events)
    now = .now
    // Changed in a copy: a property that is changed in place is checked at each look at it.
    var budget = budget
    budget.begin(readyCount: count)
    self.budget = budget
    for index in 0..<count {
      let event = unsafe events[index]
      guard event.user_data != Self.wakeUpUserData else {
        takeInbox()
        continue
      }
      // An event for a registration that ended earlier in this turn finds nobody.
      registrations.handler(of: RegistrationID(userData: event.user_data))?
        .ready(Readiness(rawValue: event.events))
    }
    if hasReadable { tellReadable() }
    runJobs()
    if registrations.nextSweep <= now { sweep() }
    var index = 0
    while index < turnEnd.count {
      turnEnd[index].turnEnds()
      index += 1
    }
    turnEnd.removeAll()
    budget.end(took: .now - now)
    self.budget = budget
  }

  private func waitForEvents(_ events: UnsafeMutableBufferPointer<clinux_event>) -> Int {
    let milliseconds: Int32 =
      if hasJobs || hasReadable {
        0
      } else if registrations.nextSweep == .never {
        -1
      } else {
        registrations.nextSweep.millisecondsSince(.now)
      }
    do {
      return unsafe try SystemCall.wait(
        epoll.rawValue,
        events: events,
        milliseconds: milliseconds
      )
    } catch {
      preconditionFailure("epoll_wait failed: \(error)")
    }
  }

  private func tellReadable() {
    let ids = readable
    hasReadable = false
    readable.removeAll(keepingCapacity: true)
    for id in ids { registrations.handler(of: id)?.ready(.readable) }
  }

  private func takeInbox() {
    clinux_eventfd_clear(wakeUp.rawValue)
    let (work, foreignJobs) = inbox.withLock { inbox in
      inbox.isSignalled = false
      defer {
        inbox.work = []
        inbox.jobs = []
      }
      return (inbox.work, inbox.jobs)
    }
    jobs.append(contentsOf: foreignJobs)
    if !foreignJobs.isEmpty { hasJobs = true }
    for item in work { item() }
  }

  private func runJobs() {
    guard hasJobs else { return }
    for _ in 0..<Self.jobRoundsMax where !jobs.isEmpty {
      for _ in 0..<jobs.count {
        guard let job = jobs.popFirst() else { break }
        unsafe job.runSynchronously(
          isolatedTo: asUnownedSerialExecutor(),
          taskExecutor: asUnownedTaskExecutor()
        )
      }
    }
    hasJobs = !jobs.isEmpty
  }

  private func sweep() {
    for id in registrations.sweep(now: now) {
      registrations.handler(of: id)?.deadlineReached()
    }
  }

  private func end() {
    let (work, left) = inbox.withLock { inbox in
      inbox.hasEnded = true
      defer { inbox = Inbox(hasEnded: true) }
      return (inbox.work, inbox.jobs)
    }
    // Somebody may wait for what was handed over in the last moment.
    for item in work { item() }
    for job in left { globalConcurrentExecutor.enqueue(job) }
    while let job = jobs.popFirst() { globalConcurrentExecutor.enqueue(job) }
    threadToken.store(0, ordering: .relaxed)
  }
}

/// Who wants to do something at the end of a turn, such as sending what the turn gathered.
protocol TurnEndHandler: AnyObject {
  /// The turn ends. Called on the loop.
  func turnEnds()
}

/// What the thread of a loop is given.
private final class ThreadBody: Sendable {
  let loop: EventLoop
  let name: String

  init(loop: EventLoop, name: String) {
    self.loop = loop
    self.name = name
  }
}

/// The thread function: a plain function, since a closure would inherit the isolation around it.
private func runEventLoopThread(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let argument = unsafe argument else { return nil }
  // `start` retained the body for this thread.
  let body = unsafe Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue()
  unsafe clinux_name_thread(body.name)
  clinux_block_sigpipe()
  body.loop.run()
  return nil
}
