// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours is compiled with these: language mode 6, the upcoming features that make
/// its isolation and imports explicit, memory-unsafe expressions marked, warnings as errors.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let collections = "swift-collections"

let package = Package(
  name: "assay",
  products: [
    .executable(name: "assay", targets: ["assay"]),
    .library(name: "NetCore", targets: ["NetCore"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
    .package(
      url: "https://github.com/apple/swift-configuration",
      exact: "1.4.0",
      traits: ["JSON", "YAML"]
    ),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0", traits: []),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    // C: what the Glibc module lacks, and the system's libraries.
    .target(name: "CLinux"),
    .target(name: "CTLS", linkerSettings: [.linkedLibrary("crypto"), .linkedLibrary("ssl")]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),

    .target(
      name: "NetCore",
      dependencies: [
        "CLinux", "CTLS", "CZlib",
        .product(name: "DequeModule", package: collections),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
      ],
      exclude: ["README.md"],
      swiftSettings: strict
    ),
    .target(
      name: "JSONSchema",
      dependencies: [.product(name: "OrderedCollections", package: collections)],
      swiftSettings: strict
    ),
    .target(
      name: "OpenAPI",
      dependencies: [
        "JSONSchema",
        .product(name: "OrderedCollections", package: collections),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict
    ),
    .target(
      name: "Generation",
      dependencies: [
        "CTLS", "CZlib", "JSONSchema", "OpenAPI",
        .product(name: "OrderedCollections", package: collections),
      ],
      swiftSettings: strict
    ),
    .target(
      name: "TaskHub",
      dependencies: [
        .product(name: "DequeModule", package: collections),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "OrderedCollections", package: collections),
      ],
      swiftSettings: strict
    ),
    .target(
      name: "AssayServer",
      dependencies: [
        "CCurl", "Generation", "JSONSchema", "NetCore", "OpenAPI", "TaskHub",
        .product(name: "Configuration", package: "swift-configuration"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict
    ),
    .target(
      name: "ExampleAPI",
      dependencies: [
        "JSONSchema", "NetCore",
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "assay",
      dependencies: [
        "AssayServer", "ExampleAPI",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict
    ),

    .target(
      name: "TestSupport",
      path: "Tests/TestSupport",
      swiftSettings: strict
    ),
    .testTarget(
      name: "NetCoreTests",
      dependencies: [
        "CTLS", "CZlib", "NetCore", "TestSupport",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
      ],
      resources: [.copy("Cases")],
      swiftSettings: strict
    ),
    .testTarget(
      name: "JSONSchemaTests",
      dependencies: [
        "JSONSchema", "TestSupport",
        .product(name: "OrderedCollections", package: collections),
      ],
      resources: [.copy("Fixtures")],
      swiftSettings: strict
    ),
    .testTarget(
      name: "OpenAPITests",
      dependencies: [
        "JSONSchema", "OpenAPI", "TestSupport",
        .product(name: "OrderedCollections", package: collections),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "GenerationTests",
      dependencies: [
        "Generation", "JSONSchema", "OpenAPI", "TestSupport",
        .product(name: "OrderedCollections", package: collections),
      ],
      resources: [.copy("Fixtures")],
      swiftSettings: strict
    ),
    .testTarget(
      name: "TaskHubTests",
      dependencies: [
        "TaskHub", "TestSupport",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "AssayServerTests",
      dependencies: [
        "AssayServer", "Generation", "JSONSchema", "NetCore", "OpenAPI", "TaskHub", "TestSupport",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ExampleAPITests",
      dependencies: ["ExampleAPI", "JSONSchema"],
      swiftSettings: strict
    ),
  ],
  swiftLanguageModes: [.v6]
)
