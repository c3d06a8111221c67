import FoundationEssentials
import JSONSchema
import OpenAPI

/// Test cases as the JSON that the generated runtime reads.
enum PytestData {
  /// `data/<group>.json`.
  static func file(of group: PytestPlan.Group) -> JSONValue {
    var answers = Answers()
    var tests = JSONObject()
    for operation in group.operations {
      for test in operation.tests {
        let cases = test.cases.map { planned -> JSONValue in
          let key = answers.key(for: planned.testCase.expectation, of: operation.suite.id)
          return caseData(planned, operation: operation.suite.id, answers: key)
        }
        tests[test.name] = .array(cases)
      }
    }
    var lifecycles = JSONObject()
    for planned in group.lifecycles {
      lifecycles[planned.lifecycle.id] = lifecycle(planned, &answers)
    }
    return [
      "answers": .object(answers.all), "cases": .object(tests), "lifecycles": .object(lifecycles),
    ]
  }

  /// `data/resources.json`: fixture → how to create and remove what it gives.
  static func resources(_ resources: [PytestResources.Resource]) -> JSONObject {
    JSONObject(resources.map { ($0.name, .object($0.data)) })
  }

  /// The `request` of a case; the values of fixtures are `{names}` in its path.
  static func request(_ request: CaseRequest, arguments: [PytestPlan.Argument]) -> JSONObject {
    let path = RequestText.path(of: request.pathTemplate, arguments: request.pathParameters) {
      parameter in
      "{\(arguments.first { $0.parameter == parameter }?.fixture ?? parameter)}"
    }
    var data: JSONObject = ["method": .string(request.method), "path": .string(path)]
    if !request.query.isEmpty { data["query"] = .string(RequestText.query(of: request.query)) }
    if !request.headers.isEmpty { data["headers"] = headers(request.headers) }
    if !request.cookies.isEmpty {
      data["cookies"] = .string(
        request.cookies.map { "\($0.name)=\($0.value)" }.joined(separator: "; ")
      )
    }
    data["content"] = request.content.map(content)
    if !request.securitySchemes.isEmpty {
      data["security"] = .array(request.securitySchemes.map(JSONValue.string))
    }
    return data
  }

  private static func caseData(
    _ planned: PytestPlan.PlannedCase,
    operation: String,
    answers: String?
  ) -> JSONValue {
    let testCase = planned.testCase
    return [
      "id": .string(testCase.id),
      "name": .string(planned.name),
      "title": .string(testCase.title),
      "operation": .string(operation),
      "why": .string(testCase.reason),
      "markers": .array(planned.markers.map(JSONValue.string)),
      "request": .object(request(testCase.request, arguments: planned.arguments)),
      "expect": expectation(testCase.expectation, answers: answers),
    ]
  }

  private static func lifecycle(
    _ planned: PytestPlan.PlannedLifecycle,
    _ answers: inout Answers
  ) -> JSONValue {
    let steps = planned.steps.map { planned -> JSONValue in
      let step = planned.step
      let key = answers.key(for: step.expectation, of: step.operation)
      return [
        "title": .string(step.title),
        "operation": .string(step.operation),
        "request": .object(request(step.request, arguments: planned.arguments)),
        "expect": expectation(step.expectation, answers: key),
      ]
    }
    return ["why": .string(planned.lifecycle.reason), "steps": .array(steps)]
  }

  private static func expectation(_ expectation: Expectation, answers: String?) -> JSONValue {
    var data: JSONObject = [
      "status": .array(expectation.statuses.map { .string(text(of: $0)) }),
      "text": .string(expectation.statusText),
    ]
    if expectation.forbidsContent { data["content"] = "forbidden" }
    data["answers"] = answers.map(JSONValue.string)
    return .object(data)
  }

  /// The fields by name; of a name that comes again the values are joined (RFC 9110 §5.3).
  private static func headers(_ arguments: [HeaderArgument]) -> JSONValue {
    var data = JSONObject()
    for argument in arguments {
      let name = data.keys.first { $0.lowercased() == argument.name.lowercased() } ?? argument.name
      let earlier = data[name]?.stringValue.map { "\($0), " } ?? ""
      data[name] = .string(earlier + argument.value)
    }
    return .object(data)
  }

  private static func content(_ content: CaseContent) -> JSONValue {
    var data: JSONObject = ["type": .string(content.mediaType)]
    switch content.payload {
    case .json(let value): data["json"] = value
    case .text(let text): data["text"] = .string(text)
    case .bytes(let bytes): data.set(bytes)
    case .multipart(let parts):
      data["parts"] = .array(
        parts.map { part in
          var entry: JSONObject = ["name": .string(part.name)]
          entry["file_name"] = part.fileName.map(JSONValue.string)
          entry["type"] = part.contentType.map(JSONValue.string)
          entry.set(part.content)
          return .object(entry)
        }
      )
    }
    return .object(data)
  }

  fileprivate static func text(of status: StatusPattern) -> String {
    switch status {
    case .code(let code): "\(code)"
    case .range(let digit): "\(digit)XX"
    case .default: "default"
    }
  }
}

/// The documented answers of a file's operations, each set once.
private struct Answers {
  /// `POST /pets` → its answers.
  private(set) var all = JSONObject()

  /// The key of the expectation's answers; `nil` when nothing is documented.
  mutating func key(for expectation: Expectation, of operation: String) -> String? {
    guard !expectation.responses.isEmpty else { return nil }
    let value = JSONValue.array(expectation.responses.map(answer))
    var key = operation
    var number = 2
    while let known = all[key], known != value {
      key = "\(operation) (\(number))"
      number += 1
    }
    all[key] = value
    return key
  }

  private func answer(_ response: ExpectedResponse) -> JSONValue {
    var data: JSONObject = ["status": .string(PytestData.text(of: response.status))]
    if !response.mediaTypes.isEmpty {
      data["content"] = .array(response.mediaTypes.map(JSONValue.string))
    }
    data["schema"] = response.schemaKey.map(JSONValue.string)
    if !response.requiredHeaders.isEmpty {
      data["headers"] = .array(
        response.requiredHeaders.map { header in
          var entry: JSONObject = ["name": .string(header.name)]
          entry["schema"] = header.schemaKey.map(JSONValue.string)
          return .object(entry)
        }
      )
    }
    return .object(data)
  }
}

extension JSONObject {
  /// Bytes as text when they are UTF-8, else as Base64.
  fileprivate mutating func set(_ bytes: [UInt8]) {
    if let text = String(validating: bytes, as: UTF8.self) {
      self["text"] = .string(text)
    } else {
      self["base64"] = .string(Data(bytes).base64EncodedString())
    }
  }
}
