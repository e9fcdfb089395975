/// The names of XML vocabularies.
enum XMLNamespaces {
    /// XML Signature 1.0 and 1.1.
    static let signature = "http://www.w3.org/2000/09/xmldsig#"
    /// What XML Signature 1.1 added.
    static let signature11 = "http://www.w3.org/2009/xmldsig11#"
    /// RFC 4050.
    static let moreSignature = "http://www.w3.org/2001/04/xmldsig-more#"
    /// RFC 9231, for the parameters of RSASSA-PSS.
    static let evenMoreSignature = "http://www.w3.org/2007/05/xmldsig-more#"
    static let exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#"
    static let pathFilter = "http://www.w3.org/2002/06/xmldsig-filter2"
    static let xml = "http://www.w3.org/XML/1998/namespace"
    static let security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
    static let securityUtility = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
    /// SOAP 1.1 and 1.2.
    static let envelopes = ["http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"]
    /// XAdES, newest first; 1.4.1 only adds to 1.3.2.
    static let properties = [
        "http://uri.etsi.org/01903/v1.3.2#", "http://uri.etsi.org/01903/v1.2.2#", "http://uri.etsi.org/01903/v1.1.1#",
    ]
    static let properties141 = "http://uri.etsi.org/01903/v1.4.1#"
}
