import JSONSchema

extension NewPet {
  static let species = ["dog", "cat", "bird", "fish"]

  /// Why a value is not a `NewPet`; the text goes into the answer's `detail`.
  struct Rejection: Error, Equatable {
    var detail: String
  }

  /// Reads the content of `POST /pets`.
  ///
  /// The rules of `Examples/petstore.yaml` are written out by hand instead of being taken from
  /// the document: a server that shared the generator's validator would agree with its mistakes.
  ///
  /// - Parameter ignoringAge: the fault ``Fault/validation``: any age is taken.
  init(_ value: JSONValue, ignoringAge: Bool = false) throws(Rejection) {
    guard let object = value.objectValue else {
      throw Rejection(detail: "a pet is an object")
    }
    let known: Set = ["name", "species", "age", "price", "email", "tags"]
    if let stranger = object.keys.first(where: { !known.contains($0) }) {
      throw Rejection(detail: "\(stranger) is not a member of a pet")
    }
    name = try Self.name(in: object)
    species = try Self.species(in: object)
    age = ignoringAge ? object["age"]?.intValue : try Self.age(in: object)
    price = try Self.price(in: object)
    email = try Self.email(in: object)
    tags = try Self.tags(in: object)
  }

  private static func name(in object: JSONObject) throws(Rejection) -> String {
    guard let name = object["name"]?.stringValue else {
      throw Rejection(detail: "name is required and is a string")
    }
    let scalars = name.unicodeScalars
    guard (1...40).contains(scalars.count) else {
      throw Rejection(detail: "name has 1 to 40 characters")
    }
    guard let first = scalars.first, isLetter(first),
      scalars.allSatisfy({
        isLetter($0) || ("0"..."9").contains($0) || " '-".unicodeScalars.contains($0)
      })
    else {
      throw Rejection(
        detail: "name begins with a letter and has letters, digits, spaces, ' and - only"
      )
    }
    return name
  }

  private static func species(in object: JSONObject) throws(Rejection) -> String {
    guard let species = object["species"]?.stringValue, Self.species.contains(species) else {
      throw Rejection(detail: "species is required and is one of dog, cat, bird, fish")
    }
    return species
  }

  private static func age(in object: JSONObject) throws(Rejection) -> Int? {
    guard let value = object["age"] else { return nil }
    guard let age = value.numberValue, age.isInteger, let years = age.int64,
      (0...200).contains(years)
    else {
      throw Rejection(detail: "age is an integer from 0 to 200")
    }
    return Int(years)
  }

  private static func price(in object: JSONObject) throws(Rejection) -> JSONNumber? {
    guard let value = object["price"] else { return nil }
    guard let price = value.numberValue, price > JSONNumber(0), price <= JSONNumber(10_000) else {
      throw Rejection(detail: "price is a number above 0 and at most 10000")
    }
    return price
  }

  private static func email(in object: JSONObject) throws(Rejection) -> String? {
    guard let value = object["email"] else { return nil }
    guard let email = value.stringValue, email.unicodeScalars.count <= 100, isEmail(email) else {
      throw Rejection(detail: "email is an address of at most 100 characters")
    }
    return email
  }

  private static func tags(in object: JSONObject) throws(Rejection) -> [String]? {
    guard let value = object["tags"] else { return nil }
    guard let items = value.arrayValue, items.count <= 5 else {
      throw Rejection(detail: "tags is an array of at most 5 strings")
    }
    var tags: [String] = []
    for item in items {
      guard let tag = item.stringValue, (1...20).contains(tag.unicodeScalars.count) else {
        throw Rejection(detail: "a tag is a string of 1 to 20 characters")
      }
      guard !tags.contains(tag) else {
        throw Rejection(detail: "tags are unique, \(tag) stands there twice")
      }
      tags.append(tag)
    }
    return tags
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }

  /// `local@domain` as mail systems accept it: no quoting, at least one dot-free label on each side.
  private static func isEmail(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, let local = parts.first, let domain = parts.last else { return false }
    let atoms = local.split(separator: ".", omittingEmptySubsequences: false)
    let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
    return atoms.allSatisfy { !$0.isEmpty && $0.unicodeScalars.allSatisfy(isAtomCharacter) }
      && labels.allSatisfy { label in
        !label.isEmpty && label.first != "-" && label.last != "-"
          && label.unicodeScalars.allSatisfy {
            isLetter($0) || ("0"..."9").contains($0) || $0 == "-"
          }
      }
  }

  /// `atext` of RFC 5322 §3.2.3.
  private static func isAtomCharacter(_ scalar: Unicode.Scalar) -> Bool {
    isLetter(scalar) || ("0"..."9").contains(scalar)
      || "!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
  }
}
