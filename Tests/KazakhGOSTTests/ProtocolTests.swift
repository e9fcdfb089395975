import CKazakhGOST
import COpenSSL
import Testing

/// OpenSSL's own structures, signed and verified by OpenSSL's own functions with the provider's keys.
@Suite("Certificates, lists, responses, messages and stamps")
struct ProtocolTests {
    static let kinds = [
        "KZ-GOST-2015-512", "KZ-GOST-2015-256", "KZ-GOST-2004", "TUMAR-GOST-2004", "gost2012_512", "gost2012_256",
    ]
    /// Object identifiers of the signatures, as they stand in the structures.
    static let algorithms = [
        "KZ-GOST-2015-512": "1.2.398.3.10.1.1.2.3.2", "KZ-GOST-2015-256": "1.2.398.3.10.1.1.2.3.1",
        "KZ-GOST-2004": "1.2.398.3.10.1.1.1.2", "TUMAR-GOST-2004": "1.3.6.1.4.1.6801.1.2.2",
        "gost2012_512": "1.2.643.7.1.1.3.3", "gost2012_256": "1.2.643.7.1.1.3.2",
    ]

    /// A root and a certificate under it, with keys of one kind.
    static func chain(_ kind: String, usage: String? = nil) throws -> (root: Certificate, leaf: Certificate) {
        let root = try Certificate.issue("Root", for: Key(generating: kind))
        return (root, try Certificate.issue("Leaf of it", for: Key(generating: kind), by: root, usage: usage))
    }

    @Test("A certificate's path holds, and not with a bit turned", arguments: kinds)
    func certificates(_ kind: String) throws {
        let (root, leaf) = try Self.chain(kind)
        #expect(root.isSigned(by: root.key))
        #expect(leaf.isSigned(by: root.key))
        #expect(!leaf.isSigned(by: leaf.key))
        #expect(try Store(trusting: root).verdict(on: leaf) == X509_V_OK)
        let stranger = try Certificate.issue("Root", for: Key(generating: kind))
        #expect(try Store(trusting: stranger).verdict(on: leaf) == X509_V_ERR_CERT_SIGNATURE_FAILURE)

        let bytes = try leaf.encoding
        let bits = stride(from: 8 * (bytes.count - 60), to: 8 * bytes.count, by: 101)
        for bit in bits {
            let changed = unsafe try decoding(bytes.flippingBit(bit)) { unsafe d2i_X509(nil, $0, $1) }
            defer { unsafe X509_free(changed) }
            #expect(unsafe X509_verify(changed, root.key.pointer) != 1)
            ERR_clear_error()
        }
        var object: OpaquePointer?
        var algorithm: UnsafePointer<X509_ALGOR>?
        unsafe X509_get0_signature(nil, &algorithm, leaf.pointer)
        unsafe X509_ALGOR_get0(&object, nil, nil, algorithm)
        #expect(unsafe OBJ_obj2nid(object) == OBJ_txt2nid(Self.algorithms[kind]))
    }

    @Test("A certificate signed with RSA does not pass for one of ours")
    func otherAlgorithm() throws {
        let root = try Certificate.issue("Root", for: Key(generating: "KZ-GOST-2015-512"))
        let other = try Certificate.issue("Root", for: Key(generating: "RSA"))
        let leaf = try Certificate.issue("Leaf", for: Key(generating: "KZ-GOST-2004"), by: other)
        #expect(leaf.isSigned(by: other.key))
        #expect(!leaf.isSigned(by: root.key))
    }

    @Test("A revocation list holds by its issuer's key only", arguments: kinds)
    func revocationList(_ kind: String) throws {
        let (root, leaf) = try Self.chain(kind)
        let list = unsafe try made(X509_CRL_new())
        defer { unsafe X509_CRL_free(list) }
        let time = unsafe try made(ASN1_TIME_set(nil, moment))
        defer { unsafe ASN1_TIME_free(time) }
        unsafe try check(X509_CRL_set_version(list, 1))
        unsafe try check(X509_CRL_set_issuer_name(list, X509_get_subject_name(root.pointer)))
        unsafe try check(X509_CRL_set1_lastUpdate(list, time))
        unsafe try check(X509_CRL_sign(list, root.key.pointer, nil))
        #expect(unsafe X509_CRL_verify(list, root.key.pointer) == 1)
        #expect(unsafe X509_CRL_verify(list, leaf.key.pointer) != 1)
        ERR_clear_error()
    }

