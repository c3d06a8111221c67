/// Where a compiled document comes from, and the other documents that hang inside it.
///
/// Each is a resource with its location as the base of the references in it (RFC 3986 §5.1.3), so
/// that schemas lead from one document to another.
package struct SchemaDocuments: Sendable {
  /// Another document inside the compiled one.
  package struct Mount: Sendable {
    /// Where it hangs.
    package var pointer: JSONPointer
    /// Every address that leads to it, the one it was found at last; without fragments.
    package var locations: [URIReference]
    /// What a schema is called that is the whole document.
    package var name: String

    package init(pointer: JSONPointer, locations: [URIReference], name: String) {
      self.pointer = pointer
      self.locations = locations
      self.name = name
    }
  }

  /// The location of the compiled document itself.
  package var base: URIReference
  /// The place below which the mounts hang; no schemas of the document itself are there.
  package var place: JSONPointer?
  package var mounts: [Mount]
  /// Location → why it could not be read: a clause.
  package var failures: [URIReference: String]

  package init(
    base: URIReference = URIReference(""),
    place: JSONPointer? = nil,
    mounts: [Mount] = [],
    failures: [URIReference: String] = [:]
  ) {
    self.base = base
    self.place = place
    self.mounts = mounts
    self.failures = failures
  }
}

/// Where a reference leads.
package enum ReferenceTarget: Sendable, Equatable {
  /// A place of the compiled document, which may be empty.
  case place(JSONPointer)
  /// Into a document that is there, by something that is neither a pointer nor a known anchor.
  case unknownAnchor
  /// Into a document that is not there, with the reason when one is known.
  case elsewhere(reason: String?)
}
