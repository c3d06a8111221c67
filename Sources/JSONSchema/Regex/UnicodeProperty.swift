/// A property that `\p{…}` can name (ECMA-262 §22.2.1.9, tables 69–72): the general categories,
/// the common scripts and the binary properties that are seen in patterns.
enum UnicodeProperty: Sendable {
  case category(Set<Unicode.GeneralCategory>)
  case script(UnicodeScript)
  case binary(@Sendable (Unicode.Scalar.Properties) -> Bool)
  case any
  case ascii
  case assigned

  /// - Parameter text: What stands between the braces: `L`, `Script=Greek`, `gc=Lu`.
  /// - Returns: `nil` when the name is not known.
  init?(named text: String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard parts.count == 2 else {
      guard let property = Self.lone(name) else { return nil }
      self = property
      return
    }
    let value = String(parts[1])
    switch name {
    case "General_Category", "gc":
      guard let categories = Self.categories[value] else { return nil }
      self = .category(categories)
    case "Script", "sc", "Script_Extensions", "scx":
      guard let script = UnicodeScript(named: value) else { return nil }
      self = .script(script)
    default: return nil
    }
  }

  func contains(_ code: UInt32) -> Bool {
    guard let scalar = Unicode.Scalar(code) else { return false }
    return switch self {
    case .category(let categories): categories.contains(scalar.properties.generalCategory)
    case .script(let script): script.contains(code)
    case .binary(let test): test(scalar.properties)
    case .any: true
    case .ascii: code < 128
    case .assigned: scalar.properties.generalCategory != .unassigned
    }
  }

  private static func lone(_ name: String) -> UnicodeProperty? {
    if let categories = categories[name] { return .category(categories) }
    return switch name {
    case "Any": .any
    case "ASCII": .ascii
    case "Assigned": .assigned
    case "Alphabetic", "Alpha": .binary { $0.isAlphabetic }
    case "Lowercase", "Lower": .binary { $0.isLowercase }
    case "Uppercase", "Upper": .binary { $0.isUppercase }
    case "White_Space", "space": .binary { $0.isWhitespace }
    case "ASCII_Hex_Digit", "AHex": .binary { $0.isASCIIHexDigit }
    case "Hex_Digit", "Hex": .binary { $0.isHexDigit }
    case "ID_Start", "IDS": .binary { $0.isIDStart }
    case "ID_Continue", "IDC": .binary { $0.isIDContinue }
    case "XID_Start", "XIDS": .binary { $0.isXIDStart }
    case "XID_Continue", "XIDC": .binary { $0.isXIDContinue }
    case "Ideographic", "Ideo": .binary { $0.isIdeographic }
    case "Dash": .binary { $0.isDash }
    case "Math": .binary { $0.isMath }
    case "Diacritic", "Dia": .binary { $0.isDiacritic }
    case "Emoji": .binary { $0.isEmoji }
    case "Emoji_Presentation", "EPres": .binary { $0.isEmojiPresentation }
    case "Emoji_Modifier", "EMod": .binary { $0.isEmojiModifier }
    default: nil
    }
  }

  /// Short name, long name and other aliases of each category, as PropertyValueAliases gives them.
  private static let categories: [String: Set<Unicode.GeneralCategory>] = {
    let single: [(Unicode.GeneralCategory, [String])] = [
      (.uppercaseLetter, ["Lu", "Uppercase_Letter"]),
      (.lowercaseLetter, ["Ll", "Lowercase_Letter"]),
      (.titlecaseLetter, ["Lt", "Titlecase_Letter"]),
      (.modifierLetter, ["Lm", "Modifier_Letter"]),
      (.otherLetter, ["Lo", "Other_Letter"]),
      (.nonspacingMark, ["Mn", "Nonspacing_Mark"]),
      (.spacingMark, ["Mc", "Spacing_Mark"]),
      (.enclosingMark, ["Me", "Enclosing_Mark"]),
      (.decimalNumber, ["Nd", "Decimal_Number", "digit"]),
      (.letterNumber, ["Nl", "Letter_Number"]),
      (.otherNumber, ["No", "Other_Number"]),
      (.connectorPunctuation, ["Pc", "Connector_Punctuation"]),
      (.dashPunctuation, ["Pd", "Dash_Punctuation"]),
      (.openPunctuation, ["Ps", "Open_Punctuation"]),
      (.closePunctuation, ["Pe", "Close_Punctuation"]),
      (.initialPunctuation, ["Pi", "Initial_Punctuation"]),
      (.finalPunctuation, ["Pf", "Final_Punctuation"]),
      (.otherPunctuation, ["Po", "Other_Punctuation"]),
      (.mathSymbol, ["Sm", "Math_Symbol"]),
      (.currencySymbol, ["Sc", "Currency_Symbol"]),
      (.modifierSymbol, ["Sk", "Modifier_Symbol"]),
      (.otherSymbol, ["So", "Other_Symbol"]),
      (.spaceSeparator, ["Zs", "Space_Separator"]),
      (.lineSeparator, ["Zl", "Line_Separator"]),
      (.paragraphSeparator, ["Zp", "Paragraph_Separator"]),
      (.control, ["Cc", "Control", "cntrl"]),
      (.format, ["Cf", "Format"]),
      (.surrogate, ["Cs", "Surrogate"]),
      (.privateUse, ["Co", "Private_Use"]),
      (.unassigned, ["Cn", "Unassigned"]),
    ]
    let groups: [(prefix: String, aliases: [String])] = [
      ("L", ["L", "Letter"]), ("M", ["M", "Mark", "Combining_Mark"]), ("N", ["N", "Number"]),
      ("P", ["P", "Punctuation", "punct"]), ("S", ["S", "Symbol"]), ("Z", ["Z", "Separator"]),
      ("C", ["C", "Other"]),
    ]
    var result: [String: Set<Unicode.GeneralCategory>] = [:]
    for (category, names) in single {
      for name in names { result[name] = [category] }
    }
    for group in groups {
      let members = single.filter { $0.1[0].hasPrefix(group.prefix) }.map(\.0)
      for alias in group.aliases { result[alias] = Set(members) }
    }
    result["LC"] = [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter]
    result["Cased_Letter"] = result["LC"]
    return result
  }()
}
