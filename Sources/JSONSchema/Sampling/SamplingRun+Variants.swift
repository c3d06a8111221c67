/// Valid values one step from a base.
extension SamplingRun {
  mutating func variants(of id: SchemaID, base: JSONValue) -> Outcome<[Variant]> {
    var collector = VariantCollector(base: base, validator: validator)
    guard validator.isValid(base, against: id) else {
      collector.omit("all variants", "the base value is not valid")
      return collector.outcome
    }
    for position in positions(of: id, base: base) {
      renewWork()
      guard !collector.isFull else { break }
      addMembers(position, to: &collector)
      switch position.value {
      case .number: addNumbers(position, to: &collector)
      case .string: addLengths(position, to: &collector)
      case .array: addItemCounts(position, to: &collector)
      case .object: addMemberCounts(position, to: &collector)
      default: break
      }
      addBranches(position, to: &collector)
    }
    return collector.outcome
  }

  /// Members of the enumeration, the other boolean, null.
  private func addMembers(_ position: Position, to collector: inout VariantCollector) {
    let members =
      position.view.enumeration
      ?? (position.value.boolValue == nil ? [] : [.bool(true), .bool(false)])
    for member in members.prefix(SamplingLimits.membersMax) where member != position.value {
      collector.add(
        member,
        position,
        .enumerationMember(member),
        "\(position.name) is \(VariantCollector.shortened(member))"
      )
    }
    if members.count > SamplingLimits.membersMax {
      collector.omit(
        "\(position.name): other members of the enumeration",
        "only the first \(SamplingLimits.membersMax) get a variant"
      )
    }
    if position.view.isNullable, !position.value.isNull, position.view.enumeration == nil {
      collector.add(.null, position, .null, "\(position.name) is null")
    }
  }

  private func addNumbers(_ position: Position, to collector: inout VariantCollector) {
    let range = NumberRange(position.view)
    func add(_ edge: JSONNumber?, _ limit: NumberRange.Limit, _ inward: JSONNumber?) {
      guard let edge else {
        collector.omit("\(position.name) at \(limit.keyword)", "the number has too many digits")
        return
      }
      let isOn = edge == limit.value
      let place = "\(limit.keyword) \(limit.value)"
      collector.add(
        .number(edge),
        position,
        .boundary(keyword: limit.keyword, note: isOn ? "on" : "one inside"),
        isOn ? "\(position.name) at \(place)" : "\(position.name) just inside \(place)"
      )
      if isOn, let inward, range.contains(inward) {
        collector.add(
          .number(inward),
          position,
          .boundary(keyword: limit.keyword, note: "one inside"),
          "\(position.name) just inside \(place)"
        )
      }
    }
    guard position.view.enumeration == nil else { return }
    if let lower = range.lower { add(range.least, lower, range.least?.adding(range.step)) }
    if let upper = range.upper {
      add(range.greatest, upper, range.greatest?.subtracting(range.step))
    } else if range.unit == 1, position.view.formats.contains(where: { $0.hasPrefix("int") }) {
      let is32 = position.view.formats.contains("int32")
      let edge = is32 ? JSONNumber(Int64(Int32.max)) : JSONNumber(Int64.max)
      collector.add(
        .number(edge),
        position,
        .boundary(keyword: "format", note: "on"),
        "\(position.name) at the greatest \(is32 ? "int32" : "int64")"
      )
    }
  }

  private mutating func addLengths(_ position: Position, to collector: inout VariantCollector) {
    let view = position.view
    guard view.enumeration == nil else { return }
    var wanted: [(keyword: String, limit: Int, length: Int)] = []
    if let minimum = view.minLength {
      wanted += [("minLength", minimum, minimum), ("minLength", minimum, minimum + 1)]
    }
    if let maximum = view.maxLength {
      wanted += [("maxLength", maximum, maximum), ("maxLength", maximum, maximum - 1)]
    }
    for (keyword, limit, length) in wanted
    where length >= view.minLength ?? 0 && length <= view.maxLength ?? .max {
      let isOn = length == limit
      let label = "\(position.name) \(isOn ? "at" : "just inside") \(keyword) \(limit)"
      guard length <= SamplingLimits.stringLengthMax else {
        collector.omit(label, "more than \(SamplingLimits.stringLengthMax) characters are not made")
        continue
      }
      do throws(SamplingError) {
        let text = try string(view, position.place, lengths: length...length)
        collector.add(
          .string(text),
          position,
          .boundary(keyword: keyword, note: isOn ? "on" : "one inside"),
          label
        )
      } catch {
        collector.omit(label, error.reason)
      }
    }
  }

