internal import SandyqSignatures

/// What NCANode's requests have in common: which revocation data the client wants to hear of, and fields nobody knows.
struct NCANodeRequest: Sendable {
    /// Kinds of revocation data, in the order of their names.
    let revocationCheck: [String]
    private(set) var object: JSONObject

    /// Reads what every request may have; version 2's names for it count as well, since clients of version 3 send them.
    init(_ object: JSONObject) {
        var object = object
        var kinds = Set(object.texts("revocationCheck") ?? [])
        for kind in kinds where kind != "OCSP" && kind != "CRL" {
            object.note("revocationCheck", .invalid(form: "a list of OCSP and CRL"))
        }
        for (names, kind) in [(["checkOcsp", "verifyOcsp"], "OCSP"), (["checkCrl", "verifyCrl"], "CRL")] {
            for name in names where object.truth(name) == true { kinds.insert(kind) }
        }
        revocationCheck = kinds.sorted()
        self.object = object
    }

    /// Takes the octets of a field of base64, PEM or a `data:` address that must be there.
    mutating func octets(_ name: String) -> [UInt8] {
        let form = "base64, PEM or a data: address"
        guard let text = object.requiredText(name, form: form) else { return [] }
        guard let octets = SignatureText.octets(text) else {
            object.note(name, .invalid(form: form))
            return []
        }
        return octets
    }

    /// As `octets`, of a field that may be missing.
    mutating func optionalOctets(_ name: String) -> [UInt8]? {
        let form = "base64, PEM or a data: address"
        guard let text = object.text(name, form: form), !text.isEmpty else { return nil }
        if let octets = SignatureText.octets(text) { return octets }
        object.note(name, .invalid(form: form))
        return nil
    }

    /// Takes a text that must be there.
    mutating func text(_ name: String) -> String { object.requiredText(name) ?? "" }

    /// Takes a list of texts that must be there.
    mutating func texts(_ name: String, atMost most: Int) -> [String] {
        guard let texts = object.texts(name) else {
            if object.faults.isEmpty { object.note(name, .missing) }
            return []
        }
        guard texts.count <= most else {
            object.note(name, .invalid(form: "a list of at most \(most) texts"))
            return []
        }
        return texts
    }

    /// Ends the reading.
    ///
    /// - Parameter isStrict: Whether unknown fields are refused instead of named.
    /// - Throws: Everything that was wrong.
    mutating func end(isStrict: Bool) throws(Problem) {
        if isStrict { object.refuseTheRest() }
        try object.check()
    }

    /// Fields that changed nothing, since nobody knows them.
    var unknownFields: [String] { object.left }
}
