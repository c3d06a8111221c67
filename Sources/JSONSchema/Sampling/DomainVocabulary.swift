/// Words of the field that the API is about, for names, titles and descriptions.
struct DomainVocabulary: Sendable {
  let products: [String]
  let categories: [String]

  /// - Parameter hint: Free text such as `e-commerce` or `online banking`; unknown fields get
  ///   everyday words.
  init(hint: String?) {
    let hint = hint?.lowercased() ?? ""
    let known = Self.fields.first { field in field.keys.contains { hint.contains($0) } }
    products = known?.products ?? ["Desk Lamp", "Travel Mug", "Notebook", "Garden Chair"]
    categories = known?.categories ?? ["household", "office", "garden", "outdoor"]
  }

  private struct Field {
    var keys: [String]
    var products: [String]
    var categories: [String]
  }

  private static let fields = [
    Field(
      keys: ["pet", "animal", "veterinar"],
      products: ["Bella", "Rocky", "Luna", "Milo"],
      categories: ["dogs", "cats", "birds", "fish"]
    ),
    Field(
      keys: ["bank", "financ", "payment", "fintech", "insur"],
      products: ["Everyday Account", "Savings Plan", "Business Loan", "Travel Card"],
      categories: ["accounts", "savings", "loans", "cards"]
    ),
    Field(
      keys: ["health", "medic", "hospital", "clinic", "pharma"],
      products: ["Annual Check-up", "Blood Test", "Physiotherapy", "Vaccination"],
      categories: ["cardiology", "dentistry", "pediatrics", "radiology"]
    ),
    Field(
      keys: ["travel", "hotel", "flight", "booking", "rail", "train"],
      products: ["City Break", "Harbour Hotel", "Night Train", "Island Tour"],
      categories: ["hotels", "flights", "tours", "trains"]
    ),
    Field(
      keys: ["food", "restaurant", "recipe", "delivery"],
      products: ["Margherita Pizza", "Green Salad", "Noodle Soup", "Apple Pie"],
      categories: ["starters", "mains", "desserts", "drinks"]
    ),
    Field(
      keys: ["school", "educat", "course", "learn", "universit"],
      products: [
        "Introduction to Statistics", "Modern History", "Linear Algebra", "Creative Writing",
      ],
      categories: ["mathematics", "history", "languages", "arts"]
    ),
    Field(
      keys: ["music", "media", "video", "stream"],
      products: ["Morning Light", "Northern Roads", "Paper Boats", "Second Spring"],
      categories: ["jazz", "documentary", "classical", "folk"]
    ),
    Field(
      keys: ["book", "librar", "publish"],
      products: [
        "The Quiet Harbour", "A Field Guide to Clouds", "Winter Letters", "The Long Bridge",
      ],
      categories: ["fiction", "science", "travel", "poetry"]
    ),
    Field(
      keys: ["shop", "commerce", "retail", "store", "order"],
      products: ["Desk Lamp", "Running Shoes", "Coffee Grinder", "Rain Jacket"],
      categories: ["lighting", "footwear", "kitchen", "clothing"]
    ),
  ]
}
