import Generation
package import JSONSchema
package import OpenAPI
package import TaskHub

/// A document that is to be read.
package struct DocumentInput: Sendable {
  package var source: TaskInput.Source
  /// What messages call it; nil when whoever tells them says so anyway.
  package var name: String?
  /// Where it stands among ``files``.
  package var location: URIReference
  /// The files that it came with; those of an archive are found in it.
  package var files: (any ReferenceLoader)?

  package init(
    _ source: TaskInput.Source,
    name: String? = nil,
    location: URIReference = URIReference(""),
    files: (any ReferenceLoader)? = nil
  ) {
    self.source = source
    self.name = name
    self.location = location
    self.files = files
  }
}

extension Pipeline {
  /// Fetches where needed and reads, with the documents that it refers to.
  ///
  /// - Parameter lints: also looks for what is not wrong but worth a word.
  package func read(
    _ input: DocumentInput,
    lints: Bool = false
  ) async throws(PipelineError) -> ReadDocument {
    var input = input
    var addresses = AddressDocuments(fetcher: fetcher)
    let bytes: [UInt8]
    switch input.source {
    case .bytes(let given): bytes = given
    case .address(let text, let fields):
      do {
        let address = try FetchAddress(text)
        let fetched = try await fetcher.fetch(address, fields: fields)
        bytes = fetched.bytes
        input.location = URIReference(fetched.address).withoutFragment
        addresses = AddressDocuments(fetcher: fetcher, fields: fields, origin: address)
      } catch {
        throw error == .cancelled ? .cancelled : .fetch(error)
      }
    }
    return try await read(bytes, of: input, addresses: addresses, lints: lints)
  }

  /// Reads what can be read without fetching anything.
  ///
  /// - Returns: `nil` when that is not enough to tell whether the document can be used.
  func readWithoutFetching(_ input: DocumentInput) async throws(PipelineError) -> ReadDocument? {
    guard case .bytes(let bytes) = input.source else { return nil }
    let (read, isWhole) = await attempt(bytes, of: input, addresses: nil, lints: false)
    guard isWhole else { return nil }
    return try read.get()
  }

  private func read(
    _ bytes: [UInt8],
    of input: DocumentInput,
    addresses: AddressDocuments,
    lints: Bool
  ) async throws(PipelineError) -> ReadDocument {
    try checkCancellation()
    let read = await attempt(bytes, of: input, addresses: addresses, lints: lints).read
    try checkCancellation()
    return try read.get()
  }

  private func attempt(
    _ bytes: [UInt8],
    of input: DocumentInput,
    addresses: AddressDocuments?,
    lints: Bool
  ) async -> (read: Result<ReadDocument, PipelineError>, isWhole: Bool) {
    do throws(DocumentError) {
      var (input, document) = (input, bytes)
      if ArchiveDocuments.isArchive(bytes) {
        (input, document) = try Self.unpack(bytes, of: input)
      }
      let companions = CompanionDocuments(files: input.files, addresses: addresses)
      do throws(DocumentError) {
        let read = try await documents.read(
          document,
          of: input,
          companions: companions,
          lints: lints
        )
        return (.success(read), addresses != nil || !companions.askedForAddress)
      } catch {
        return (.failure(.document(error)), addresses != nil || !companions.askedForAddress)
      }
    } catch {
      return (.failure(.document(error)), true)
    }
  }

  /// The OpenAPI document in an archive, with the archive as the files that it came with.
  private static func unpack(
    _ bytes: [UInt8],
    of input: DocumentInput
  ) throws(DocumentError) -> (DocumentInput, [UInt8]) {
    let archive: ArchiveDocuments
    do throws(ArchiveError) {
      archive = try ArchiveDocuments(bytes)
    } catch {
      throw DocumentError(.foreignFile, "The ZIP archive cannot be read.", "\(error.sentence)")
    }
    let path: String
    do throws(EntryDocument.Failure) {
      path = try archive.entryPath()
    } catch {
      throw DocumentError(
        .foreignFile,
        "The ZIP archive has no single OpenAPI document.",
        error.sentence
      )
    }
    let document: [UInt8]
    do throws(ReferenceFailure) {
      document = try archive.content(path)
    } catch {
      throw DocumentError(.foreignFile, "The ZIP archive cannot be read.", "\(error.reason).")
    }
    var unpacked = input
    unpacked.location = FilePath.location(of: path)
    unpacked.files = archive
    unpacked.name = input.name.map { "\($0)/\(path)" } ?? path
    return (unpacked, document)
  }
}

extension ArchiveError {
  fileprivate var sentence: String {
    let clause = description
    return clause.prefix(1).uppercased() + clause.dropFirst() + "."
  }
}

extension EntryDocument.Failure {
  /// What to change.
  var sentence: String {
    switch self {
    case .absent:
      "None of its YAML and JSON files says `openapi` or `swagger` at the top; name the document "
        + "openapi.yaml or openapi.json."
    case .several(let paths):
      "These files could be it: \(paths.prefix(5).joined(separator: ", ")). Name the one that is "
        + "meant openapi.yaml or openapi.json."
    }
  }
}
