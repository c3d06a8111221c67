import JSONSchema

/// Webhooks and callbacks: known, and never called.
extension DocumentLowering {
  mutating func webhooks() -> [ReceivedOperation] {
    var received: [ReceivedOperation] = []
    for (name, written) in root["webhooks"]?.members ?? [] {
      do throws(Defect) {
        try spend(1, at: written.pointer)
        let item = try resolve(written, as: "path item")
        received += self.received(by: item, name: name, expression: nil)
      } catch {
        findings.warn(error.code, error.message, at: error.pointer)
      }
    }
    return received
  }

  mutating func callbacks(of operation: Located) throws(Defect) -> [ReceivedOperation] {
    var received: [ReceivedOperation] = []
    let members = operation["callbacks"]?.members ?? []
    try spend(members.count, at: operation.pointer)
    for (name, written) in members {
      do throws(Defect) {
        let callback = try resolve(written, as: "callback")
        for (expression, item) in callback.members {
          let item = try resolve(item, as: "path item")
          received += self.received(by: item, name: name, expression: expression)
        }
      } catch {
        // What is not called costs nothing.
        findings.warn(error.code, error.message, at: error.pointer)
      }
    }
    return received
  }

  private func received(
    by item: Located,
    name: String,
    expression: String?
  ) -> [ReceivedOperation] {
    item.members.filter { Self.methods.contains($0.key) }.map { method, node in
      ReceivedOperation(
        name: name,
        expression: expression,
        method: method.uppercased(),
        pointer: node.pointer
      )
    }
  }
}
