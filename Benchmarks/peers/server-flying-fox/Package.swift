// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "peer",
  dependencies: [.package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1")],
  targets: [
    .executableTarget(
      name: "peer",
      dependencies: [.product(name: "FlyingFox", package: "FlyingFox")],
      path: "Sources"
    )
  ],
  swiftLanguageModes: [.v5]
)
