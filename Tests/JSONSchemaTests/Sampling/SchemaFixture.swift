@testable import JSONSchema

/// A schema written in a test, compiled, with a sampler and a validator for it.
struct SchemaFixture {
  let arena: SchemaArena
  let id: SchemaID
  let direction: SchemaValidator.Direction

  /// - Parameter text: JSON Schema 2020-12; `$defs` are named schemas.
  init(
    _ text: String,
    dialect: SchemaDialect = .draft202012,
    direction: SchemaValidator.Direction = .neutral
  ) throws {
    let document = try JSONReader.read(Array(text.utf8)).value
    var compiler = SchemaCompiler(
      document: document,
      dialect: dialect,
      componentRoots: [JSONPointer(["$defs"])]
    )
    id = compiler.compile(at: .root)
    arena = compiler.arena()
    self.direction = direction
  }

  func sampler(seed: UInt64 = 1, domainHint: String? = nil) -> Sampler {
    Sampler(arena: arena, direction: direction, seed: seed, domainHint: domainHint)
  }

  func isValid(_ value: JSONValue) -> Bool {
    SchemaValidator(arena: arena, direction: direction).isValid(value, against: id)
  }
}

/// A schema with a bit of everything that an API has.
let orderSchema = ##"""
  {
    "type": "object",
    "required": ["customer", "email", "items", "status"],
    "additionalProperties": false,
    "properties": {
      "id": {"type": "integer", "format": "int64", "readOnly": true},
      "customer": {"type": "string", "minLength": 2, "maxLength": 20},
      "email": {"type": "string", "format": "email", "maxLength": 40},
      "status": {"type": "string", "enum": ["open", "paid", "sent"]},
      "priority": {"type": "integer", "minimum": 1, "maximum": 5},
      "discount": {
        "type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1, "multipleOf": 0.05
      },
      "reference": {"type": "string", "pattern": "^[A-Z]{3}-\\d{4}$"},
      "gift": {"type": "boolean"},
      "comment": {"type": ["string", "null"], "maxLength": 200},
      "pin": {"type": "string", "writeOnly": true},
      "items": {
        "type": "array", "minItems": 1, "maxItems": 3, "uniqueItems": true,
        "items": {"$ref": "#/$defs/Item"}
      }
    },
    "$defs": {
      "Item": {
        "type": "object",
        "required": ["sku", "quantity"],
        "properties": {
          "sku": {"type": "string", "minLength": 3, "maxLength": 12},
          "quantity": {"type": "integer", "minimum": 1}
        }
      }
    }
  }
  """##
