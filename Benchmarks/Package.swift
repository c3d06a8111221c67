// swift-tools-version: 6.2
import PackageDescription

/// The same as in the package whose speed is measured.
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

let package = Package(
  name: "assay-benchmarks",
  products: [
    .executable(name: "netcore-lab", targets: ["NetCoreLab"]),
    .executable(name: "ceiling", targets: ["ceiling"]),
    .executable(name: "wsload", targets: ["wsload"]),
  ],
  dependencies: [
    .package(name: "assay", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0", traits: []),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
  ],
  targets: [
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    // The least that a server can do, and what loads them all.
    .executableTarget(name: "ceiling"),
    .executableTarget(name: "wsload"),
    .executableTarget(
      name: "NetCoreLab",
      dependencies: [
        "COpenSSL",
        .product(name: "NetCore", package: "assay"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict
    ),
  ],
  swiftLanguageModes: [.v6]
)
