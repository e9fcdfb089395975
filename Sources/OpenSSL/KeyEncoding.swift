internal import COpenSSL

/// The parts of a SubjectPublicKeyInfo (RFC 5280 clause 4.1): enough to choose how to load the key.
///
/// OpenSSL 3.0 tries decoder after decoder on a key, which takes longer than verifying with it.
struct KeyEncoding {
    /// Contents of the algorithm's OBJECT IDENTIFIER.
    let algorithm: ArraySlice<UInt8>
    /// The parameters with tag and length; empty when absent.
    let parameters: ArraySlice<UInt8>
    /// The BIT STRING without its count of unused bits.
    let key: ArraySlice<UInt8>

    init(_ encoding: ArraySlice<UInt8>) throws(OpenSSLError) {
        var outer = encoding
        var info = try Self.take(0x30, from: &outer).contents
        var identifier = try Self.take(0x30, from: &info).contents
        algorithm = try Self.take(0x06, from: &identifier).contents
        parameters = identifier
        let bits = try Self.take(0x03, from: &info).contents
        guard bits.first == 0, info.isEmpty, outer.isEmpty else { throw Self.malformed }
        key = bits.dropFirst()
    }

    /// Modulus and exponent (RFC 8017 appendix A.1.1), least significant octet first, as OpenSSL's parameters want them.
    ///
    /// An exponent of 1 lets anyone make signatures and an even one is no exponent at all (clause 3.1); more than 64 bits of
    /// it, or 16,384 of modulus, only cost time.
    func modulusAndExponent() throws(OpenSSLError) -> (modulus: [UInt8], exponent: [UInt8]) {
        var outer = key
        var pair = try Self.take(0x30, from: &outer).contents
        let modulus = try Self.take(0x02, from: &pair).contents
        let exponent = try Self.take(0x02, from: &pair).contents
        guard outer.isEmpty, pair.isEmpty, let lowest = exponent.last, !modulus.isEmpty else { throw Self.malformed }
        let isUsable = !lowest.isMultiple(of: 2) && !exponent.drop { $0 == 0 }.elementsEqual([1])
        guard isUsable, exponent.drop(while: { $0 == 0 }).count <= 8, modulus.drop(while: { $0 == 0 }).count <= 2_048
        else {
            throw OpenSSLError(description: "the RSA key's numbers are not those of a key")
        }
        return (modulus.reversed(), exponent.reversed())
    }

    /// OpenSSL's name of the curve that the parameters name; nil when they do not name one it knows.
    func curveName() -> String? {
        guard parameters.first == 0x06 else { return nil }
        return unsafe parameters.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            guard let object = unsafe d2i_ASN1_OBJECT(nil, &cursor, buffer.count) else {
                OpenSSLError.discardQueue()
                return nil
            }
            defer { unsafe ASN1_OBJECT_free(object) }
            let identifier = unsafe OBJ_obj2nid(object)
            guard identifier != NID_undef, let name = unsafe OBJ_nid2sn(identifier) else { return nil }
            return unsafe String(cString: name)
        }
    }

    static let malformed = OpenSSLError(description: "the public key's encoding is malformed")

    /// Takes one definite-length element off the front.
    static func take(
        _ tag: UInt8,
        from input: inout ArraySlice<UInt8>
    ) throws(OpenSSLError) -> (encoding: ArraySlice<UInt8>, contents: ArraySlice<UInt8>) {
        guard input.count >= 2, input[input.startIndex] == tag else { throw malformed }
        var position = input.startIndex + 2
        var length = Int(input[input.startIndex + 1])
        if length >= 0x80 {
            let octets = length & 0x7f
            guard octets > 0, octets <= 4, input.endIndex - position >= octets else { throw malformed }
            length = input[position..<position + octets].reduce(0) { $0 << 8 | Int($1) }
            position += octets
        }
        guard input.endIndex - position >= length else { throw malformed }
        defer { input = input[(position + length)...] }
        return (input[..<(position + length)], input[position..<position + length])
    }
}
