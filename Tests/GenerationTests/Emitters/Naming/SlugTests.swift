import Testing

@testable import Generation

@Suite struct SlugTests {
  @Test(arguments: [
    ("petId", "pet_id"), ("pet-id", "pet_id"), ("GET /pets/{petId}", "get_pets_pet_id"),
    ("__a__", "a"), ("HTTPServer2Go", "httpserver2_go"), ("name ≤ 20 – no", "name_20_no"),
  ])
  func `joins the words of a text`(text: String, slug: String) {
    #expect(Slug.words(text) == slug)
  }

  @Test(arguments: ["", "///", "日本語", "שלום", "名 pets", String(repeating: "ab ", count: 5_000)])
  func `marks what it had to leave out by a digest`(text: String) {
    let slug = Slug.words(text)
    #expect(slug.hasSuffix("_" + Slug.digest(of: text)))
    #expect(slug.utf8.count <= 60)
    #expect(slug.first?.isLetter == true)
    #expect(slug.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func `cuts only what is too long`() {
    let text = String(repeating: "a", count: 20)
    #expect(Slug.words(text, characterCountMax: 20) == text)
    #expect(Slug.words(text + "b", characterCountMax: 20).utf8.count == 20)
    #expect(
      Slug.words(text + "b", characterCountMax: 20) != Slug.words(text + "c", characterCountMax: 20)
    )
  }
}
