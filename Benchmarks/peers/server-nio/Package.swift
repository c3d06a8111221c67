// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "peer",
  dependencies: [.package(url: "https://github.com/apple/swift-nio", exact: "2.101.2")],
  targets: [
    .executableTarget(
      name: "peer",
      dependencies: ["NIOCore", "NIOPosix", "NIOHTTP1", "NIOWebSocket"].map { name in
        .product(name: name, package: "swift-nio")
      },
      path: "Sources"
    )
  ],
  swiftLanguageModes: [.v5]
)
