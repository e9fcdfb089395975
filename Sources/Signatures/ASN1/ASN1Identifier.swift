/// The tag of an element: its class and its number (X.690 clause 8.1.2).
package struct ASN1Identifier: Hashable, Sendable {
    /// The number within its class.
    package let tagNumber: UInt
    /// Who gives the number its meaning.
    package let tagClass: TagClass

    /// The class of a tag.
    package enum TagClass: UInt8, Hashable, Sendable {
        case universal
        case application
        case contextSpecific
        case `private`

        /// The class that the first identifier octet tells.
        init(leading octet: UInt8) {
            self =
                switch octet >> 6 {
                case 0: .universal
                case 1: .application
                case 2: .contextSpecific
                default: .private
                }
        }
    }

    /// Names a tag.
    package init(tagNumber: UInt, tagClass: TagClass) {
        self.tagNumber = tagNumber
        self.tagClass = tagClass
    }

    /// Names a tag by its one identifier octet.
    init(_ octet: UInt8) {
        self.init(tagNumber: UInt(octet & 0x1f), tagClass: TagClass(leading: octet))
    }

    /// The context-specific tag of this number.
    package static func context(_ number: UInt) -> ASN1Identifier {
        ASN1Identifier(tagNumber: number, tagClass: .contextSpecific)
    }
}

/// The universal tags (X.680 clause 8.4).
extension ASN1Identifier {
    package static var boolean: ASN1Identifier { ASN1Identifier(1) }
    package static var integer: ASN1Identifier { ASN1Identifier(2) }
    package static var bitString: ASN1Identifier { ASN1Identifier(3) }
    package static var octetString: ASN1Identifier { ASN1Identifier(4) }
    package static var null: ASN1Identifier { ASN1Identifier(5) }
    package static var objectIdentifier: ASN1Identifier { ASN1Identifier(6) }
    package static var enumerated: ASN1Identifier { ASN1Identifier(10) }
    package static var utf8String: ASN1Identifier { ASN1Identifier(12) }
    package static var sequence: ASN1Identifier { ASN1Identifier(16) }
    package static var set: ASN1Identifier { ASN1Identifier(17) }
    package static var numericString: ASN1Identifier { ASN1Identifier(18) }
    package static var printableString: ASN1Identifier { ASN1Identifier(19) }
    package static var teletexString: ASN1Identifier { ASN1Identifier(20) }
    package static var videotexString: ASN1Identifier { ASN1Identifier(21) }
    package static var ia5String: ASN1Identifier { ASN1Identifier(22) }
    package static var utcTime: ASN1Identifier { ASN1Identifier(23) }
    package static var generalizedTime: ASN1Identifier { ASN1Identifier(24) }
    package static var graphicString: ASN1Identifier { ASN1Identifier(25) }
    package static var visibleString: ASN1Identifier { ASN1Identifier(26) }
    package static var generalString: ASN1Identifier { ASN1Identifier(27) }
    package static var universalString: ASN1Identifier { ASN1Identifier(28) }
    package static var bmpString: ASN1Identifier { ASN1Identifier(30) }
}
