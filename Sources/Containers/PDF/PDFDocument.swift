internal import CQPDF
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif
package import SandyqFiles

/// The objects of a PDF as they stand at the end of one of its revisions; sole owner of qpdf's document.
///
/// qpdf's recovery is off: what two readers might repair differently is not judged.
@safe package final class PDFDocument {
    /// Where the revision ends in the file.
    package let end: Int
    /// The trailer's dictionary.
    package let trailer: [String: PDFObject]
    /// Whether it is encrypted, with an empty user password.
    package let isEncrypted: Bool
    private let octets: PinnedOctets
    private let qpdf: sandyq_qpdf
    private var document: qpdf_data?
    private var cache: [PDFReference: PDFObject] = [:]
    private var known: Set<String> = []

    /// Reads the cross-reference tables of the first octets of a file.
    package init(_ octets: PinnedOctets, upTo end: Int) throws(PDFError) {
        guard let qpdf = QPDFLibrary.table else { throw .libraryMissing }
        self.qpdf = qpdf
        self.octets = octets
        self.end = end
        var document = qpdf.`init`()
        unsafe qpdf.silence_errors(document)
        unsafe qpdf.set_suppress_warnings(document, QPDF_BOOL(QPDF_TRUE))
        unsafe qpdf.set_attempt_recovery(document, QPDF_BOOL(QPDF_FALSE))
        let start = unsafe octets.buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
        _ = unsafe qpdf.read_memory(document, "pdf", start, UInt64(end), "")
        if unsafe qpdf.has_error(document) != 0 {
            let code = unsafe qpdf.get_error_code(document, qpdf.get_error(document))
            unsafe qpdf.cleanup(&document)
            throw code == qpdf_e_password ? .passwordNeeded : .broken
        }
        isEncrypted = unsafe qpdf.is_encrypted(document) != 0
        let reading = unsafe ObjectReading(qpdf: qpdf, document: document)
        trailer = unsafe reading.value(of: qpdf.get_trailer(document)).entries ?? [:]
        unsafe qpdf.oh_release_all(document)
        unsafe self.document = document
    }

    deinit { unsafe qpdf.cleanup(&document) }

    /// An object by its name; null when there is none (ISO 32000-2 clause 7.3.10).
    package func object(_ reference: PDFReference) -> PDFObject {
        if let known = cache[reference] { return known }
        guard let number = CInt(exactly: reference.number), let generation = CInt(exactly: reference.generation) else {
            return .null
        }
        let handle = unsafe qpdf.get_object_by_id(document, number, generation)
        let object = unsafe ObjectReading(qpdf: qpdf, document: document).value(of: handle, isNamed: true)
        unsafe qpdf.oh_release_all(document)
        if cache.count < Self.cacheLimit { cache[reference] = object }
        return object
    }

    /// The object itself, or the one that it refers to.
    package func resolved(_ object: PDFObject?) -> PDFObject {
        guard case .reference(let reference)? = object else { return object ?? .null }
        return self.object(reference)
    }

    /// A stream's data: as it is stored, or decoded; nil when it cannot be had.
    package func data(of reference: PDFReference, decoded: Bool) -> [UInt8]? {
        guard let number = CInt(exactly: reference.number), let generation = CInt(exactly: reference.generation) else {
            return nil
        }
        defer { unsafe qpdf.oh_release_all(document) }
        let stream = unsafe qpdf.get_object_by_id(document, number, generation)
        guard unsafe qpdf.oh_get_type_code(document, stream) == ot_stream else { return nil }
        var filtered = QPDF_BOOL(QPDF_FALSE)
        var buffer: UnsafeMutablePointer<UInt8>?
        var count = 0
        let level = decoded ? qpdf_dl_generalized : qpdf_dl_none
        let status = unsafe qpdf.oh_get_stream_data(document, stream, level, &filtered, &buffer, &count)
        defer { unsafe free(buffer) }
        guard status & QPDF_ERROR_CODE(QPDF_ERRORS) == 0, !decoded || filtered != 0 else { return nil }
        return unsafe [UInt8](UnsafeBufferPointer(start: buffer, count: count))
    }

    /// What qpdf found damaged in the objects read so far: such an object counts as null here, and other readers may mend it.
    package func damage() -> Set<String> {
        while unsafe qpdf.more_warnings(document) != 0 {
            guard let text = unsafe qpdf.get_error_full_text(document, qpdf.next_warning(document)) else { break }
            unsafe known.insert(String(latin1: UnsafeRawBufferPointer(start: text, count: strlen(text))))
        }
        return known
    }

    /// Objects kept at hand.
    private static let cacheLimit = 20_000
}

