/// A list in memory of its own, which one loop reads and changes at every turn.
///
/// It is a class over plain memory for the same reason as a ``ByteBuffer``: an array that is a
/// property of a class pays a check of exclusive access, and one of unique ownership, each time.
///
/// Safe to hold because the memory is the table's alone and every access checks its bounds.
@safe final class Table<Element> {
  /// How many elements there are.
  private(set) var count = 0
  private var capacity = 4
  // `capacity` elements, of which the first `count` are initialized; nobody else knows the address.
  private var start: UnsafeMutablePointer<Element>

  /// An empty table.
  init() {
    unsafe start = .allocate(capacity: capacity)
  }

  deinit {
    unsafe start.deinitialize(count: count)
    unsafe start.deallocate()
  }

  /// The element at an index below ``count``.
  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      precondition(index >= 0 && index < count)
      // Sound: the index is below `count`.
      return unsafe start[index]
    }
    set {
      precondition(index >= 0 && index < count)
      // Sound: the index is below `count`.
      unsafe start[index] = newValue
    }
  }

  /// Appends an element.
  func append(_ element: Element) {
    if count == capacity { grow() }
    // Sound: there is room for one element behind the first `count`.
    unsafe (start + count).initialize(to: element)
    count += 1
  }

  private func grow() {
    let grown = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    // Sound: every element moves once, and the old memory is not used again.
    unsafe grown.moveInitialize(from: start, count: count)
    unsafe start.deallocate()
    unsafe start = grown
    capacity *= 2
  }

  /// Takes all elements out, and keeps the memory.
  func removeAll() {
    // Sound: the first `count` are initialized, and none of them is from here on.
    unsafe start.deinitialize(count: count)
    count = 0
  }

  /// Takes an element out; the last one comes to its place.
  func remove(at index: Int) {
    precondition(index >= 0 && index < count)
    count -= 1
    // Sound: the last element was initialized, and is so once again at most.
    let last = unsafe (start + count).move()
    if index < count { unsafe start[index] = last }
  }
}
