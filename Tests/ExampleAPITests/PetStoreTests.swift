import Testing

@testable import ExampleAPI

@Suite struct PetStoreTests {
  private let details = NewPet(name: "Rex", species: "dog")

  @Test func `finds and removes by id, whatever was removed before`() async {
    let store = PetStore()
    var ids: [Int] = []
    for _ in 0..<9 { ids.append(await store.add(details, createdAt: "now").id) }
    for id in [ids[4], ids[0], ids[8]] {
      #expect(await store.remove(id: id))
      #expect(await !store.remove(id: id))
      #expect(await store.pet(id: id) == nil)
    }
    for id in [ids[1], ids[3], ids[5], ids[7]] { #expect(await store.pet(id: id)?.id == id) }
  }

  @Test func `lists one species up to the limit, and counts all`() async {
    let store = PetStore()
    for species in ["dog", "cat", "dog", "dog"] {
      _ = await store.add(NewPet(name: "A", species: species), createdAt: "now")
    }
    let (page, totalCount) = await store.list(species: "dog", limit: 2)
    #expect(page.map(\.id) == [1, 3])
    #expect(totalCount == 3)
  }

  @Test func `makes room for the newest pet when it is full`() async {
    let store = PetStore()
    for _ in 0...PetStore.petsMax { _ = await store.add(details, createdAt: "now") }
    #expect(await store.pet(id: 1) == nil)
    #expect(await store.list(species: nil, limit: 1).totalCount == PetStore.petsMax)
  }
}
