/// What a task works on; kept as long as the task, so that it can be run again.
package struct TaskInput: Sendable, Equatable {
  /// Where the document comes from.
  package enum Source: Sendable, Equatable {
    case bytes([UInt8])
    /// Fetched when the task runs, and again when it is run again, with these fields in the request.
    case address(String, fields: [RequestField] = [])
  }

  package var source: Source
  /// The name of the uploaded file, or the address it came from.
  package var documentName: String?
  /// Opaque to the hub: the options as JSON.
  package var options: [UInt8]

  package init(source: Source, documentName: String? = nil, options: [UInt8]) {
    self.source = source
    self.documentName = documentName
    self.options = options
  }
}

/// A field of a request for a document. May be a secret: kept with the input and never shown.
package struct RequestField: Sendable, Equatable {
  package var name: String
  package var value: String

  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

/// A wish for a task.
package struct TaskSubmission: Sendable {
  package var input: TaskInput
  package var title: String?
  /// Who asks; waiting tasks of different clients take turns.
  package var client: String
  package var idempotency: Idempotency?

  package init(
    input: TaskInput,
    title: String? = nil,
    client: String,
    idempotency: Idempotency? = nil
  ) {
    self.input = input
    self.title = title
    self.client = client
    self.idempotency = idempotency
  }
}

/// A client's key that makes repeating a submission harmless.
package struct Idempotency: Sendable, Hashable {
  package var key: String
  /// Equal for equal payloads, e.g. a digest.
  package var fingerprint: String

  package init(key: String, fingerprint: String) {
    self.key = key
    self.fingerprint = fingerprint
  }
}

extension TaskInput.Source {
  /// Bytes that are kept here.
  package var byteCount: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .address: 0
    }
  }
}

/// What a finished work closure hands over.
package struct TaskResult: Sendable {
  /// The document's title, when it was not known before.
  package var title: String?
  package var archive: TaskArchive
  package var counts: TaskCounts
  /// Opaque to the hub: warnings and what was left out, as JSON.
  package var summary: [UInt8]

  package init(archive: TaskArchive, counts: TaskCounts, summary: [UInt8]) {
    self.archive = archive
    self.counts = counts
    self.summary = summary
  }
}

/// The file that a task makes.
package struct TaskArchive: Sendable, Equatable {
  package var bytes: [UInt8]
  /// A safe file name for saving it.
  package var fileName: String
  /// Digest of the bytes, e.g. for an entity tag.
  package var digest: String

  package init(bytes: [UInt8], fileName: String, digest: String) {
    self.bytes = bytes
    self.fileName = fileName
    self.digest = digest
  }
}

/// Thrown by a work closure whose input cannot be worked on; its cause is shown to the user.
package struct TaskFailure: Error, Sendable, Equatable {
  /// A clause that the user can act on.
  package var cause: String
  package var problem: Problem?

  package init(cause: String, problem: Problem? = nil) {
    self.cause = cause
    self.problem = problem
  }
}
