/// A request or case that cannot be built or proved, and is left out for that reason.
struct Unbuildable: Error, Equatable {
  /// A clause for a person; it stands in the manifest.
  var reason: String
}
