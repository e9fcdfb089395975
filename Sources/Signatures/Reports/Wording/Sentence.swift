#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
package import SandyqValidation

/// Words of one language around values from files, the values made fit to be shown.
///
/// Only a literal of the catalogue can make one, so nothing from a file reaches a person except through here.
package struct Sentence: Hashable, ExpressibleByStringInterpolation {
    package let text: String

    package init(stringLiteral value: String) { text = value }

    package init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    /// Collects words and values.
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        package mutating func appendLiteral(_ literal: String) { text += literal }

        /// Words of the catalogue itself.
        package mutating func appendInterpolation(_ words: Sentence) { text += words.text }

        package mutating func appendInterpolation(_ value: String) { text += value.displayable() }

        package mutating func appendInterpolation(_ values: [String]) { text += values.displayableList() }

        package mutating func appendInterpolation(_ number: Int) { text += String(number) }

        package mutating func appendInterpolation(_ identifier: OID) { text += identifier.rawValue.displayable() }

        package mutating func appendInterpolation(_ name: DistinguishedName) { text += name.shortName.displayable() }

        package mutating func appendInterpolation(_ digest: DigestAlgorithm) { text += digest.rawValue }

        package mutating func appendInterpolation(_ format: SignatureFormat) { text += format.rawValue }

        /// Enough of a fingerprint to tell objects of one report apart.
        package mutating func appendInterpolation(_ fingerprint: Fingerprint) {
            text += fingerprint.description.prefix(16) + "…"
        }
    }
}

extension [String] {
    /// At most five items, then an ellipsis.
    func displayableList() -> String {
        prefix(5).map { $0.displayable(limit: 80) }.joined(separator: ", ") + (count > 5 ? ", …" : "")
    }
}

extension DistinguishedName {
    /// What a person calls the bearer: common name, else organisation, else the whole name.
    var shortName: String {
        values(of: "2.5.4.3").last ?? values(of: "2.5.4.10").last ?? values(of: "2.5.4.11").last ?? description
    }
}