  private mutating func addItemCounts(_ position: Position, to collector: inout VariantCollector) {
    let view = position.view
    var wanted: [(keyword: String, limit: Int, count: Int)] = []
    if let minimum = view.minItems {
      wanted += [("minItems", minimum, minimum), ("minItems", minimum, minimum + 1)]
    }
    if let maximum = view.maxItems {
      wanted += [("maxItems", maximum, maximum), ("maxItems", maximum, maximum - 1)]
    }
    for (keyword, limit, count) in wanted
    where count >= view.minItems ?? 0 && count <= view.maxItems ?? .max {
      let isOn = count == limit
      let label = "\(position.name) \(isOn ? "at" : "just inside") \(keyword) \(limit)"
      guard count <= SamplingLimits.itemsMax else {
        collector.omit(label, "more than \(SamplingLimits.itemsMax) items are not made")
        continue
      }
      do throws(SamplingError) {
        let elements = try self.elements(count, position)
        collector.add(
          .array(elements),
          position,
          .boundary(keyword: keyword, note: isOn ? "on" : "one inside"),
          label
        )
      } catch {
        collector.omit(label, error.reason)
      }
    }
  }

  /// That many elements for the array: the base's own as far as they go.
  mutating func elements(_ count: Int, _ position: Position) throws(SamplingError) -> [JSONValue] {
    let own = position.value.arrayValue ?? []
    if own.count >= count { return Array(own.prefix(count)) }
    var place = position.place
    place.count = count
    place.hints = [position.value]
    return try array(position.view, position.schemas, place)
  }

  private mutating func addMemberCounts(
    _ position: Position,
    to collector: inout VariantCollector
  ) {
    guard let object = position.value.objectValue else { return }
    let view = position.view
    if let minimum = view.minProperties, object.count > minimum {
      let label = "\(position.name) at minProperties \(minimum)"
      let smaller = object.reduced(to: minimum, keeping: view)
      if let smaller {
        collector.add(
          .object(smaller),
          position,
          .boundary(keyword: "minProperties", note: "on"),
          label
        )
      } else {
        collector.omit(label, "more members than that are required")
      }
    }
    if let maximum = view.maxProperties, object.count < maximum {
      let label = "\(position.name) at maxProperties \(maximum)"
      guard maximum - object.count <= SamplingLimits.itemsMax else {
        collector.omit(label, "more than \(SamplingLimits.itemsMax) members are not added")
        return
      }
      collector.add(
        .object(extended(object, to: maximum, position)),
        position,
        .boundary(keyword: "maxProperties", note: "on"),
        label
      )
    }
  }

  /// The object with members that nobody declares, up to that count.
  mutating func extended(_ object: JSONObject, to count: Int, _ position: Position) -> JSONObject {
    var result = object
    for index in 1...SamplingLimits.itemsMax * 2 where result.count < count {
      let name = "member\(index)"
      guard result[name] == nil else { continue }
      var place = position.place
      place.pointer = position.pointer.appending(name)
      place.fill = .requiredOnly
      let schemas = schemas(forMember: name, in: position.view)
      result[name] = (try? value(schemas, place)) ?? "example"
    }
    return result
  }

  private mutating func addBranches(_ position: Position, to collector: inout VariantCollector) {
    for group in position.view.branchGroups {
      for (index, branch) in group.branches.enumerated().prefix(SamplingLimits.membersMax)
      where !isValid(position.value, [branch]) {
        let title = view([branch]).name ?? view([branch]).title
        let label =
          "\(position.name) by \(group.keyword) branch \(index + 1)"
          + (title.map { " (\($0))" } ?? "")
        // The branch first, so that what it says decides between the alternatives around it.
        let schemas = [branch, group.owner]
        do throws(SamplingError) {
          renewWork()
          let value = try value(schemas, position.place)
          collector.add(value, position, .branch(keyword: group.keyword, index: index), label)
        } catch {
          collector.omit(label, error.reason)
        }
      }
    }
  }
}

extension Position {
  /// The place for making another value here.
  var place: SamplingRun.Place {
    var place = SamplingRun.Place(pointer: pointer, name: propertyName, fill: .allFields)
    place.nodes = 40
    return place
  }
}

extension JSONObject {
  /// Without optional members from the end until `count` are left; `nil`: too many are required.
  func reduced(to count: Int, keeping view: SchemaView) -> JSONObject? {
    var result = self
    for name in keys.reversed() where result.count > count && !view.required.contains(name) {
      result.removeValue(forKey: name)
    }
    return result.count == count ? result : nil
  }
}
