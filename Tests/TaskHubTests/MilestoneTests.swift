import TaskHub
import Testing

@Suite struct MilestoneTests {
  @Test func `tells five operations in the exact words and percentages`() {
    var track = ProgressTrack()
    let told = ([.waiting] + milestones(operations: 5) + [.complete]).compactMap {
      track.record($0)
    }
    #expect(
      told.map { "\($0.stage.rawValue) \($0.progress) \($0.message)" } == [
        "starting 0 Waiting to start...",
        "parsing 10 Parsing OpenAPI specification...",
        "parsing 100 OpenAPI specification parsed successfully",
        "generating 20 Generating test cases for 5 endpoints...",
        "generating 40 Generating test cases for endpoint 1/5: GET /r1",
        "generating 50 Generating test cases for endpoint 2/5: GET /r2",
        "generating 60 Generating test cases for endpoint 3/5: GET /r3",
        "generating 70 Generating test cases for endpoint 4/5: GET /r4",
        "generating 80 Generating test cases for endpoint 5/5: GET /r5",
        "generating 90 Writing pytest suite...",
        "generating 100 Test cases generated successfully",
        "zipping 20 Creating ZIP file...",
        "zipping 100 ZIP file created successfully",
        "complete 100 Generation complete! ZIP file ready for download.",
      ]
    )
    #expect(told.map(\.sequence) == Array(1...14))
    #expect(
      told.map(\.endpointCount) == Array(repeating: nil, count: 3) + Array(repeating: 5, count: 11)
    )
    #expect(told.compactMap(\.currentEndpoint) == [1, 2, 3, 4, 5])
    #expect(told[4].currentEndpoint == 1 && told[8].currentEndpoint == 5)
  }

  @Test(arguments: zip([0, 1, 2], ["0 endpoints", "1 endpoint", "2 endpoints"]))
  func `counts endpoints in singular and plural`(count: Int, words: String) {
    #expect(
      Milestone.designing(endpointCount: count).message == "Generating test cases for \(words)..."
    )
  }

  @Test(arguments: [1, 3, 7, 999])
  func `keeps operations between 30 and 80, rounded down and never falling`(count: Int) {
    let values = (1...count).map {
      Milestone.designed(index: $0, of: count, method: "GET", path: "/").progress ?? -1
    }
    #expect(values == values.sorted())
    #expect(values.first == 30 + 50 / count)
    #expect(values.last == 80)
  }

  @Test(arguments: [1, 2, 11])
  func `keeps writing between 80 and 90`(count: Int) {
    let values = (1...count).map {
      Milestone.writing(format: "f", index: $0, of: count).progress ?? -1
    }
    #expect(values == values.sorted())
    #expect(values.allSatisfy { (80...90).contains($0) })
  }
}
