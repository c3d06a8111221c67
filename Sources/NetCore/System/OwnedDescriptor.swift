import Glibc

/// A descriptor that somebody owns: letting go of the value closes it.
///
/// It lives in one of these from the call that made it, so that no path out of a function leaks
/// it. In collections it sits inside a `final class`.
public struct OwnedDescriptor: ~Copyable, Sendable {
  /// The number, for system calls while this value lives.
  public let rawValue: Int32

  /// Takes ownership of a descriptor that nobody else will close.
  public init(owning rawValue: Int32) {
    precondition(rawValue >= 0)
    self.rawValue = rawValue
  }

  deinit {
    // The descriptor is gone whatever close says; there is nobody to tell.
    _ = Glibc.close(rawValue)
  }

  /// Closes the descriptor and reports what the kernel said.
  ///
  /// Needed only where the result matters; otherwise letting go of the value closes it.
  /// The descriptor is gone even when this throws.
  public consuming func close() throws(Errno) {
    let number = rawValue
    discard self
    guard Glibc.close(number) == 0 else {
      let error = Errno(rawValue: errno)
      // Linux has closed the descriptor even when it says EINTR (close(2)).
      if error == .interrupted { return }
      throw error
    }
  }
}
