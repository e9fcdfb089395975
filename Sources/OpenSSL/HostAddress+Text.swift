internal import COpenSSL

extension HostAddress {
    /// The octets of an address in figures, four or sixteen; nil for a name and for anything else.
    package static func octets(inFigures text: String) -> [UInt8]? {
        defer { OpenSSLError.discardQueue() }
        guard let address = unsafe a2i_IPADDRESS(text) else { return nil }
        defer { unsafe ASN1_OCTET_STRING_free(address) }
        let count = Int(unsafe ASN1_STRING_length(address))
        guard count == 4 || count == 16, let octets = unsafe ASN1_STRING_get0_data(address) else { return nil }
        return unsafe Array(UnsafeBufferPointer(start: octets, count: count))
    }
}
