import JSONSchema
import OrderedCollections

/// A path with the operations that are declared on it, references to path items already followed.
struct PathItem {
  var path: String
  var node: Located
  var parameters: Located?
  var servers: Located?
  /// Method in upper case → Operation Object, in the order of writing.
  var declarations: OrderedDictionary<String, Located> = [:]
  /// Why none of its operations can be used.
  var defect: Defect?
}

extension DocumentLowering {
  /// The fixed members of a Path Item Object (3.2 §4.9) that are operations.
  static let methods: Set<String> = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
  ]

  /// The path items in the document's order.
  ///
  /// - Throws: ``DocumentError`` when the version demands `paths` and there is none.
  mutating func pathItems() throws(DocumentError) -> [PathItem] {
    guard let paths = root["paths"], paths.isMapping else {
      let isOptional =
        version >= .openAPI31 && (root["webhooks"] != nil || root["components"] != nil)
      if isOptional, root["paths"].map(\.value.isNull) ?? true { return [] }
      throw DocumentError(
        .missingPaths,
        "The document has no operations.",
        root["paths"] == nil
          ? "`paths` is missing; it names the paths of the API with their operations."
          : "`paths` has to be a mapping of paths such as `/pets` to their operations.",
        pointer: JSONPointer(tokens: root["paths"] == nil ? [] : ["paths"])
      )
    }
    var shapes: [String: String] = [:]
    var items: [PathItem] = []
    var operationCount = 0
    for (key, node) in paths.members {
      var item = pathItem(at: key, node: node)
      checkTemplate(&item, key: key, shapes: &shapes)
      operationCount += item.declarations.count
      guard operationCount <= limits.operationsMax else {
        throw DocumentError(
          .tooManyOperations,
          "The document has too many operations.",
          "Up to here there are more than \(limits.operationsMax) operations; split the document.",
          pointer: node.pointer
        )
      }
      items.append(item)
    }
    if items.allSatisfy({ $0.declarations.isEmpty && $0.defect == nil }) {
      findings.warn(
        .noOperations,
        "The document declares no operations, so there is nothing to test.",
        at: paths.pointer
      )
    }
    return items
  }

  private mutating func pathItem(at path: String, node: Located) -> PathItem {
    var item = PathItem(path: path, node: node)
    guard node.isMapping else {
      if !node.value.isNull {
        item.defect = Defect(
          .wrongShape,
          "A path needs a mapping of methods to operations; this is \(node.value.kindName).",
          at: node.pointer
        )
      }
      return item
    }
    collect(from: node, into: &item)
    guard node.text("$ref") != nil else { return item }
    do throws(Defect) {
      let target = try resolve(node, as: "path item")
      if !item.declarations.isEmpty || item.parameters != nil {
        findings.warn(
          .referenceSiblings,
          "The path has members beside `$ref`, which the specification leaves undefined; what "
            + "stands here wins over what the reference brings.",
          at: node.pointer
        )
      }
      guard target.isMapping else {
        throw Defect(
          .wrongShape,
          "`\(node.text("$ref") ?? "")` has to be a path item with its operations; this is "
            + "\(target.value.kindName).",
          at: node.pointer
        )
      }
      collect(from: target, into: &item)
    } catch {
      item.defect = error
    }
    return item
  }

  /// Adds what a Path Item Object says; what is there already wins.
  private mutating func collect(from node: Located, into item: inout PathItem) {
    item.parameters = item.parameters ?? node["parameters"]
    item.servers = item.servers ?? node["servers"]
    for (key, member) in node.members {
      if Self.methods.contains(key) || key == "query" && version >= .openAPI32 {
        declare(key.uppercased(), member, in: &item)
      } else if key == "additionalOperations", version >= .openAPI32 {
        for (method, operation) in member.members {
          declareAdditional(method, operation, in: &item)
        }
      } else if Self.methods.contains(key.lowercased()) {
        findings.warn(
          .unknownMethod,
          "`\(key)` is not read as a method; write `\(key.lowercased())`.",
          at: member.pointer
        )
      }
    }
  }

  private mutating func declareAdditional(
    _ method: String,
    _ operation: Located,
    in item: inout PathItem
  ) {
    guard method.isHTTPToken else {
      findings.warn(
        .unknownMethod,
        "`\(method)` cannot be the name of an HTTP method; the operation is left out.",
        at: operation.pointer
      )
      return
    }
    if Self.methods.contains(method.lowercased()) || method.lowercased() == "query" {
      findings.warn(
        .unknownMethod,
        "`\(method)` has a member of its own in a path item; move it out of "
          + "`additionalOperations`.",
        at: operation.pointer
      )
    }
    declare(method.uppercased(), operation, in: &item)
  }

  private func declare(_ method: String, _ node: Located, in item: inout PathItem) {
    guard item.declarations[method] == nil else { return }
    item.declarations[method] = node
  }

  /// Reports what is wrong with the path itself.
  private mutating func checkTemplate(
    _ item: inout PathItem,
    key: String,
    shapes: inout [String: String]
  ) {
    if !key.hasPrefix("/") {
      findings.warn(
        .pathSyntax,
        "The path `\(key)` has to begin with `/`; it is read as `/\(key)`.",
        at: item.node.pointer
      )
      item.path = "/" + key
    }
    guard item.path.utf8.count <= limits.pathBytesMax else {
      item.defect = Defect(
        .pathTooLong,
        "The path is longer than \(limits.pathBytesMax) bytes.",
        at: item.node.pointer
      )
      return
    }
    if item.path.contains("#") {
      findings.warn(
        .pathSyntax,
        "A path must not contain `#`: what follows it is never sent.",
        at: item.node.pointer
      )
    } else if item.path.contains("?") {
      findings.warn(
        .pathSyntax,
        "A path must not contain `?`; declare the query as parameters.",
        at: item.node.pointer
      )
    }
    let template = PathTemplate(item.path)
    if !template.isBalanced {
      findings.warn(
        .pathSyntax,
        "A brace in the path `\(key)` has no partner or no name; it is sent as it is written.",
        at: item.node.pointer
      )
    }
    guard !item.declarations.isEmpty else { return }
    if let other = shapes[template.shape] {
      findings.warn(
        .ambiguousPaths,
        "The paths `\(other)` and `\(item.path)` differ in parameter names only, so a request "
          + "cannot tell them apart; remove one of them.",
        at: item.node.pointer
      )
    } else {
      shapes[template.shape] = item.path
    }
  }
}

extension String {
  /// RFC 9110 §5.6.2.
  var isHTTPToken: Bool {
    !isEmpty
      && utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "a")...UInt8(ascii: "z"):
          true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
      }
  }
}
