// swift-tools-version: 6.3
import PackageDescription

/// One set of compiler settings for every Swift target in the package.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

/// Release builds of the executable carry the Swift runtime and FoundationEssentials inside.
///
/// A third of a cold start goes into loading them otherwise. Only the link is static, so tests and executable come from one build.
let staticRelease: [LinkerSetting] = {
    let release = BuildSettingCondition.when(platforms: [.linux], configuration: .release)
    return [
        .unsafeFlags(["-static-stdlib", "-use-ld=lld"], release),
        .linkedLibrary("_FoundationCollections", release),
        .linkedLibrary("_FoundationCShims", release),
        .linkedLibrary("swiftSynchronization", release),
    ]
}()

let package = Package(
    name: "sandyq",
    products: [
        .executable(name: "sandyq", targets: ["sandyq"]),
        .executable(name: "sandyq-vault", targets: ["sandyq-vault"]),
        .executable(name: "sandyq-serve", targets: ["sandyq-serve"]),
        // For the tests alone, which run it as a process of its own.
        .executable(name: "VaultFaults", targets: ["VaultFaults"]),
        .library(name: "SandyqSignatures", targets: ["SandyqSignatures", "SandyqValidation"]),
    ],
    dependencies: [
        // Commands, options, help, completions and the man page.
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        // The peer that tests compare our own reading of BER and DER with.
        .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
        // SQLite for the vault's index: prepared statements, migrations, full-text search.
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        // The HTTP server: routing, bodies as streams with back-pressure. Without its own reading of settings, and without
        // the whole of Foundation: neither is used.
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        // What Hummingbird stands on and its interface speaks of; pinned so that every build serves with the same code.
        .package(url: "https://github.com/apple/swift-nio.git", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", exact: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-nio-extras.git", exact: "1.35.2"),
        // TLS without a proxy in front: BoringSSL under names of its own, so it never meets the system's OpenSSL.
        .package(url: "https://github.com/apple/swift-nio-ssl.git", exact: "2.37.6"),
        // Lines of the log and figures of the metrics, as Hummingbird itself reports them.
        .package(url: "https://github.com/apple/swift-log.git", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics.git", exact: "2.13.0"),
        // Signals, and an end that waits for what was accepted.
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", exact: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        // PDF structure. Only its headers are needed to build: libqpdf itself is loaded when the first PDF is read.
        .systemLibrary(name: "CQPDF", providers: [.apt(["libqpdf-dev"])]),
        // What PDF streams are compressed with: they are measured before qpdf unpacks them. Loaded like qpdf, which needs it too.
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "CKazakhGOST",
            dependencies: ["COpenSSL"],
            cSettings: [
                .enableWarning("all"), .enableWarning("extra"), .disableWarning("unused-parameter"),
                .treatAllWarnings(as: .error),
            ]
        ),
        .target(
            name: "SandyqOpenSSL",
            dependencies: ["COpenSSL", "CKazakhGOST"],
            path: "Sources/OpenSSL",
            swiftSettings: settings
        ),
        // XML. Only its headers are needed to build: libxml2 itself is loaded when the first XML is read.
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .target(
            name: "SandyqLibXML",
            dependencies: ["CLibXML2"],
            path: "Sources/LibXML",
            swiftSettings: settings
        ),
        .systemLibrary(name: "CLinux"),
        .target(name: "SandyqFiles", dependencies: ["CLinux"], path: "Sources/Files", swiftSettings: settings),
        // ZIP archives. Only its header is needed to build: libzip itself is loaded when the first archive is read.
        .systemLibrary(name: "CLibZip", providers: [.apt(["libzip-dev"])]),
        .target(
            name: "SandyqContainers",
            dependencies: ["CLibZip", "CQPDF", "CZlib", "SandyqFiles"],
            path: "Sources/Containers",
            swiftSettings: settings
        ),
        .target(
            name: "SandyqValidation",
            path: "Sources/Validation",
            resources: [.embedInCode("policies")],
            swiftSettings: settings
        ),
        .target(
            name: "SandyqSignatures",
            dependencies: [
                "SandyqContainers", "SandyqFiles", "SandyqLibXML", "SandyqOpenSSL", "SandyqValidation",
            ],
            path: "Sources/Signatures",
            resources: [.embedInCode("Trust/anchors.json")],
            swiftSettings: settings
        ),
        .target(
            name: "SandyqAgreement",
            path: "Sources/Agreement",
            resources: [.embedInCode("law.json")],
            swiftSettings: settings
        ),
        .target(
            name: "SandyqVault",
            dependencies: [
                "SandyqAgreement", "SandyqContainers", "SandyqFiles", "SandyqOpenSSL", "SandyqSignatures",
                "SandyqValidation",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            path: "Sources/Vault",
            resources: [.embedInCode("Schema/schema1.sql")],
            swiftSettings: settings
        ),
        .target(
            name: "SandyqTerminal",
            dependencies: [
                "SandyqFiles", "SandyqOpenSSL", "SandyqSignatures", "SandyqValidation",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/Terminal",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "sandyq",
            dependencies: [
                "SandyqFiles", "SandyqOpenSSL", "SandyqSignatures", "SandyqTerminal", "SandyqValidation",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/sandyq",
            swiftSettings: settings,
            linkerSettings: staticRelease
        ),
        // Apart from `sandyq`, which becomes it when asked to: GRDB brings SQLite and all of Foundation, and a cold
        // `sandyq verify` would pay for them.
        .executableTarget(
            name: "sandyq-vault",
            dependencies: [
                "SandyqAgreement", "SandyqFiles", "SandyqOpenSSL", "SandyqSignatures", "SandyqTerminal", "SandyqVault",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/sandyq-vault",
            swiftSettings: settings
        ),
        .target(
            name: "SandyqServer",
            dependencies: [
                "SandyqAgreement", "SandyqFiles", "SandyqOpenSSL", "SandyqSignatures", "SandyqValidation",
                "SandyqVault",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            path: "Sources/Server",
            resources: [
                .embedInCode("Description/openapi.json"), .embedInCode("Description/vault.json"),
                .embedInCode("Description/ncanode.json"),
            ],
            swiftSettings: settings
        ),
        // Apart from `sandyq`, which becomes it when asked to serve: a cold `sandyq verify` would load the whole server.
        .executableTarget(
            name: "sandyq-serve",
            dependencies: [
                "SandyqFiles", "SandyqServer", "SandyqSignatures", "SandyqTerminal", "SandyqVault",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            path: "Sources/sandyq-serve",
            swiftSettings: settings
        ),
        .testTarget(name: "AgreementTests", dependencies: ["SandyqAgreement"], swiftSettings: settings),
        .testTarget(name: "CommandTests", swiftSettings: settings),
        .testTarget(
            name: "ContainersTests",
            dependencies: ["SandyqContainers", "SandyqFiles"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "KazakhGOSTTests",
            dependencies: ["CKazakhGOST", "COpenSSL"],
            exclude: ["ConstantTime"],
            swiftSettings: settings
        ),
        .testTarget(name: "LibXMLTests", dependencies: ["SandyqLibXML"], swiftSettings: settings),
        .testTarget(
            name: "OpenSSLTests",
            dependencies: ["SandyqOpenSSL", "SandyqValidation"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ReportsTests",
            dependencies: ["SandyqSignatures", "SandyqValidation"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "SandyqAgreement", "SandyqServer", "SandyqSignatures", "SandyqValidation", "SandyqVault",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "SignaturesTests",
            dependencies: [
                "COpenSSL", "SandyqOpenSSL", "SandyqSignatures", "SandyqValidation",
                .product(name: "SwiftASN1", package: "swift-asn1"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TrustTests",
            dependencies: ["SandyqOpenSSL", "SandyqSignatures", "SandyqValidation"],
            swiftSettings: settings
        ),
        // Files documents until it is killed: what the fault tests look at afterwards.
        .executableTarget(
            name: "VaultFaults",
            dependencies: ["SandyqAgreement", "SandyqSignatures", "SandyqValidation", "SandyqVault"],
            path: "Tests/VaultFaults",
            swiftSettings: settings
        ),
        .testTarget(
            name: "VaultTests",
            dependencies: [
                "SandyqAgreement", "SandyqFiles", "SandyqOpenSSL", "SandyqSignatures", "SandyqValidation",
                "SandyqVault",
            ],
            swiftSettings: settings
        ),
        .testTarget(name: "ValidationTests", dependencies: ["SandyqValidation"], swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
