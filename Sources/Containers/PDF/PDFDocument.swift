internal import CQPDF
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif
internal import SandyqFiles

/// The objects of a PDF as they stand at the end of one of its revisions; sole owner of qpdf's document.
///
/// qpdf's recovery is off: what two readers might repair differently is not judged.
@safe package final class PDFDocument {
    /// Where the revision ends in the file.
    package let end: Int
    /// The trailer's dictionary.
    package private(set) var trailer: [String: PDFObject] = [:]
    /// Whether it is encrypted, with an empty user password.
    package let isEncrypted: Bool
    let allowance: PDFAllowance
    /// Object streams that were measured.
    var measured: Set<Int> = []
    /// Large objects that were counted.
    var charged: Set<Int> = []
    /// By the number of an object in an object stream: objects that qpdf looks up for it.
    var packed: [Int: [Int]] = [:]
    let octets: PinnedOctets
    private let qpdf: sandyq_qpdf
    private var document: qpdf_data?
    private var cache: [PDFReference: PDFObject] = [:]
    private var known: Set<String> = []

    /// Reads the cross-reference tables of the first octets of a file.
    init(_ octets: PinnedOctets, upTo end: Int, within allowance: PDFAllowance) throws(PDFError) {
        guard let qpdf = QPDFLibrary.table else { throw .libraryMissing }
        try allowance.open(upTo: end)
        self.qpdf = qpdf
        self.allowance = allowance
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
        unsafe self.document = document
        guard allowance.inventory.trailerObjects.allSatisfy({ allows($0) }) else {
            throw allowance.reached ?? .broken
        }
        let reading = unsafe ObjectReading(qpdf: qpdf, document: document)
        trailer = unsafe reading.value(of: qpdf.get_trailer(document)).entries ?? [:]
        unsafe qpdf.oh_release_all(document)
    }

    deinit { unsafe qpdf.cleanup(&document) }

    /// An object by its name; null when there is none (ISO 32000-2 clause 7.3.10).
    package func object(_ reference: PDFReference) -> PDFObject {
        if let known = cache[reference] { return known }
        guard let number = CInt(exactly: reference.number), let generation = CInt(exactly: reference.generation),
            admits(reference.number)
        else { return .null }
        let handle = unsafe qpdf.get_object_by_id(document, number, generation)
        let object = unsafe ObjectReading(qpdf: qpdf, document: document).value(of: handle, isNamed: true)
        unsafe qpdf.oh_release_all(document)
        keep(object, as: reference)
        return object
    }

    /// The object itself, or the one that it refers to.
    package func resolved(_ object: PDFObject?) -> PDFObject {
        guard case .reference(let reference)? = object else { return object ?? .null }
        return self.object(reference)
    }

    /// A stream's data as it is stored, decrypted.
    package func storedData(of reference: PDFReference) -> [UInt8]? {
        admits(reference.number) ? data(of: reference, level: qpdf_dl_none) : nil
    }

    /// A stream's data, decoded by qpdf: who asks sees to it that it cannot grow beyond all bounds.
    func decodedData(of reference: PDFReference) -> [UInt8]? { data(of: reference, level: qpdf_dl_generalized) }

    private func data(of reference: PDFReference, level: qpdf_stream_decode_level_e) -> [UInt8]? {
        guard let number = CInt(exactly: reference.number), let generation = CInt(exactly: reference.generation) else {
            return nil
        }
        defer { unsafe qpdf.oh_release_all(document) }
        let stream = unsafe qpdf.get_object_by_id(document, number, generation)
        guard unsafe qpdf.oh_get_type_code(document, stream) == ot_stream else { return nil }
        var filtered = QPDF_BOOL(QPDF_FALSE)
        var buffer: UnsafeMutablePointer<UInt8>?
        var count = 0
        let status = unsafe qpdf.oh_get_stream_data(document, stream, level, &filtered, &buffer, &count)
        defer { unsafe free(buffer) }
        guard status & QPDF_ERROR_CODE(QPDF_ERRORS) == 0, level == qpdf_dl_none || filtered != 0 else { return nil }
        return unsafe [UInt8](UnsafeBufferPointer(start: buffer, count: count))
    }

    /// An object stream's dictionary and its data as it is stored; nothing else is looked up for them.
    func container(_ number: Int) -> (entries: [String: PDFObject], data: [UInt8])? {
        guard let name = CInt(exactly: number) else { return nil }
        let handle = unsafe qpdf.get_object_by_id(document, name, 0)
        let object = unsafe ObjectReading(qpdf: qpdf, document: document).value(of: handle, isNamed: true)
        unsafe qpdf.oh_release_all(document)
        let reference = PDFReference(number: number, generation: 0)
        guard case .stream(let entries) = object, let data = data(of: reference, level: qpdf_dl_none) else {
            return nil
        }
        return (entries, data)
    }

    /// What qpdf found damaged in the objects read so far: such an object counts as null here, and other readers may mend it.
    package func damage() -> Set<String> {
        while unsafe qpdf.more_warnings(document) != 0 {
            guard let text = unsafe qpdf.get_error_full_text(document, qpdf.next_warning(document)) else { break }
            unsafe known.insert(String(latin1: UnsafeRawBufferPointer(start: text, count: strlen(text))))
        }
        return known
    }

    /// Keeps an object at hand while there is room.
    private func keep(_ object: PDFObject, as reference: PDFReference) {
        guard allowance.kept < allowance.bounds.keptValues else { return }
        allowance.kept += object.count
        cache[reference] = object
    }
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
