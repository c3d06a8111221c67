package import TaskHub

/// What was fetched.
package struct FetchedDocument: Sendable, Equatable {
  package var bytes: [UInt8]
  /// The address after all redirects.
  package var address: String
}

/// Fetches documents by HTTP, within bounds and only from where the policy lets it.
package struct DocumentFetcher: Sendable {
  /// The bounds of one fetch.
  package struct Limits: Sendable {
    package var bytesMax = 32 * 1024 * 1024
    package var connectTimeout: Duration = .seconds(10)
    package var totalTimeout: Duration = .seconds(30)
    package var redirectsMax = 5
    /// Fetches at the same time; further ones wait.
    package var fetchesMax = 8

    package init() {}
  }

  package let limits: Limits
  package let policy: AddressPolicy
  private let threads: FetchThreads

  package init(limits: Limits = Limits(), policy: AddressPolicy = AddressPolicy()) {
    self.limits = limits
    self.policy = policy
    threads = FetchThreads(countMax: limits.fetchesMax)
  }

  /// The content at `address`. Stops soon after the calling task is cancelled, once it has a thread.
  ///
  /// - Parameter fields: sent to the host of `address` only, not to another that it redirects to.
  package func fetch(
    _ address: FetchAddress,
    fields: [RequestField] = []
  ) async throws(FetchError) -> FetchedDocument {
    let transfer = FetchTransfer(
      address: address,
      fields: fields,
      limits: limits,
      mayConnect: policy.permits
    )
    let result = await withTaskCancellationHandler {
      await threads.run { transfer.run() }
    } onCancel: {
      transfer.cancel()
    }
    return try result.get()
  }
}
