internal import HTTPTypes
internal import Hummingbird
internal import SandyqFiles
internal import SandyqSignatures
internal import SandyqValidation

/// The routes of NCANode 3 that verify, for clients that were written for it.
///
/// `valid` means more here than there: TOTAL-PASSED under the service's policy, revocation, chain, time-stamps and coverage
/// included, whatever the client asked to be checked. Why, is in the report beside it.
struct NCANodeRoutes: Sendable {
    let checker: Checker
    let reading: BodyReading
    let policy: String
    let isStrict: Bool

    /// Certificates in one request.
    private static let mostCertificates = 100

    func add(to group: RouterGroup<ServiceContext>) {
        group.post("/cms/verify") { try await answer($0, $1, verifyCMS) }
        group.post("/cms/extract") { try await answer($0, $1, extract) }
        group.post("/xml/verify") { try await answer($0, $1, { try verifyXML(&$0, $1, [.xmlDSig, .xades]) }) }
        group.post("/wsse/verify") { try await answer($0, $1, { try verifyXML(&$0, $1, [.wsse]) }) }
        group.post("/pdf/verify") { try await answer($0, $1, verifyPDF) }
        group.post("/x509/info") { try await answer($0, $1, describeCertificates) }
        group.post("/x509/verify") { try await answer($0, $1, verifyRaw) }
        for path in Self.signing { group.post(RouterPath(path)) { try await refuseSigning($0, $1) } }
    }

    /// Health, which is not limited.
    static func addHealth(to group: RouterGroup<ServiceContext>) {
        group.get("/actuator/health") { _, _ in Response.json { $0.member("status", "UP") } }
    }

    /// Routes that need a private key.
    private static let signing = [
        "/cms/sign", "/cms/sign/add", "/xml/sign", "/wsse/sign", "/pdf/sign", "/jwt/encode", "/pkcs12/info",
        "/pkcs12/aliases",
    ]

    /// What a route answers with, once the request is read and on a thread of the pool.
    private typealias Work = @Sendable (inout NCANodeRequest, Language) throws -> @Sendable () throws -> [UInt8]

    /// Reads, works and answers in NCANode's envelope, problems included.
    private func answer(_ request: Request, _ context: ServiceContext, _ work: Work) async throws -> Response {
        do {
            _ = try Query(of: request, knowing: [])
            let (object, share) = try await reading.json(of: request)
            var read = NCANodeRequest(object)
            let finish = try work(&read, context.language)
            let bytes = try await checker.pool.run { try withExtendedLifetime(share) { try finish() } }
            return Response.json(bytes)
        } catch let problem as Problem {
            return Self.refusal(problem, context)
        } catch let fault as NCANodeFault {
            return Self.error(fault.status, fault.message, code: nil, context)
        }
    }

    private func refuseSigning(_ request: Request, _ context: ServiceContext) async throws -> Response {
        Self.refusal(.signingNotOffered, context)
    }

    /// ErrorResponse, with the problem's code beside it.
    private static func refusal(_ problem: Problem, _ context: ServiceContext) -> Response {
        let wording = context.language.serverWording
        var message = wording.detail(problem).text
        if case .fieldsInvalid(let fields) = problem {
            message = fields.map { "\($0.pointer): \(wording.sentence($0.fault).text)" }.joined(separator: " ")
        }
        var response = error(problem.status, message, code: problem.code, context)
        response.headers.append(contentsOf: problem.headers)
        return response
    }

    private static func error(
        _ status: HTTPResponse.Status,
        _ message: String,
        code: String?,
        _ context: ServiceContext
    ) -> Response {
        var writer = JSONWriter()
        writer.object { json in
            json.member("status", status.code)
            json.member("message", message)
            if let code { json.member("code", code) }
            json.member("requestId", context.requestID)
        }
        return Response.json(writer.bytes, status: status)
    }

    private func question(_ bytes: [UInt8], content: any ContentSource = NoContent()) -> Checker.Question {
        Checker.Question(file: FileBytes(bytes), content: content, policy: policy, moment: checker.ambient.moment())
    }

    private func verifyCMS(
        _ request: inout NCANodeRequest,
        _ language: Language
    ) throws -> @Sendable () throws -> [UInt8] {
        let cms = request.octets("cms")
        let data = request.optionalOctets("data")
        try request.end(isStrict: isStrict)
        let question = question(cms, content: data.map { MemoryContent(bytes: $0) } ?? NoContent())
        let envelope = NCANodeEnvelope(request, language)
        return { [checker] in
            let answer = try checker.answer(to: question)
            try Self.require([.cms, .cades], in: answer.report)
            let stamps = try StampedTime.first(ofSignersIn: question.file, limits: .service)
            return envelope.document(answer) { json, index, signature in
                let top = answer.report.signatures.prefix(index).count { $0.facts.parent == nil }
                let stamp = signature.facts.parent == nil && stamps.indices.contains(top) ? stamps[top] : nil
                envelope.writeSigner(signature, answer, to: &json) { json, writeCertificate in
                    json.key("certificates")
                    json.array(signature.signer == nil ? [] : [()]) { json, _ in writeCertificate(&json) }
                    json.key("tsp")
                    envelope.writer.write(stamp, to: &json)
                }
            }
        }
    }

