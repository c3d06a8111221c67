import JSONSchema

/// The documents that a document refers to, directly or through others, all read.
///
/// They hang below one member of the document's value, so that one pointer names every place of
/// every document. Cycles between documents need no care: each is read once.
struct ReferencedDocuments {
  /// The member of the root below which the others hang.
  static let key = "x-assay-documents"
  static let place = JSONPointer(tokens: [key])

  /// One that could be read.
  struct Document {
    var text: SourceText
    var locations: [URIReference]
    /// What messages call it.
    var name: String
  }

  private(set) var documents: [Document] = []
  /// Location → why it could not be read: a clause.
  private(set) var failures: [URIReference: String] = [:]
  /// What is wrong with the texts of documents that could not be read.
  private(set) var problems: [Diagnostic] = []
  let base: URIReference
  private let limits: DocumentReader.Limits
  private var byteCount = 0

  /// None but the document itself.
  init(base: URIReference, limits: DocumentReader.Limits) {
    self.base = base
    self.limits = limits
  }

  /// How many are asked for at the same time.
  private static let batchSize = 8

  /// Reads everything that `value` leads to.
  mutating func load(
    from value: JSONValue,
    version: SpecificationVersion,
    loader: any ReferenceLoader
  ) async {
    let start = ContinuousClock.now
    var scan = ReferenceScan(
      budget: limits.scannedValuesMax,
      version: version,
      componentNames: Set(value.value(at: version.components("schemas"))?.objectValue?.keys ?? [])
    )
    scan.scan(value, base: ownBase(of: value, version))
    var known: Set<URIReference> = [base, ownBase(of: value, version)]
    var next = 0
    while next < scan.locations.count {
      let batch = scan.locations[next...].prefix(Self.batchSize)
      next = batch.endIndex
      let wanted = batch.filter { known.insert($0).inserted }
      if let reason = reasonToStop(since: start) {
        for location in wanted { failures[location] = reason }
        continue
      }
      for (location, result) in await Self.fetch(wanted, loader) {
        guard let document = receive(result, at: location) else { continue }
        known.formUnion(document.locations)
        scan.scan(document.text.value, base: document.locations.last ?? location)
      }
    }
  }

  /// `$self` of 3.2 is the base of the references in its document.
  private func ownBase(of value: JSONValue, _ version: SpecificationVersion) -> URIReference {
    guard version >= .openAPI32, let identity = value["$self"]?.stringValue else { return base }
    return URIReference(identity).resolved(against: base).withoutFragment
  }

  /// Why no further documents are read; `nil` within the bounds.
  private func reasonToStop(since start: ContinuousClock.Instant) -> String? {
    if documents.count + failures.count >= limits.referencedDocumentsMax {
      return "more than \(limits.referencedDocumentsMax) other documents are referred to"
    }
    if byteCount > limits.referencedBytesMax {
      return "the other documents together are larger than \(limits.referencedBytesMax) bytes"
    }
    guard ContinuousClock.now - start >= limits.referencingTimeMax else { return nil }
    return "reading the other documents took longer than \(limits.referencingTimeMax)"
  }

  private static func fetch(
    _ locations: [URIReference],
    _ loader: any ReferenceLoader
  ) async -> [(URIReference, Result<LoadedDocument, ReferenceFailure>)] {
    await withTaskGroup(
      of: (Int, URIReference, Result<LoadedDocument, ReferenceFailure>).self
    ) { group in
      for (index, location) in locations.enumerated() {
        group.addTask {
          do throws(ReferenceFailure) {
            return (index, location, .success(try await loader.load(location)))
          } catch {
            return (index, location, .failure(error))
          }
        }
      }
      var results: [(Int, URIReference, Result<LoadedDocument, ReferenceFailure>)] = []
      for await result in group { results.append(result) }
      return results.sorted { $0.0 < $1.0 }.map { ($0.1, $0.2) }
    }
  }

  private mutating func receive(
    _ result: Result<LoadedDocument, ReferenceFailure>,
    at location: URIReference
  ) -> Document? {
    let loaded: LoadedDocument
    switch result {
    case .success(let found): loaded = found
    case .failure(let failure):
      failures[location] = failure.reason
      return nil
    }
    byteCount += loaded.bytes.count
    guard byteCount <= limits.referencedBytesMax else {
      failures[location] =
        "the other documents together are larger than \(limits.referencedBytesMax) bytes"
      return nil
    }
    let name = loaded.location.text
    do throws(DocumentError) {
      let document = Document(
        text: try SourceText(loaded.bytes, limits: limits),
        locations: location == loaded.location ? [location] : [location, loaded.location],
        name: name
      )
      documents.append(document)
      return document
    } catch {
      failures[location] = "`\(name)` cannot be read: \(error.summary)"
      problems += error.problems.map { problem in
        var problem = problem
        problem.document = name
        return problem
      }
      return nil
    }
  }
}

extension ReferencedDocuments {
  /// The document's value with the others below ``key``.
  func compound(_ value: JSONValue) -> JSONValue {
    guard var root = value.objectValue, root[Self.key] != nil || !documents.isEmpty else {
      return value
    }
    root[Self.key] = documents.isEmpty ? nil : .array(documents.map(\.text.value))
    return .object(root)
  }

  /// The same as the schema compiler has to know it.
  var forSchemas: SchemaDocuments {
    SchemaDocuments(
      base: base,
      place: documents.isEmpty ? nil : Self.place,
      mounts: documents.enumerated().map { index, document in
        SchemaDocuments.Mount(
          pointer: Self.place.appending(index),
          locations: document.locations,
          name: document.stem
        )
      },
      failures: failures
    )
  }

  /// Which document a place of the compound value is in, and where; `nil` for the document itself.
  func document(at pointer: JSONPointer) -> (index: Int, pointer: JSONPointer)? {
    guard pointer.tokens.count >= 2, pointer.tokens[0] == Self.key,
      let index = Int(pointer.tokens[1]), documents.indices.contains(index)
    else { return nil }
    return (index, JSONPointer(tokens: Array(pointer.tokens.dropFirst(2))))
  }
}

extension ReferencedDocuments.Document {
  /// The file's name without folder and extension.
  fileprivate var stem: String {
    let file = locations.last?.path.split(separator: "/").last ?? ""
    let stem = file.firstIndex(of: ".").map { file[..<$0] } ?? file
    let decoded = PercentEncoding.decode(String(stem)) ?? String(stem)
    return decoded.isEmpty ? "Document" : decoded
  }
}
