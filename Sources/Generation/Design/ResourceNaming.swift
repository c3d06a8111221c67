/// The naming habits by which a path parameter finds the field that its value comes from.
enum ResourceNaming {
  /// `pet_id`, `petId`, `Pet-ID` → `petid`.
  static func normalised(_ name: String) -> String {
    String(name.lowercased().unicodeScalars.filter { !"-_. ".unicodeScalars.contains($0) })
  }

  /// The singular of an English plural as it stands in paths: `categories` → `category`.
  static func singular(_ word: String) -> String {
    let lower = word.lowercased()
    let irregular = [
      "people": "person", "children": "child", "men": "man", "women": "woman", "mice": "mouse",
      "indices": "index", "vertices": "vertex", "matrices": "matrix", "series": "series",
      "news": "news", "movies": "movie", "cookies": "cookie",
    ]
    if let singular = irregular[lower] { return singular }
    if lower.count > 3, lower.hasSuffix("ies") { return word.dropLast(3) + "y" }
    for ending in ["sses", "shes", "ches", "xes", "zes", "uses"] where lower.hasSuffix(ending) {
      return String(word.dropLast(2))
    }
    let isPlural = lower.count > 2 && lower.hasSuffix("s")
    let isSingularInS = ["ss", "us", "is"].contains { lower.hasSuffix($0) }
    return isPlural && !isSingularInS ? String(word.dropLast()) : word
  }

  /// The resource that a collection path is about: its last segment that is no version and no
  /// parameter, in the singular.
  static func resource(of path: String) -> String? {
    let segments = path.split(separator: "/").map(String.init)
    return segments.last { !$0.contains("{") && !isVersion($0) && $0 != "api" }
      .map(singular)
  }

  /// The fields to look for, best first, for a path parameter of a resource.
  static func fieldNames(for parameter: String, of resource: String) -> [String] {
    let parameter = normalised(parameter)
    let resource = normalised(resource)
    var names = [parameter]
    let identifiers = ["id", "uuid", "guid", "key", "slug", "name", "code", "number"]
    for identifier in identifiers where parameter.hasSuffix(identifier) {
      let prefix = parameter.dropLast(identifier.count)
      // `petId` of pets means `id`; `ownerId` of pets does not.
      if prefix.isEmpty || resource.hasSuffix(prefix) {
        names += [identifier, resource + identifier]
      }
      break
    }
    if parameter == resource { names += ["id", resource + "id"] }
    return names
  }

  /// Whether a member by its name points to something else that must exist: `ownerId`, `tag_ids`,
  /// but not `petId` of a pet.
  static func isReference(_ name: String, in resource: String?) -> Bool {
    let endings = ["Id", "Ids", "ID", "IDs", "_id", "_ids", "-id", "Uuid", "_uuid"]
    guard let ending = endings.first(where: { name.count > $0.count && name.hasSuffix($0) }) else {
      return false
    }
    let referred = normalised(String(name.dropLast(ending.count)))
    return resource.map { !normalised($0).hasSuffix(referred) } ?? true
  }

  /// Lower-case words joined by `_`: `petId` → `pet_id`.
  static func snakeCase(_ name: String) -> String {
    var result = ""
    var isAfterLower = false
    for scalar in name.unicodeScalars {
      let isUpper = ("A"..."Z").contains(scalar)
      let isWord = isUpper || ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
      if isUpper && isAfterLower || !isWord && !result.hasSuffix("_") { result += "_" }
      if isWord { result += String(scalar).lowercased() }
      isAfterLower = isWord && !isUpper
    }
    let trimmed = result.split(separator: "_").joined(separator: "_")
    return trimmed.isEmpty ? "resource" : trimmed
  }

  private static func isVersion(_ segment: String) -> Bool {
    segment.first.map { "vV".contains($0) } == true
      && segment.dropFirst().first?.isNumber == true
  }
}
