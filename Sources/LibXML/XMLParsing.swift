internal import CLibXML2

/// Parsing within bounds: libxml2 builds its tree, and what is not wanted ends it at once.
enum XMLParsing {
    /// The tree of a document; the caller's to free.
    static func tree(of text: XMLEncoding.Text, within bounds: XMLBounds) throws(XMLError) -> xmlDocPtr {
        unsafe LibXML2.calls.xmlSetStructuredErrorFunc(nil, { _, _ in })
        guard let context = LibXML2.calls.xmlNewParserCtxt() else { throw .malformed("no memory") }
        defer { unsafe LibXML2.calls.xmlFreeParserCtxt(context) }
        let guardian = Guardian(bounds)
        unsafe context.pointee._private = Unmanaged.passUnretained(guardian).toOpaque()
        unsafe install(in: context)
        // Long texts are allowed: the size of the whole is bounded. Nothing is fetched, no entity replaced.
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_HUGE.rawValue | XML_PARSE_NOCDATA.rawValue
        let tree = unsafe withExtendedLifetime(guardian) {
            unsafe text.bytes.withUnsafeBytes { buffer in
                unsafe LibXML2.calls.xmlCtxtReadMemory(
                    context,
                    buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
                    Int32(clamping: buffer.count),
                    nil,
                    text.encoding,
                    Int32(options)
                )
            }
        }
        if let objection = guardian.objection {
            unsafe LibXML2.calls.xmlFreeDoc(tree)
            throw objection
        }
        guard let tree = unsafe tree else { throw unsafe .malformed(description(of: context)) }
        guard unsafe context.pointee.wellFormed == 1, unsafe context.pointee.nsWellFormed == 1 else {
            unsafe LibXML2.calls.xmlFreeDoc(tree)
            throw unsafe .malformed(description(of: context))
        }
        return unsafe tree
    }

    /// What one document may still hold, and what it was refused for.
    private final class Guardian {
        let bounds: XMLBounds
        var elements = 0
        var lookups = 0
        var objection: XMLError?

        init(_ bounds: XMLBounds) { self.bounds = bounds }
    }

    private static func install(in context: xmlParserCtxtPtr) {
        guard let handler = unsafe context.pointee.sax else { return }
        unsafe handler.pointee.internalSubset = { context, _, _, _ in unsafe XMLParsing.refuse(context, .documentType) }
        unsafe handler.pointee.startElementNs = { context, name, prefix, uri, count, spaces, number, defaults, values in
            guard unsafe XMLParsing.admit(context) else { return }
            unsafe LibXML2.calls.xmlSAX2StartElementNs(
                context,
                name,
                prefix,
                uri,
                count,
                spaces,
                number,
                defaults,
                values
            )
        }
    }

    private static func guardian(of context: xmlParserCtxtPtr) -> Guardian? {
        unsafe context.pointee._private.map { unsafe Unmanaged<Guardian>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func refuse(_ context: UnsafeMutableRawPointer?, _ error: XMLError) {
        guard let context = unsafe context?.assumingMemoryBound(to: xmlParserCtxt.self),
            let guardian = unsafe guardian(of: context)
        else { return }
        guardian.objection = guardian.objection ?? error
        unsafe LibXML2.calls.xmlStopParser(context)
    }

    /// Counts one more element; false when it is one too many.
    private static func admit(_ raw: UnsafeMutableRawPointer?) -> Bool {
        guard let context = unsafe raw?.assumingMemoryBound(to: xmlParserCtxt.self),
            let guardian = unsafe guardian(of: context)
        else { return false }
        let bounds = guardian.bounds
        guardian.elements += 1
        let spaces = unsafe Int(context.pointee.nsNr) / 2
        guardian.lookups += spaces * spaces
        if unsafe context.pointee.nodeNr >= bounds.depth {
            unsafe refuse(raw, .limit("depth", bounds.depth))
        } else if guardian.elements > bounds.elements {
            unsafe refuse(raw, .limit("elements", bounds.elements))
        } else if guardian.lookups > bounds.namespaceLookups {
            unsafe refuse(raw, .limit("namespaces", bounds.namespaceLookups))
        } else {
            return true
        }
        return false
    }

    /// Where parsing ended; the message would quote the document.
    private static func description(of context: xmlParserCtxtPtr) -> String {
        guard let error = unsafe LibXML2.calls.xmlCtxtGetLastError(context) else { return "the XML is not well-formed" }
        return unsafe "the XML is not well-formed at line \(error.pointee.line) (libxml2 error \(error.pointee.code))"
    }
}
