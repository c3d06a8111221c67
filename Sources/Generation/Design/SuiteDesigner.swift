import JSONSchema
package import OpenAPI
import OrderedCollections

/// Designs the test cases of a document.
///
/// Nothing here depends on time, threads or hashing: the same document, options and seed give the
/// same suite, in whatever order and on however many threads the operations are designed.
package struct SuiteDesigner: Sendable {
  /// The operations to design for, in the document's order, after `include` and `exclude`.
  package let operations: [Operation]

  private let document: APIDocument
  private let documentHash: String
  private let options: GenerationOptions
  private let basis: DesignBasis
  private let producers: ResourceProducers

  /// - Parameter documentHash: SHA-256 of the document's bytes, lower-case hex; the suite carries it.
  package init(document: APIDocument, documentHash: String, options: GenerationOptions) {
    self.document = document
    self.documentHash = documentHash
    self.options = options
    operations = document.operations.filter(options.selects)
    basis = DesignBasis(
      document,
      options: options,
      schemas: ResponseSchemas(of: operations, in: document)
    )
    producers = ResourceProducers(on: basis)
  }

  /// Designs the cases of one of ``operations``.
  ///
  /// Pure: the same operation gives the same cases, on any thread, in any order. An operation
  /// without a case has an omission that says why.
  package func design(_ operation: Operation) -> OperationSuite {
    var omissions = OmissionCounter(operation: operation.id)
    let cases = cases(of: operation, &omissions)
    if cases.isEmpty, omissions.omissions.isEmpty {
      omissions.add(nil, "none of the selected techniques has a case for the operation")
    }
    return OperationSuite(
      id: operation.id,
      operationID: operation.operationID,
      method: operation.method,
      path: operation.path,
      summary: operation.summary,
      tags: operation.tags,
      group: OperationGroup.of(operation),
      cases: cases,
      omissions: omissions.omissions
    )
  }

  private func cases(of operation: Operation, _ omissions: inout OmissionCounter) -> [TestCase] {
    if let reason = basis.exclusion(of: operation) {
      omissions.add(nil, reason)
      return []
    }
    let context = OperationContext(
      operation,
      on: basis,
      produced: producers.producers(for: operation)
    )
    guard !context.expectations.switchesProtocols else {
      omissions.add(nil, "its success is another protocol on the same connection")
      return []
    }
    do throws(Unbuildable) {
      _ = try context.requiredOnly(salt: "")
    } catch {
      // Every case begins with a valid request.
      omissions.add(nil, error.reason)
      return []
    }
    if let omission = context.bodyOmission { omissions.add(nil, omission.reason) }
    let techniques = Techniques.all.filter { options.techniques.contains($0.technique.family) }
    let variations = InputVariations.all(
      of: context,
      valid: !options.techniques.isDisjoint(with: [.positive, .boundary]),
      invalid: !options.techniques.isDisjoint(with: [.negative, .boundary]),
      omissions: &omissions
    )
    var candidates: [CaseCandidate] = []
    for technique in techniques {
      candidates += technique.candidates(for: context, variations, omissions: &omissions)
    }
    return CaseAssembler(context: context, casesMax: options.casesPerEndpoint)
      .assemble(candidates, omissions: &omissions)
  }

  /// Puts the suite together from what ``design(_:)`` gave for ``operations``, in their order.
  package func finish(_ operations: [OperationSuite]) -> Suite {
    let lifecycles =
      options.techniques.contains(.stateful)
      ? Lifecycles(basis: basis, producers: producers)
        .design(self.operations) : []
    let target = DefaultTarget(servers: document.servers, option: options.baseURL)
    return Suite(
      title: document.title,
      apiVersion: document.apiVersion,
      specificationVersion: document.version,
      documentHash: documentHash,
      seed: options.seed,
      baseURL: target.url,
      documentedServer: target.documented,
      securitySchemes: document.securitySchemes.map {
        NamedSecurityScheme(name: $0.key, scheme: $0.value)
      },
      operations: operations,
      lifecycles: lifecycles,
      schemaDocument: basis.schemas.document,
      omissions: documentOmissions,
      problems: document.problems
    )
  }

  /// What the whole suite leaves out.
  private var documentOmissions: [Omission] {
    var omissions = document.skippedOperations.map { skipped in
      Omission(
        operation: "\(skipped.method) \(skipped.path)",
        reason: skipped.reason.message,
        count: 1
      )
    }
    let unselected = document.operations.count - operations.count
    if unselected > 0 {
      omissions.append(Omission(reason: "not selected by include and exclude", count: unselected))
    }
    return omissions
  }
}
