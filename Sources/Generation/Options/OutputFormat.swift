/// What a suite can be written as; the names of the option `outputs`.
package enum OutputFormat: String, Sendable, CaseIterable {
  case pytest, node, junit, postman, wiremock, hurl, k6, http, json, csv, sql
}
