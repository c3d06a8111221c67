import JSONSchema
import OrderedCollections
import Testing

@testable import OpenAPI

@Suite struct SecurityTests {
  @Test func `schemes of OpenAPI 3`() throws {
    let document = try openAPI(
      "3.2.0",
      """
      paths: {}
      components:
        securitySchemes:
          key: {type: apiKey, name: X-Key, in: header}
          basic: {type: http, scheme: Basic}
          bearer: {type: http, scheme: bearer, bearerFormat: JWT}
          digest: {type: http, scheme: DIGEST}
          oauth:
            type: oauth2
            flows:
              implicit: {authorizationUrl: 'https://a', scopes: {i: ''}}
              password: {tokenUrl: 'https://p', scopes: {p: ''}}
              clientCredentials: {tokenUrl: 'https://c', scopes: {c: '', p: ''}}
          oidc: {type: openIdConnect, openIdConnectUrl: 'https://o'}
          tls: {type: mutualTLS}
          alias: {$ref: '#/components/securitySchemes/key'}
          odd: {type: kerberos}
          half: {type: apiKey, name: k}
      """
    )
    let expected: OrderedDictionary<String, SecurityScheme> = [
      "key": .apiKey(name: "X-Key", location: .header),
      "basic": .http(scheme: "basic"),
      "bearer": .http(scheme: "bearer"),
      "digest": .http(scheme: "digest"),
      "oauth": .oauth2(tokenURL: "https://c", scopes: ["c", "p", "i"]),
      "oidc": .openIDConnect(url: "https://o"),
      "tls": .mutualTLS,
      "alias": .apiKey(name: "X-Key", location: .header),
      "odd": .unknown(type: "kerberos"),
      "half": .unknown(type: "apiKey"),
    ]
    #expect(document.securitySchemes == expected)
    #expect(document.warns(at: "/components/securitySchemes/odd", "`kerberos`"))
    #expect(document.warns(at: "/components/securitySchemes/half", "needs `name` and `in`"))
  }

  @Test func `schemes of Swagger`() throws {
    let document = try swagger(
      """
      paths: {}
      securityDefinitions:
        basic: {type: basic}
        key: {type: apiKey, name: k, in: query}
        code: {type: oauth2, flow: accessCode, tokenUrl: 'https://t', scopes: {a: '', b: ''}}
        implicit: {type: oauth2, flow: implicit, authorizationUrl: 'https://a', scopes: {}}
      """
    )
    #expect(
      document.securitySchemes == [
        "basic": .http(scheme: "basic"), "key": .apiKey(name: "k", location: .query),
        "code": .oauth2(tokenURL: "https://t", scopes: ["a", "b"]),
        "implicit": .oauth2(tokenURL: nil, scopes: []),
      ]
    )
  }

  @Test(
    arguments: [
      ("", [["a": ["s"]]]), ("security: []", []), ("security: [{}]", [[:]]),
      ("security: [{b: []}, {a: [x, y], b: []}]", [["b": []], ["a": ["x", "y"], "b": []]]),
      ("security: [{}, {b: []}]", [[:], ["b": []]]), ("security: {b: []}", [["b": []]]),
    ] as [(String, [OrderedDictionary<String, [String]>])]
  )
  func `an operation has its own requirements or the document's`(
    own: String,
    expected: [OrderedDictionary<String, [String]>]
  ) throws {
    let document = try openAPI(
      "3.0.0",
      """
      security: [{a: [s]}]
      paths: {/a: {get: {responses: {}, \(own)}}}
      components: {securitySchemes: {a: {type: http, scheme: basic}, b: {type: http, scheme: bearer}}}
      """
    )
    #expect(document.operations[0].security.map(\.schemes) == expected)
    let isMapping = own == "security: {b: []}"
    #expect(document.warns(at: "/paths/~1a/get/security", "list of alternatives") == isMapping)
  }

  @Test func `no security anywhere is none`() throws {
    #expect(
      try openAPI("3.0.0", "paths: {/a: {get: {responses: {}}}}").operations[0].security.isEmpty
    )
  }

  @Test func `an undefined scheme is warned about`() throws {
    let document = try openAPI("3.1.0", "paths: {/a: {get: {security: [{x-key: []}]}}}")
    #expect(document.operations[0].security.map(\.schemes.keys) == [["x-key"]])
    #expect(document.warns(at: "/paths/~1a/get/security/0/x-key", "not defined"))
  }
}
