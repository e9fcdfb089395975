#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import SandyqSignatures
internal import SandyqValidation

/// An ASiCManifest (EN 319 162-1 clause A.4): every data object by its SHA-256, and which signature is over the manifest.
enum PackageManifest {
    /// Writes the manifest.
    ///
    /// - Parameters:
    ///   - entries: The data objects, in the order in which they stand.
    ///   - signature: The entry that holds the signature or time-stamp.
    ///   - type: The media type of that.
    /// - Returns: The manifest, octet for octet as it is signed.
    static func octets(over entries: [PackageEntry], signedBy signature: String, ofType type: String) -> [UInt8] {
        var xml = MarkupWriter(prologue: #"<?xml version="1.0" encoding="UTF-8"?>"#)
        let names: KeyValuePairs<StaticString, String> = [
            "xmlns:asic": "http://uri.etsi.org/02918/v1.2.1#", "xmlns:ds": "http://www.w3.org/2000/09/xmldsig#",
        ]
        xml.element("asic:ASiCManifest", names) { xml in
            xml.element("asic:SigReference", ["URI": reference(to: signature), "MimeType": type])
            for entry in entries {
                xml.element("asic:DataObjectReference", ["URI": reference(to: entry.name)]) { xml in
                    xml.element("ds:DigestMethod", ["Algorithm": "http://www.w3.org/2001/04/xmlenc#sha256"])
                    xml.element("ds:DigestValue", text: Data(entry.sha256.bytes).base64EncodedString())
                }
            }
        }
        return Array((xml.text + "\n").utf8)
    }

    /// A name as a URI reference (RFC 3986): all but unreserved characters and slashes as percent signs and digits.
    static func reference(to name: String) -> String {
        var reference = ""
        for octet in name.utf8 {
            switch octet {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                reference.unicodeScalars.append(Unicode.Scalar(octet))
            default: reference += "%" + [octet].hexadecimal.uppercased()
            }
        }
        return reference
    }
}