    @Test("A response about a certificate holds under the root", arguments: kinds)
    func onlineStatus(_ kind: String) throws {
        let (root, responder) = try Self.chain(kind, usage: "OCSPSigning")
        let response = unsafe try made(OCSP_BASICRESP_new())
        defer { unsafe OCSP_BASICRESP_free(response) }
        let identifier = unsafe try made(OCSP_cert_to_id(EVP_sha256(), responder.pointer, root.pointer))
        defer { unsafe OCSP_CERTID_free(identifier) }
        let time = unsafe try made(ASN1_TIME_set(nil, moment))
        defer { unsafe ASN1_TIME_free(time) }
        _ = unsafe try made(
            OCSP_basic_add1_status(response, identifier, V_OCSP_CERTSTATUS_GOOD, 0, nil, time, nil)
        )
        unsafe try check(OCSP_basic_sign(response, responder.pointer, responder.key.pointer, nil, nil, 0))
        let bytes = unsafe try encoding { unsafe i2d_OCSP_BASICRESP(response, $0) }
        let read = unsafe try decoding(bytes) { unsafe d2i_OCSP_BASICRESP(nil, $0, $1) }
        defer { unsafe OCSP_BASICRESP_free(read) }
        let stranger = try Certificate.issue("Root", for: Key(generating: kind))
        let (store, otherStore) = try (Store(trusting: root), Store(trusting: stranger))
        #expect(unsafe OCSP_basic_verify(read, nil, store.pointer, 0) == 1)
        #expect(unsafe OCSP_basic_verify(read, nil, otherStore.pointer, 0) != 1)
        ERR_clear_error()
    }

    /// A signed message, encoded; of another type than plain data if one is named.
    static func message(
        _ content: [UInt8],
        by signer: Certificate,
        flags: Int32 = 0,
        type: Int32? = nil
    ) throws -> [UInt8] {
        let flags = UInt32(CMS_BINARY | CMS_PARTIAL | CMS_NOSMIMECAP | flags)
        let message = unsafe try made(CMS_sign(nil, nil, nil, nil, flags))
        defer { unsafe CMS_ContentInfo_free(message) }
        if let type { unsafe try check(CMS_set1_eContentType(message, OBJ_nid2obj(type))) }
        _ = unsafe try made(CMS_add1_signer(message, signer.pointer, signer.key.pointer, nil, flags))
        unsafe try check(sandyq_gost_name_signature_algorithms(message))
        let bio = unsafe try made(BIO_new_mem_buf(content, Int32(content.count)))
        defer { unsafe BIO_free(bio) }
        unsafe try check(CMS_final(message, bio, nil, flags))
        return unsafe try encoding { unsafe i2d_CMS_ContentInfo(message, $0) }
    }

    /// OpenSSL's verdict on a message.
    static func holds(_ bytes: [UInt8], under root: Certificate, content: [UInt8]? = nil) throws -> Bool {
        let message = unsafe try decoding(bytes) { unsafe d2i_CMS_ContentInfo(nil, $0, $1) }
        defer {
            unsafe CMS_ContentInfo_free(message)
            ERR_clear_error()
        }
        let bio = unsafe try content.map { unsafe try made(BIO_new_mem_buf($0, Int32($0.count))) }
        defer { unsafe BIO_free(bio) }
        let store = try Store(trusting: root)
        return unsafe CMS_verify(message, nil, store.pointer, bio, nil, UInt32(CMS_BINARY)) == 1
    }

