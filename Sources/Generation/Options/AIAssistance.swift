/// Whether a language model is asked for cases and values; the option `ai`.
package enum AIAssistance: String, Sendable, CaseIterable {
  case off, assist
}
