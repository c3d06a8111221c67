import JSONSchema
import OpenAPI
import TaskHub

/// Documents that are fetched, under the same policy and bounds as `spec_url`.
struct AddressDocuments: ReferenceLoader {
  let fetcher: DocumentFetcher
  /// Sent to the host that they were given for, and to no other.
  var fields: [RequestField] = []
  /// The address that ``fields`` were given for.
  var origin: FetchAddress?

  func load(_ location: URIReference) async throws(ReferenceFailure) -> LoadedDocument {
    do {
      let address = try FetchAddress(location.text)
      let isOwn = origin.map { $0.origin == address.origin } ?? false
      let fetched = try await fetcher.fetch(address, fields: isOwn ? fields : [])
      return LoadedDocument(
        bytes: fetched.bytes,
        location: URIReference(fetched.address).withoutFragment
      )
    } catch {
      throw ReferenceFailure(error.clause)
    }
  }
}
