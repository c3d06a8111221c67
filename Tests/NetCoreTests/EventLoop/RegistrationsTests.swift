import Testing

@testable import NetCore

@Suite struct RegistrationsTests {
  private final class Nobody: ReadinessHandler {
    func ready(_ readiness: Readiness) {}
    func deadlineReached() {}
  }

  private func instant(_ milliseconds: Int64) -> Instant {
    Instant(nanoseconds: milliseconds * 1_000_000)
  }

  @Test func `does not take a new registration of a descriptor for the old one`() {
    let registrations = Registrations()
    let first = registrations.add(Nobody(), descriptor: 9)
    registrations.remove(first)
    let second = registrations.add(Nobody(), descriptor: 9)
    #expect(first != second)
    #expect(registrations.handler(of: first) == nil)
    #expect(registrations.handler(of: second) != nil)
    registrations.remove(first)
    #expect(registrations.contains(second))
    #expect(registrations.handler(of: RegistrationID(descriptor: 4000, number: 1)) == nil)
  }

  @Test(arguments: [(0, 1), (1, .max), (.max, 7)] as [(Int32, UInt32)])
  func `keeps descriptor and number in the user data`(descriptor: Int32, number: UInt32) {
    let id = RegistrationID(descriptor: descriptor, number: number)
    #expect(RegistrationID(userData: id.userData) == id)
  }

  @Test func `finds the deadlines that are over, once`() {
    let registrations = Registrations()
    let ids = (0..<5).map { registrations.add(Nobody(), descriptor: $0) }
    #expect(registrations.nextSweep == .never)
    for (index, id) in ids.enumerated() {
      registrations.setDeadline(instant(1000 + Int64(index) * 200), of: id)
    }
    #expect(registrations.nextSweep == instant(1000))
    registrations.setDeadline(.never, of: ids[1])
    #expect(registrations.sweep(now: instant(1400)) == [ids[0], ids[2]])
    #expect(registrations.sweep(now: instant(1400)) == [])
    #expect(registrations.nextSweep == instant(1600))
    registrations.remove(ids[3])
    #expect(registrations.sweep(now: instant(1700)) == [])
    #expect(registrations.nextSweep == instant(1800))
  }

  @Test func `does not sweep more often than the spacing allows`() {
    let registrations = Registrations()
    let ids = (0..<2).map { registrations.add(Nobody(), descriptor: $0) }
    registrations.setDeadline(instant(1000), of: ids[0])
    registrations.setDeadline(instant(1001), of: ids[1])
    #expect(registrations.sweep(now: instant(1000)) == [ids[0]])
    #expect(registrations.nextSweep == instant(1000) + Registrations.sweepSpacing)
    registrations.setDeadline(instant(1002), of: ids[0])
    #expect(registrations.nextSweep == instant(1000) + Registrations.sweepSpacing)
  }

  @Test func `tells times that are too long to be told as never`() {
    #expect(Instant.now + Nanoseconds(.seconds(Int64.max)) == .never)
    #expect(Nanoseconds(.seconds(-1)) == Nanoseconds(.zero))
    #expect(instant(5).millisecondsSince(instant(5)) == 0)
    #expect(instant(7).millisecondsSince(instant(5)) == 3)
  }
}