/// Why a PDF cannot be read.
package enum PDFError: Error, Hashable, Sendable {
    /// libqpdf is not installed.
    case libraryMissing
    /// No cross-reference table leads to a catalogue.
    case broken
    /// A password is needed to open it.
    case passwordNeeded
    /// A bound was reached: its name and its value.
    case limit(String, Int)
}

/// Copies qpdf's objects into values.
@safe private struct ObjectReading {
    let qpdf: sandyq_qpdf
    let document: qpdf_data?

    /// The object behind a handle; other objects stay references.
    func value(of handle: qpdf_oh, isNamed: Bool = false, depth: Int = 0) -> PDFObject {
        if !isNamed, unsafe qpdf.oh_is_indirect(document, handle) != 0 {
            return .reference(
                PDFReference(
                    number: Int(unsafe qpdf.oh_get_object_id(document, handle)),
                    generation: Int(unsafe qpdf.oh_get_generation(document, handle))
                )
            )
        }
        guard depth < Self.depthLimit else { return .unreadable }
        switch unsafe qpdf.oh_get_type_code(document, handle) {
        case ot_null: return .null
        case ot_boolean: return unsafe .boolean(qpdf.oh_get_bool_value(document, handle) != 0)
        case ot_integer: return unsafe .integer(Int(qpdf.oh_get_int_value(document, handle)))
        case ot_real: return unsafe .real(Self.text(qpdf.oh_get_real_value(document, handle)))
        case ot_name: return unsafe .name(String(Self.text(qpdf.oh_get_name(document, handle)).dropFirst()))
        case ot_string:
            var count = 0
            let start = unsafe qpdf.oh_get_binary_string_value(document, handle, &count)
            return unsafe .string([UInt8](UnsafeRawBufferPointer(start: start, count: count)))
        case ot_array:
            let count = unsafe qpdf.oh_get_array_n_items(document, handle)
            return .array(
                (0..<max(0, count)).map { index in
                    unsafe value(of: qpdf.oh_get_array_item(document, handle, index), depth: depth + 1)
                }
            )
        case ot_dictionary: return .dictionary(entries(of: handle, depth: depth))
        case ot_stream: return unsafe .stream(entries(of: qpdf.oh_get_dict(document, handle), depth: depth))
        default: return .unreadable
        }
    }

    private func entries(of handle: qpdf_oh, depth: Int) -> [String: PDFObject] {
        var keys: [[CChar]] = []
        unsafe qpdf.oh_begin_dict_key_iter(document, handle)
        while unsafe qpdf.oh_dict_more_keys(document) != 0 {
            guard let key = unsafe qpdf.oh_dict_next_key(document) else { break }
            unsafe keys.append(Array(UnsafeBufferPointer(start: key, count: strlen(key) + 1)))
        }
        var entries: [String: PDFObject] = [:]
        entries.reserveCapacity(keys.count)
        for key in keys {
            let name = String(latin1: key.dropFirst().dropLast().lazy.map { UInt8(bitPattern: $0) })
            entries[name] = unsafe value(of: qpdf.oh_get_key(document, handle, key), depth: depth + 1)
        }
        return entries
    }

    private static func text(_ start: UnsafePointer<CChar>?) -> String {
        guard let start = unsafe start else { return "" }
        return unsafe String(latin1: UnsafeRawBufferPointer(start: start, count: strlen(start)))
    }

    /// Arrays and dictionaries inside one object.
    private static let depthLimit = 100
}
