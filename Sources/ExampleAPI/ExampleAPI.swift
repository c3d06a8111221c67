import FoundationEssentials
import HTTPTypes
import JSONSchema
package import NetCore

/// The API that `Examples/petstore.yaml` describes, so that a newcomer has something to run the
/// generated suite against. It does what the document says; ``Fault`` breaks one thing of it.
package struct ExampleAPI: RequestHandler {
  /// The content of `POST /pets` may have so many bytes.
  static let contentBytesMax = 64 * 1024

  private let store = PetStore()
  private let fault: Fault?

  package init(fault: Fault? = nil) {
    self.fault = fault
  }

  package func disposition(of head: RequestHead, peer: PeerInformation) -> Disposition {
    let segments = head.target.path.split(separator: "/", omittingEmptySubsequences: false)
      .dropFirst()
    switch (segments.first, segments.count) {
    case ("pets", 1): return collection(head)
    case ("pets", 2): return item(head, id: String(segments.last ?? ""))
    default: return .respond(.problem(404, "Not Found", "There is nothing at \(head.target.path)."))
    }
  }

  // MARK: - /pets

  private func collection(_ head: RequestHead) -> Disposition {
    switch head.method {
    case .get, .head:
      let selection: Selection
      do {
        selection = try Selection(head.target.queryItems)
      } catch {
        return .respond(.problem(400, "Bad Request", error.detail))
      }
      return .handle { [store] _ in
        let (page, totalCount) = await store.list(
          species: selection.species,
          limit: selection.limit
        )
        var response = Response.json(.array(page.map { .object($0.json) }))
        response.fields[.totalCount] = String(totalCount)
        return response
      }
    case .post: return .handle { request in await create(request) }
    default: return .respond(.methodNotAllowed(allow: "GET, HEAD, POST"))
    }
  }

  private func create(_ request: IncomingRequest) async -> Response {
    let mediaType = request.head.fields[.contentType]?.prefix { $0 != ";" }.lowercased()
    guard mediaType?.trimmingPrefix(while: \.isWhitespace) == "application/json" else {
      return .problem(415, "Unsupported Media Type", "A pet is sent as application/json.")
    }
    let details: NewPet
    do {
      let content = try await request.collectContent(upTo: Self.contentBytesMax)
      details = try NewPet(JSONReader.read(content).value, ignoringAge: fault == .validation)
    } catch let rejection as NewPet.Rejection {
      return .problem(422, "Unprocessable Content", rejection.detail)
    } catch let error as JSONSyntaxError {
      return .problem(400, "Bad Request", "The content is not JSON: \(error.message)")
    } catch {
      return .problem(400, "Bad Request", "The content could not be read.")
    }
    let pet = await store.add(details, createdAt: Date.now.formatted(.iso8601))
    var response = Response.json(.object(pet.json), status: fault == .status ? .ok : .created)
    response.fields[.location] = "/pets/\(pet.id)"
    return response
  }

  // MARK: - /pets/{id}

  private func item(_ head: RequestHead, id text: String) -> Disposition {
    guard head.method == .get || head.method == .delete else {
      return .respond(.methodNotAllowed(allow: "GET, DELETE"))
    }
    guard let id = Int(text), id >= 1 else {
      return .respond(.problem(400, "Bad Request", "id is an integer of at least 1."))
    }
    let notFound = Response.problem(404, "Not Found", "There is no pet \(id).")
    if head.method == .delete {
      return .handle { [store] _ in
        await store.remove(id: id) ? Response(status: .noContent) : notFound
      }
    }
    return .handle { [store, fault] _ in
      guard let pet = await store.pet(id: id) else { return notFound }
      var json = pet.json
      if fault == .schema { json["age"] = .string("\(pet.details.age ?? 0) years") }
      return .json(.object(json))
    }
  }
}

/// The query parameters of `GET /pets`.
private struct Selection {
  var limit = 20
  var species: String?

  init(_ items: [FormItem]) throws(NewPet.Rejection) {
    for item in items {
      switch item.name {
      case "limit":
        guard let limit = Int(item.value), (1...100).contains(limit) else {
          throw NewPet.Rejection(detail: "limit is an integer from 1 to 100")
        }
        self.limit = limit
      case "species":
        guard NewPet.species.contains(item.value) else {
          throw NewPet.Rejection(detail: "species is one of dog, cat, bird, fish")
        }
        species = item.value
      default: break
      }
    }
  }
}

extension Response {
  fileprivate static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok) -> Response {
    Response(status: status, contentType: "application/json", text: value.serialized())
  }

  fileprivate static func problem(_ status: Int, _ title: String, _ detail: String) -> Response {
    let problem: JSONValue = [
      "type": "about:blank",
      "title": .string(title),
      "status": .number(JSONNumber(status)),
      "detail": .string(detail),
    ]
    return Response(
      status: HTTPResponse.Status(code: status, reasonPhrase: title),
      contentType: "application/problem+json",
      text: problem.serialized()
    )
  }

  fileprivate static func methodNotAllowed(allow: String) -> Response {
    var response = problem(405, "Method Not Allowed", "Use one of \(allow).")
    response.fields[.allow] = allow
    return response
  }
}

extension HTTPField.Name {
  /// How many pets match in all, whatever the page holds.
  fileprivate static let totalCount = wellKnown("X-Total-Count")
}
