import JSONSchema
import OpenAPI

@testable import Generation

/// A suite whose every text tries to leave the place that it is written to.
enum HostileSuite {
  static let texts = [
    "\"\"\"", "'''", "\\", "a\"; import os; os._exit(1) #", "x\n\nraise SystemExit\n",
    "\r\u{85}\u{2028}y",
    "class", "None", "", " ", "///", "日本語", "日本国", "\u{202E}txt.exe\u{202C}", "שלום", "a\u{0}b",
    "\"\u{301}",
    "pets", "PETS", "pets!", "Pets ", "{petId}", "%s%d%n", "${HOME}", "`id`", "..", "con",
    "schemas",
    "resources", "api", "case", "🐕", "|table|", "[section]", ";comment", "a: b", "x\u{7F}\u{9F}",
    String(repeating: "long ", count: 2_000), String(repeating: "a", count: 10_000), "skip", "p0",
  ]

  static let value = Suite(
    title: "Hostile \"\"\" \n# title",
    apiVersion: "`1`",
    specificationVersion: "3.1.0",
    documentHash: String(repeating: "0", count: 64),
    seed: 1,
    baseURL: "http://x/\"; rm -rf ~; \n'",
    securitySchemes: texts.enumerated().map { index, text in
      NamedSecurityScheme(name: text, scheme: scheme(index, text))
    },
    operations: texts.enumerated().map(operation),
    lifecycles: texts.enumerated().map { index, text in
      Lifecycle(
        id: "life\(index)",
        title: text,
        technique: .lifecycle,
        priority: .p2,
        tags: [text],
        group: text,
        producer: producer(text),
        steps: [
          LifecycleStep(
            title: text,
            operation: text,
            request: CaseRequest(method: "GET", pathTemplate: "/x/{id}"),
            expectation: ExampleSuite.rejected()
          )
        ],
        reason: text
      )
    },
    schemaDocument: ["$defs": .object(JSONObject(texts.map { ($0, ["title": .string($0)]) }))],
    omissions: texts.map { Omission(technique: nil, operation: $0, reason: $0, count: 1) },
    problems: texts.map {
      Diagnostic(severity: .warning, code: .wrongShape, message: $0, pointer: JSONPointer([$0]))
    }
  )

  private static func scheme(_ index: Int, _ text: String) -> SecurityScheme {
    switch index % 4 {
    case 0: .apiKey(name: text, location: .cookie)
    case 1: .http(scheme: text)
    case 2: .unknown(type: text)
    default: .http(scheme: "bearer")
    }
  }

  private static func producer(_ text: String) -> ResourceProducer {
    ResourceProducer(
      fixtureName: text,
      operation: text,
      request: CaseRequest(method: "POST", pathTemplate: "/\(text)", securitySchemes: [text]),
      responsePointer: JSONPointer([text]),
      cleanUp: CleanUp(method: "DELETE", pathTemplate: "/x/{id}", parameterName: "id")
    )
  }

  private static func operation(_ index: Int, _ text: String) -> OperationSuite {
    let path = "/\(text)/{id}"
    return OperationSuite(
      id: "GET \(path)",
      method: "GET",
      path: path,
      summary: text,
      tags: [text, "shared"],
      group: text,
      cases: [false, true].map { isProduced in
        TestCase(
          id: "case\(index)\(isProduced)",
          title: "GET \(path) – \(text) → \(text)",
          technique: .wrongType,
          priority: .p1,
          tags: ["negative", "N02", text],
          request: CaseRequest(
            method: "GET",
            pathTemplate: path,
            pathParameters: [
              PathArgument(
                name: "id",
                source: isProduced ? .produced(producer(text)) : .literal("1")
              )
            ],
            query: [QueryArgument(name: text, value: text)],
            headers: [HeaderArgument(name: "X-Text", value: text)],
            content: CaseContent(mediaType: "text/plain", payload: .text(text)),
            securitySchemes: [text]
          ),
          expectation: Expectation(statuses: [.code(400)], statusText: text),
          reason: text
        )
      }
    )
  }
}
