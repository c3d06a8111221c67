package import JSONSchema
package import OrderedCollections

/// An OpenAPI document of any version, lowered to one model with the semantics of 3.1.
///
/// Nothing downstream asks for the version again. Immutable; shared between threads.
package struct APIDocument: Sendable {
  /// The version as written: `2.0`, `3.0.3`, `3.1.0`, `3.2.0`.
  package var version: String
  package var title: String
  /// `info.version`.
  package var apiVersion: String
  package var summary: String?
  package var servers: [Server]
  package var tags: [Tag]
  /// Usable operations in the document's order: paths as written; within a path item the methods as written.
  package var operations: [Operation]
  /// Operations that could not be read, each with its reason; they cost only themselves.
  package var skippedOperations: [SkippedOperation]
  /// Requests that the API sends by itself (3.1.1 §4.8.1); never called.
  package var webhooks: [ReceivedOperation]
  package var securitySchemes: OrderedDictionary<String, SecurityScheme>
  /// Everything that `operations` points to.
  package var schemas: SchemaArena
  /// Component name → schema, in the document's order.
  package var componentSchemas: OrderedDictionary<String, SchemaID>
  /// Findings that did not stop the reading, located.
  package var problems: [Diagnostic]
}

/// A target of requests (3.1.1 §4.8.5) with its variables already replaced by their defaults.
package struct Server: Sendable, Equatable {
  /// Absolute, or relative to where the document was served; never ends in `/`.
  package var url: String
  /// As written, with `{variables}`.
  package var template: String
  package var variables: OrderedDictionary<String, ServerVariable>
  package var description: String?
}

package struct ServerVariable: Sendable, Equatable {
  package var defaultValue: String
  package var enumeration: [String]
}

package struct Tag: Sendable, Equatable {
  package var name: String
  package var description: String?
  /// The name of the tag that this one stands below (3.2 §4.22).
  package var parent: String?
}

/// A request that the API sends and the client receives: of a webhook, or of a callback.
package struct ReceivedOperation: Sendable, Equatable {
  /// Of the webhook or callback.
  package var name: String
  /// The runtime expression that gives a callback's address (3.1.1 §4.8.20.4); `nil` for a webhook.
  package var expression: String?
  /// Upper case.
  package var method: String
  package var pointer: JSONPointer
}

package struct SkippedOperation: Sendable, Equatable {
  /// Upper case.
  package var method: String
  package var path: String
  package var reason: Diagnostic
}
