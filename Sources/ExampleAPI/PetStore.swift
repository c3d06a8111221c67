/// The pets, in memory, oldest first.
///
/// Bounded: at ``petsMax`` the oldest pet makes room, so that a long test run never fills the memory.
actor PetStore {
  static let petsMax = 10_000

  private var pets: [Pet] = []
  private var lastID = 0

  /// The first `limit` pets of one species (`nil`: of any), and how many there are of it in all.
  func list(species: String?, limit: Int) -> (page: [Pet], totalCount: Int) {
    let matching = pets.filter { species == nil || $0.details.species == species }
    return (Array(matching.prefix(limit)), matching.count)
  }

  func add(_ details: NewPet, createdAt: String) -> Pet {
    if pets.count >= Self.petsMax { pets.removeFirst() }
    lastID += 1
    let pet = Pet(id: lastID, details: details, createdAt: createdAt)
    pets.append(pet)
    return pet
  }

  func pet(id: Int) -> Pet? {
    index(of: id).map { pets[$0] }
  }

  /// Whether there was such a pet.
  func remove(id: Int) -> Bool {
    guard let index = index(of: id) else { return false }
    pets.remove(at: index)
    return true
  }

  /// By bisection: ids only grow, so the pets lie in their order.
  private func index(of id: Int) -> Int? {
    var low = 0
    var high = pets.count
    while low < high {
      let middle = (low + high) / 2
      if pets[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low < pets.count && pets[low].id == id ? low : nil
  }
}
