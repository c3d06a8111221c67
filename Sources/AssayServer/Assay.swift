/// The program's own name and version.
package enum Assay {
  package static let version = "0.1.0"
}
