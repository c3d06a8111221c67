import JSONSchema
import Testing

@testable import OpenAPI

@Suite struct FindingsTests {
  private func place(_ index: Int) -> JSONPointer {
    JSONPointer(tokens: [String(index)])
  }

  @Test func `the same finding is kept once`() {
    var findings = Findings(max: 10)
    findings.warn(.wrongShape, "A", at: .root)
    findings.warn(.wrongShape, "A", at: .root)
    findings.warn(.wrongShape, "A", at: place(1))
    #expect(findings.diagnostics(kind: "findings").count == 2)
  }

  @Test func `the same message is kept in ten places and then counted`() {
    var findings = Findings(max: 100)
    for index in 0..<13 {
      findings.warn(.wrongShape, "A", at: place(index))
    }
    let diagnostics = findings.diagnostics(kind: "findings")
    #expect(diagnostics.count == 10)
    #expect(diagnostics.last?.message == "A The same holds in 3 more places.")
  }

  @Test func `a repeated place is not one more`() {
    var findings = Findings(max: 100)
    for index in 0..<40 {
      findings.warn(.wrongShape, "A", at: place(index % 12))
    }
    #expect(findings.diagnostics(kind: "findings").last?.message.contains("2 more places") == true)
  }

  @Test func `both sides of the bound`() {
    var findings = Findings(max: 2)
    findings.warn(.wrongShape, "A", at: .root)
    findings.warn(.wrongShape, "B", at: .root)
    #expect(findings.diagnostics(kind: "findings").map(\.message) == ["A", "B"])
    findings.warn(.wrongShape, "C", at: .root)
    findings.warn(.wrongShape, "D", at: .root)
    let last = findings.diagnostics(kind: "findings").last
    #expect(last?.severity == .information)
    #expect(last?.message.hasPrefix("2 more findings are not listed") == true)
  }

  @Test func `an absurdly long message is cut`() {
    var findings = Findings(max: 2)
    findings.warn(.wrongShape, String(repeating: "x", count: 5_000), at: .root)
    #expect(findings.diagnostics(kind: "findings")[0].message.count == 1_001)
  }
}
