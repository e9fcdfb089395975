package import SandyqValidation

extension DigestAlgorithm {
    /// Reads a name as people write it: case and anything but letters and digits make no difference.
    package init?(spelling: some StringProtocol) {
        let folded = spelling.lowercased().filter { $0.isLetter || $0.isNumber }
        guard let found = Self.spellings[folded] else { return nil }
        self = found
    }

    /// The name as it is typed: `sha256`, `sha3-256`, `streebog512`.
    package var spelling: String {
        switch self {
        case .gost94: "gost94"
        case .streebog256: "streebog256"
        case .streebog512: "streebog512"
        case .sha3_224, .sha3_256, .sha3_384, .sha3_512: rawValue.lowercased()
        case .shake256: "shake256"
        default: rawValue.lowercased().filter { $0 != "-" }
        }
    }

    private static let spellings: [String: DigestAlgorithm] = {
        var spellings: [String: DigestAlgorithm] = [
            "rmd160": .ripemd160, "gost34311": .gost94, "gost2015256": .streebog256, "gost2015512": .streebog512,
            "gostr34112012256": .streebog256, "gostr34112012512": .streebog512,
        ]
        for algorithm in allCases {
            for name in [algorithm.rawValue, algorithm.spelling] {
                spellings[name.lowercased().filter { $0.isLetter || $0.isNumber }] = algorithm
            }
        }
        return spellings
    }()
}
