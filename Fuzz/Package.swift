// swift-tools-version: 6.3
import PackageDescription

// The library's sources, reached through symbolic links and built into this package: its parsers are `package` names,
// which no other package sees, and here they are built with sanitizers. Built only by scripts/fuzz.
let package = Package(
    name: "Fuzz",
    targets: [
        .systemLibrary(name: "COpenSSL", path: "Library/COpenSSL", pkgConfig: "libcrypto"),
        .target(name: "CKazakhGOST", dependencies: ["COpenSSL"], path: "Library/CKazakhGOST"),
        .target(name: "SandyqOpenSSL", dependencies: ["COpenSSL", "CKazakhGOST"], path: "Library/OpenSSL"),
        .systemLibrary(name: "CLinux", path: "Library/CLinux"),
        .target(name: "SandyqFiles", dependencies: ["CLinux"], path: "Library/Files"),
        .systemLibrary(name: "CLibXML2", path: "Library/CLibXML2", pkgConfig: "libxml-2.0"),
        .target(name: "SandyqLibXML", dependencies: ["CLibXML2"], path: "Library/LibXML"),
        .systemLibrary(name: "CLibZip", path: "Library/CLibZip"),
        .systemLibrary(name: "CQPDF", path: "Library/CQPDF"),
        .systemLibrary(name: "CZlib", path: "Library/CZlib"),
        .target(
            name: "SandyqContainers",
            dependencies: ["CLibZip", "CQPDF", "CZlib", "SandyqFiles"],
            path: "Library/Containers"
        ),
        .target(
            name: "SandyqValidation",
            path: "Library/Validation",
            resources: [.embedInCode("policies")]
        ),
        .target(
            name: "SandyqSignatures",
            dependencies: [
                "SandyqContainers", "SandyqFiles", "SandyqLibXML", "SandyqOpenSSL", "SandyqValidation",
            ],
            path: "Library/Signatures",
            resources: [.embedInCode("Trust/anchors.json")]
        ),
        .executableTarget(
            name: "Fuzz",
            dependencies: ["COpenSSL", "SandyqOpenSSL", "SandyqSignatures", "SandyqValidation"],
            path: "Targets"
        ),
    ],
    swiftLanguageModes: [.v6]
)
