import OrderedCollections

/// Keeps tasks as long as the process lives.
package actor InMemoryStore: TaskStore {
  private struct Entry {
    var record: TaskRecord
    let input: TaskInput
    let idempotency: Idempotency?
    var updates: [ProgressUpdate] = []
    var archive: TaskArchive?
  }

  /// In order of creation.
  private var entries: OrderedDictionary<TaskID, Entry> = [:]
  private var idsByKey: [String: TaskID] = [:]

  package init() {}

  package func apply(_ changes: [TaskChange]) {
    for change in changes { apply(change) }
  }

  private func apply(_ change: TaskChange) {
    switch change {
    case .create(let record, let input, let idempotency):
      entries[record.id] = Entry(record: record, input: input, idempotency: idempotency)
      if let idempotency { idsByKey[idempotency.key] = record.id }
    case .replace(let record): entries[record.id]?.record = record
    case .append(let id, let update):
      entries[id]?.updates.append(update)
      entries[id]?.record.latest = update
    case .keep(let id, let archive): entries[id]?.archive = archive
    case .removeArchive(let id): entries[id]?.archive = nil
    case .remove(let id):
      let entry = entries.removeValue(forKey: id)
      if let key = entry?.idempotency?.key, idsByKey[key] == id {
        idsByKey.removeValue(forKey: key)
      }
    }
  }

  package func record(of id: TaskID) -> TaskRecord? {
    entries[id]?.record
  }

  package func records(_ query: HistoryQuery) -> [TaskRecord] {
    var found: [TaskRecord] = []
    for entry in entries.values.reversed() {
      let record = entry.record
      if let states = query.states, !states.contains(record.state) { continue }
      if let cursor = query.cursor, !cursor.precedes(record) { continue }
      found.append(record)
    }
    found.sort { ($1.createdAt, $1.id.text) < ($0.createdAt, $0.id.text) }
    return Array(found.prefix(query.limit))
  }

  package func updates(of id: TaskID, after sequence: Int) -> [ProgressUpdate] {
    guard let updates = entries[id]?.updates else { return [] }
    return Array(updates.drop { ($0.sequence ?? 0) <= sequence })
  }

  package func input(of id: TaskID) -> TaskInput? {
    entries[id]?.input
  }

  package func archive(of id: TaskID) -> TaskArchive? {
    entries[id]?.archive
  }

  package func submission(withKey key: String) -> (id: TaskID, fingerprint: String)? {
    guard let id = idsByKey[key], let idempotency = entries[id]?.idempotency else { return nil }
    return (id, idempotency.fingerprint)
  }
}