    @Test("A message holds, attached and detached, with signed attributes and without", arguments: kinds)
    func messages(_ kind: String) throws {
        let (root, signer) = try Self.chain(kind)
        let content = Array("A message of some length, so that it fills more than a block of any digest.".utf8)
        for attributes in [0, CMS_NOATTR] {
            let attached = try Self.message(content, by: signer, flags: attributes)
            #expect(try Self.holds(attached, under: root))
            let place = try #require(
                (0..<attached.count - 9).first { attached[$0..<$0 + 9].elementsEqual(content[..<9]) }
            )
            #expect(try !Self.holds(attached.flippingBit(8 * place), under: root))
            #expect(try !Self.holds(attached.flippingBit(8 * (attached.count - 5)), under: root))

            let detached = try Self.message(content, by: signer, flags: attributes | CMS_DETACHED)
            #expect(try Self.holds(detached, under: root, content: content))
            #expect(try !Self.holds(detached, under: root, content: content.flippingBit(3)))
        }
    }

    @Test("A message without the name of its signature algorithm cannot be written")
    func unnamedAlgorithm() throws {
        // Why sandyq_gost_name_signature_algorithms exists; when this fails, OpenSSL has learnt to do it.
        let (_, signer) = try Self.chain("KZ-GOST-2015-512")
        let message = unsafe try made(CMS_sign(nil, nil, nil, nil, UInt32(CMS_PARTIAL)))
        defer { unsafe CMS_ContentInfo_free(message) }
        _ = unsafe try made(CMS_add1_signer(message, signer.pointer, signer.key.pointer, nil, UInt32(CMS_PARTIAL)))
        #expect(throws: LibraryError.self) { unsafe try encoding { unsafe i2d_CMS_ContentInfo(message, $0) } }
    }

    /// A time-stamp's contents (RFC 3161 clause 2.4.2) over a digest.
    static func stampContents(over imprint: [UInt8], by algorithm: String) throws -> [UInt8] {
        let info = unsafe try made(TS_TST_INFO_new())
        defer { unsafe TS_TST_INFO_free(info) }
        let digest = unsafe try made(TS_MSG_IMPRINT_new())
        defer { unsafe TS_MSG_IMPRINT_free(digest) }
        let name = unsafe try made(X509_ALGOR_new())
        defer { unsafe X509_ALGOR_free(name) }
        unsafe try check(X509_ALGOR_set0(name, OBJ_txt2obj(algorithm, 1), V_ASN1_NULL, nil))
        unsafe try check(TS_MSG_IMPRINT_set_algo(digest, name))
        var bytes = imprint
        unsafe try check(TS_MSG_IMPRINT_set_msg(digest, &bytes, Int32(bytes.count)))
        unsafe try check(TS_TST_INFO_set_version(info, 1))
        // The national authority's policy for GOST 34.10-2015.
        unsafe try check(TS_TST_INFO_set_policy_id(info, OBJ_txt2obj("1.2.398.3.3.2.6.4", 1)))
        unsafe try check(TS_TST_INFO_set_msg_imprint(info, digest))
        let serial = unsafe try made(ASN1_INTEGER_new())
        defer { unsafe ASN1_INTEGER_free(serial) }
        unsafe try check(ASN1_INTEGER_set(serial, 7))
        unsafe try check(TS_TST_INFO_set_serial(info, serial))
        let time = unsafe try made(ASN1_GENERALIZEDTIME_set(nil, moment))
        defer { unsafe ASN1_GENERALIZEDTIME_free(time) }
        unsafe try check(TS_TST_INFO_set_time(info, time))
        return unsafe try encoding { unsafe i2d_TS_TST_INFO(info, $0) }
    }

    @Test("A time-stamp holds over its data", arguments: ["KZ-GOST-2015-512", "KZ-GOST-2004"])
    func stamps(_ kind: String) throws {
        let data = Array("stamped".utf8)
        let name = kind == "KZ-GOST-2004" ? "1.2.398.3.10.1.3.1" : "1.2.398.3.10.1.3.3"
        let contents = try Self.stampContents(over: digest(name, of: [data]), by: name)
        let (root, authority) = try Self.chain(kind, usage: "critical,timeStamping")
        let type = NID_id_smime_ct_TSTInfo
        let bytes = try Self.message(contents, by: authority, flags: CMS_CADES, type: type)
        for (given, holds) in [(data, true), (data + [0], false)] {
            let token = unsafe try decoding(bytes) { unsafe d2i_PKCS7(nil, $0, $1) }
            defer { unsafe PKCS7_free(token) }
            let context = unsafe try made(TS_VERIFY_CTX_new())
            defer {
                unsafe TS_VERIFY_CTX_free(context)
                ERR_clear_error()
            }
            unsafe TS_VERIFY_CTX_set_flags(context, Int32(TS_VFY_VERSION | TS_VFY_SIGNATURE | TS_VFY_DATA))
            // The context frees both.
            let store = try Store(trusting: root)
            unsafe X509_STORE_up_ref(store.pointer)
            unsafe TS_VERIFY_CTX_set_store(context, store.pointer)
            unsafe TS_VERIFY_CTX_set_data(context, try made(BIO_new_mem_buf(given, Int32(given.count))))
            #expect(unsafe (TS_RESP_verify_token(context, token) == 1) == holds)
        }
    }
}
