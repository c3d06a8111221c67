import TaskHub
import Testing

@Suite struct MilestoneTests {
  @Test func `counts one endpoint in the singular`() {
    #expect(
      Milestone.designing(endpointCount: 1).message == "Generating test cases for 1 endpoint..."
    )
  }
}
