internal import CLibXML2

/// A form of Canonical XML: how a set of nodes becomes octets.
package struct CanonicalForm: Hashable, Sendable {
    package let method: Method
    /// Whether comments that are in the set are written.
    package let keepsComments: Bool
    /// Prefixes whose declarations the exclusive form treats as the inclusive one does; `#default` is the empty prefix.
    package let inclusivePrefixes: [String]

    /// The recommendation that is followed.
    package enum Method: Hashable, Sendable {
        /// Canonical XML 1.0.
        case inclusive
        /// Canonical XML 1.1.
        case inclusive11
        /// Exclusive XML Canonicalization 1.0.
        case exclusive
    }

    /// Chooses a form.
    package init(_ method: Method, keepsComments: Bool = false, inclusivePrefixes: [String] = []) {
        self.method = method
        self.keepsComments = keepsComments
        self.inclusivePrefixes = inclusivePrefixes
    }
}

extension NodeSelection {
    /// Writes the canonical form of the selected nodes.
    ///
    /// The nodes stay in their tree: a copy of a part of it could declare namespaces anew.
    ///
    /// - Parameters:
    ///   - form: Which form.
    ///   - use: Takes the octets piece by piece; false ends the writing.
    /// - Throws: `XMLError.notCanonical`.
    package func write(_ form: CanonicalForm, to use: (Span<UInt8>) -> Bool) throws(XMLError) {
        let marks = Marks(of: self)
        defer { marks.remove() }
        let succeeded = withoutActuallyEscaping(use) { use in
            write(form, hiding: marks, to: Sink(use))
        }
        guard succeeded else { throw .notCanonical }
    }

    /// The canonical form of the selected nodes.
    ///
    /// - Throws: `XMLError.notCanonical`.
    package func octets(_ form: CanonicalForm) throws(XMLError) -> [UInt8] {
        var octets: [UInt8] = []
        try write(form) { piece in
            unsafe piece.withUnsafeBufferPointer { unsafe octets.append(contentsOf: $0) }
            return true
        }
        return octets
    }

    private func write(_ form: CanonicalForm, hiding marks: Marks, to sink: Sink) -> Bool {
        unsafe LibXML2.calls.xmlSetStructuredErrorFunc(nil, { _, _ in })
        let output = unsafe LibXML2.calls.xmlOutputBufferCreateIO(
            { unsafe Sink.take($0, $1, $2) },
            nil,
            Unmanaged.passUnretained(sink).toOpaque(),
            nil
        )
        guard let output = unsafe output else { return false }
        let written = withExtendedLifetime(sink) {
            let written = unsafe NodeSelection.withPrefixes(form.inclusivePrefixes) { prefixes in
                unsafe withTree { tree in
                    unsafe LibXML2.calls.xmlC14NExecute(
                        tree,
                        marks.isNeeded ? { unsafe Marks.isVisible($0, $1, $2) } : nil,
                        Unmanaged.passUnretained(marks).toOpaque(),
                        form.mode,
                        prefixes,
                        form.keepsComments && hasComments ? 1 : 0,
                        output
                    )
                }
            }
            return unsafe LibXML2.calls.xmlOutputBufferClose(output) >= 0 && written >= 0
        }
        return written && !sink.isClosed
    }

    /// Calls with a tree that has nothing in it but the apex: the nodes beside it are not even looked at.
    private func withTree(_ body: (xmlDocPtr) -> Int32) -> Int32 {
        guard let apex = unsafe apex?.node else { return unsafe body(document.pointer) }
        guard let tree = LibXML2.calls.xmlNewDoc(nil) else { return -1 }
        let following = unsafe apex.pointee.next
        unsafe apex.pointee.next = nil
        unsafe tree.pointee.children = apex
        defer {
            unsafe apex.pointee.next = following
            unsafe tree.pointee.children = nil
            unsafe LibXML2.calls.xmlFreeDoc(tree)
        }
        return unsafe body(tree)
    }

    /// Calls with a list of names as C knows it.
    private static func withPrefixes(
        _ prefixes: [String],
        _ body: (UnsafeMutablePointer<UnsafeMutablePointer<xmlChar>?>?) -> Int32
    ) -> Int32 {
        guard !prefixes.isEmpty else { return body(nil) }
        var list: [UnsafeMutablePointer<xmlChar>?] = unsafe prefixes.map { unsafe LibXML2.calls.xmlStrdup($0) }
        defer { unsafe list.forEach { unsafe LibXML2.calls.free($0) } }
        unsafe list.append(nil)
        return unsafe list.withUnsafeMutableBufferPointer { unsafe body($0.baseAddress) }
    }
}

extension CanonicalForm {
    fileprivate var mode: Int32 {
        switch method {
        case .inclusive: Int32(bitPattern: XML_C14N_1_0.rawValue)
        case .inclusive11: Int32(bitPattern: XML_C14N_1_1.rawValue)
        case .exclusive: Int32(bitPattern: XML_C14N_EXCLUSIVE_1_0.rawValue)
        }
    }
}

/// Where canonical octets go.
private final class Sink {
    private let use: (Span<UInt8>) -> Bool
    private(set) var isClosed = false

    init(_ use: @escaping (Span<UInt8>) -> Bool) { self.use = use }

    /// libxml2's write callback: how many octets were taken, or -1.
    static func take(_ sink: UnsafeMutableRawPointer?, _ octets: UnsafePointer<CChar>?, _ count: Int32) -> Int32 {
        guard let sink = unsafe sink, let octets = unsafe octets, count >= 0 else { return -1 }
        let target = unsafe Unmanaged<Sink>.fromOpaque(sink).takeUnretainedValue()
        guard !target.isClosed else { return -1 }
        let buffer = unsafe UnsafeRawBufferPointer(start: octets, count: Int(count)).bindMemory(to: UInt8.self)
        guard target.use(unsafe buffer.span) else {
            target.isClosed = true
            return -1
        }
        return count
    }
}
