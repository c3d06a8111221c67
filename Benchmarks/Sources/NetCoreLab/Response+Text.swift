import HTTPTypes
import NetCore

extension Response {
  /// An answer of a line of plain text.
  init(status: HTTPResponse.Status, text: String) {
    self.init(status: status, contentType: "text/plain; charset=utf-8", text: text + "\n")
  }

  /// The answer to content that cannot be read.
  init(refusing error: ContentError) {
    self.init(status: error.status, text: error.detail)
  }
}