    private func extract(_ request: inout NCANodeRequest, _ language: Language) throws -> @Sendable () throws -> [UInt8]
    {
        let cms = request.octets("cms")
        _ = request.optionalOctets("data")
        try request.end(isStrict: isStrict)
        let question = question(cms)
        let envelope = NCANodeEnvelope(request, language)
        return { [checker] in
            let answer = try checker.answer(to: question)
            try Self.require([.cms, .cades], in: answer.report)
            let submission = Submission(name: question.name, file: question.file)
            let contents = try CoveredContent.all(
                in: submission,
                according: answer.report,
                files: FileContent(),
                limits: .service
            )
            guard let content = contents.first else {
                throw NCANodeFault(.badRequest, "The signature does not hold, or CMS doesn't have signed content")
            }
            guard case .attached(let pieces) = content.place else {
                throw NCANodeFault(.badRequest, "CMS doesn't have signed content")
            }
            return envelope.document(answer, data: pieces.flatMap(\.self))
        }
    }

    private func verifyXML(
        _ request: inout NCANodeRequest,
        _ language: Language,
        _ formats: Set<SignatureFormat>
    ) throws -> @Sendable () throws -> [UInt8] {
        let xml = request.text("xml")
        try request.end(isStrict: isStrict)
        let question = question(Array(xml.utf8))
        let envelope = NCANodeEnvelope(request, language)
        return { [checker] in
            let answer = try checker.answer(to: question)
            try Self.require(formats, in: answer.report)
            return envelope.document(answer) { json, _, signature in
                envelope.writeCertificate(of: signature, answer, to: &json)
            }
        }
    }

    private func verifyPDF(
        _ request: inout NCANodeRequest,
        _ language: Language
    ) throws -> @Sendable () throws -> [UInt8] {
        let pdf = request.octets("pdf")
        try request.end(isStrict: isStrict)
        let question = question(pdf)
        let envelope = NCANodeEnvelope(request, language)
        return { [checker] in
            let answer = try checker.answer(to: question)
            try Self.require([.pades, .pdfCMS], in: answer.report, else: .notFound)
            let notes = try PDFSignatureNote.all(in: question.file, limits: .service)
            let isMatched = notes.count == answer.report.signatures.count
            return envelope.document(answer) { json, index, signature in
                let note = isMatched ? notes[index] : nil
                envelope.writeSigner(signature, answer, to: &json) { json, writeCertificate in
                    json.member("valid", signature.verdict == .passed)
                    json.member("reason", note?.reason)
                    json.member("location", note?.location)
                    json.member("contactInfo", note?.contact)
                    json.member("signDate", signature.facts.attributes.claimedSigningTime.map(NCANodeWriter.time))
                    json.key("certificate")
                    writeCertificate(&json)
                    json.member("signatureAlgorithm", note?.encoding)
                    json.member("digestAlgorithm", signature.facts.references.first?.digestIdentifier ?? "unknown")
                }
            }
        }
    }

    private func describeCertificates(
        _ request: inout NCANodeRequest,
        _ language: Language
    ) throws -> @Sendable () throws -> [UInt8] {
        let texts = request.texts("certs", atMost: Self.mostCertificates)
        try request.end(isStrict: isStrict)
        let envelope = NCANodeEnvelope(request, language)
        return { [checker, policy] in
            let certificates = texts.map { text in
                SignatureText.octets(text).flatMap { try? Certificate(der: $0[...]) }
            }
            let reports = try certificates.map { try $0.map { try checker.report(on: $0, policy: policy) } }
            return envelope.document(certificates: zip(certificates, reports).map { ($0, $1) })
        }
    }

    /// A signature over data, without any structure, by the algorithm of the certificate's own signature.
    private func verifyRaw(
        _ request: inout NCANodeRequest,
        _ language: Language
    ) throws -> @Sendable () throws -> [UInt8] {
        let encoding = request.octets("certificate")
        let signature = request.octets("signature")
        // The one field that is neither base64 nor PEM.
        let data = Array(request.text("data").utf8)
        try request.end(isStrict: isStrict)
        let envelope = NCANodeEnvelope(request, language)
        return { [checker, policy] in
            guard let certificate = try? Certificate(der: encoding[...]) else {
                throw NCANodeFault(.badRequest, "Invalid certificate given.")
            }
            let report = try checker.report(on: certificate, policy: policy)
            let value = (try? certificate.publicKey()).map {
                certificate.signatureMethod.value(of: signature[...], over: data[...], by: $0)
            }
            return envelope.document(certificates: [(certificate, report)], signature: value ?? .notChecked)
        }
    }

    /// A file of another kind is nothing this route can answer for, even when its signatures hold.
    private static func require(
        _ formats: Set<SignatureFormat>,
        in report: Report,
        else status: HTTPResponse.Status = .badRequest
    ) throws(NCANodeFault) {
        let isSigned = !report.signatures.isEmpty || report.fileVerdict != nil
        guard isSigned, formats.contains(report.format) else { throw NCANodeFault(status, "No signatures found") }
    }
}

/// What NCANode answers with a status and a message.
struct NCANodeFault: Error {
    let status: HTTPResponse.Status
    let message: String

    init(_ status: HTTPResponse.Status, _ message: String) {
        self.status = status
        self.message = message
    }
}
