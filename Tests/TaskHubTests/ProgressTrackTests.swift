import TaskHub
import Testing

@Suite struct ProgressTrackTests {
  @Test func `an error carries the progress that was reached, and its problem`() throws {
    var track = ProgressTrack()
    for milestone in milestones(operations: 5).prefix(5) { _ = track.record(milestone) }
    let problem = Problem(title: "No", status: 422)
    let told = track.record(.failed(cause: "no room.", problem: problem))
    let update = try #require(told)
    #expect(update.stage == .error)
    #expect(update.progress == 50)
    #expect(update.message == "Generation failed: no room.")
    #expect(update.problem == problem)
  }

  @Test func `nothing follows a terminal update`() {
    for end in [Milestone.complete, .cancelled, .failed(cause: "x", problem: nil)] {
      var track = ProgressTrack()
      let told = [end, .parsing, end].map { track.record($0) }
      #expect(told.map { $0?.stage } == [end.stage, nil, nil])
    }
  }

  @Test func `progress never falls inside a stage`() {
    var track = ProgressTrack()
    _ = track.record(.designed(index: 4, of: 5, method: "GET", path: "/"))
    let update = track.record(.designed(index: 2, of: 5, method: "GET", path: "/"))
    #expect(update?.progress == 70)
  }

  @Test func `goes on behind an earlier update`() {
    var first = ProgressTrack()
    let last = first.record(.designing(endpointCount: 3))
    var second = ProgressTrack(latest: last)
    let next = second.record(.designed(index: 1, of: 3, method: "GET", path: "/"))
    #expect(next?.sequence == 2)
    #expect(next?.endpointCount == 3)
  }

  @Test func `a task of very many operations tells only what moves the percentage in the end`() {
    var track = ProgressTrack()
    let count = 40_000
    let told = (1...count).compactMap {
      track.record(.designed(index: $0, of: count, method: "GET", path: "/"))
    }
    let bound = ProgressTrack.detailedUpdatesMax
    #expect(told.count >= bound && told.count <= bound + 100)
    #expect(told.last?.progress == 80)
    #expect(told.map(\.sequence) == Array(1...told.count))
  }
}
