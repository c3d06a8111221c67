/// An invalid value that differs from its valid base in one place and breaks one rule there.
package struct Violation: Sendable, Hashable {
  /// The whole value.
  package var value: JSONValue
  /// The changed place: for `required` the removed member, for `additionalProperties` the new one.
  package var pointer: JSONPointer
  /// The broken keyword: `required`, `type`, `maximum`, `minLength`, `enum`, `pattern`, ….
  package var keyword: String
  /// A clause for a test's title: `name is missing`.
  package var label: String
  /// The value now at `pointer`; `nil` when it was removed.
  package var became: JSONValue?
}
