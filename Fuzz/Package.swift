// swift-tools-version: 6.2
import PackageDescription

/// Fuzzers for what NetCore parses, one program a parser. `make fuzz` builds and runs them.
///
/// They build with `-sanitize=fuzzer` only, which this manifest cannot say by itself: the flag has
/// to reach NetCore as well, so it stands on the command line (see `scripts/fuzz`).
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let netCore: Target.Dependency = .product(name: "NetCore", package: "assay")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")

let package = Package(
  name: "fuzz",
  dependencies: [
    .package(name: "assay", path: ".."),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0", traits: []),
  ],
  targets: [
    .target(name: "CFuzzer"),
    .target(name: "Fuzzing", dependencies: ["CFuzzer"], swiftSettings: strict),
  ]
    + ["Requests", "Content", "Frames", "Forms", "Targets", "Fields"].map { name in
      .executableTarget(
        name: name,
        dependencies: ["Fuzzing", netCore, httpTypes],
        swiftSettings: strict
      )
    },
  swiftLanguageModes: [.v6]
)
