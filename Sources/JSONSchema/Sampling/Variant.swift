/// A valid value that differs from its base in one place.
package struct Variant: Sendable, Hashable {
  /// What the changed place shows.
  package enum Kind: Sendable, Hashable {
    /// A member of `enum`, the value of `const`, or one of the two booleans.
    case enumerationMember(JSONValue)
    /// On a limit or one step inside; `note` says which: `on`, `one inside`.
    case boundary(keyword: String, note: String)
    case null
    /// Another branch of `oneOf` or `anyOf`.
    case branch(keyword: String, index: Int)
  }

  /// The whole value.
  package var value: JSONValue
  /// The changed place; ``JSONPointer/root`` for the value itself.
  package var pointer: JSONPointer
  package var kind: Kind
  /// A clause for a test's title: `name at maxLength 20`.
  package var label: String
}
