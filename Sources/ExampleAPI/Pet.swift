import JSONSchema

/// What a client sends to create a pet: the `NewPet` schema of `Examples/petstore.yaml`.
struct NewPet: Sendable, Equatable {
  var name: String
  var species: String
  var age: Int?
  var price: JSONNumber?
  var email: String?
  var tags: [String]?
}

/// A stored pet: the `Pet` schema of `Examples/petstore.yaml`.
struct Pet: Sendable, Equatable {
  var id: Int
  var details: NewPet
  /// RFC 3339.
  var createdAt: String

  /// The representation that answers carry; members that are not known are left out.
  var json: JSONObject {
    var object: JSONObject = [
      "id": .number(JSONNumber(id)),
      "name": .string(details.name),
      "species": .string(details.species),
    ]
    if let age = details.age { object["age"] = .number(JSONNumber(age)) }
    if let price = details.price { object["price"] = .number(price) }
    if let email = details.email { object["email"] = .string(email) }
    if let tags = details.tags { object["tags"] = .array(tags.map { .string($0) }) }
    object["createdAt"] = .string(createdAt)
    return object
  }
}
