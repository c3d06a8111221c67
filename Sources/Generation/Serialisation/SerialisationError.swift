/// A value that has no form, or no unambiguous one, at the place where it would be sent.
struct SerialisationError: Error, Equatable {
  /// A clause for a person: `an array has no form in a cookie`.
  var reason: String
}
