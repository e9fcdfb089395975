internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import SandyqFiles

/// Takes bodies in, within bounds.
struct BodyReading: Sendable {
    let bounds: Settings.Bounds
    let space: UploadSpace

    /// A form: its files by field, in order.
    struct Form {
        fileprivate(set) var parts: [(header: FormPartHeader, upload: Upload)] = []
    }

    /// A body that is one file.
    func file(of request: Request) async throws -> Upload {
        try check(request, limit: bounds.uploadBytes)
        var draft = space.draft()
        var count = 0
        for try await piece in request.body {
            count += piece.readableBytes
            guard count <= bounds.uploadBytes else { throw Problem.bodyTooLarge(limit: bounds.uploadBytes) }
            try draft.append(Array(piece.readableBytesView)[...])
        }
        guard count > 0 else { throw Problem.bodyMissing }
        return draft.finish()
    }

    /// A body that is a form of the fields named, each with how often it may come.
    func form(of request: Request, boundary: String, fields: [String: Int]) async throws -> Form {
        try check(request, limit: bounds.uploadBytes)
        var reader = MultipartReader(boundary: boundary)
        var form = Form()
        var left = fields
        var header: FormPartHeader?
        var draft = space.draft()
        var count = 0
        for try await piece in request.body {
            count += piece.readableBytes
            guard count <= bounds.uploadBytes else { throw Problem.bodyTooLarge(limit: bounds.uploadBytes) }
            var events: [MultipartReader.Event] = []
            do { try reader.read(piece.readableBytesView) { events.append($0) } } catch let error
                as MultipartReader.Malformed
            {
                throw Problem.multipartMalformed(place: error.place)
            }
            for event in events {
                switch event {
                case .partBegins(let begun):
                    guard let most = left[begun.name], most > 0 else { throw Problem.partUnexpected(name: begun.name) }
                    left[begun.name] = most - 1
                    header = begun
                case .data(let octets): try draft.append(octets)
                case .partEnds:
                    guard let ended = header else { continue }
                    let finished = draft.finish()
                    draft = space.draft()
                    form.parts.append((ended, finished))
                }
            }
        }
        guard count > 0 else { throw Problem.bodyMissing }
        do throws(MultipartReader.Malformed) { try reader.finish() } catch {
            throw Problem.multipartMalformed(place: error.place)
        }
        return form
    }

    /// A body that is a JSON object, and what it takes of the memory.
    func json(of request: Request) async throws -> (object: JSONObject, share: Budget.Share) {
        try check(request, limit: bounds.jsonBytes)
        guard Self.mediaType(of: request) == "application/json" else {
            throw Problem.contentTypeUnsupported(supported: ["application/json"])
        }
        let share = Budget.Share(of: space.memory)
        var bytes: [UInt8] = []
        for try await piece in request.body {
            guard bytes.count + piece.readableBytes <= bounds.jsonBytes else {
                throw Problem.bodyTooLarge(limit: bounds.jsonBytes)
            }
            try share.take(piece.readableBytes)
            bytes += piece.readableBytesView
        }
        guard !bytes.isEmpty else { throw Problem.bodyMissing }
        return (try JSONObject(bytes), share)
    }

    /// The type of a body without its parameters, in lower case.
    static func mediaType(of request: Request) -> String {
        HeaderParameters(request.headers[.contentType] ?? "").value.lowercased()
    }

    /// Refuses what the head already shows to be of no use.
    private func check(_ request: Request, limit: Int) throws(Problem) {
        if let encoding = request.headers[.contentEncoding], encoding.lowercased() != "identity" {
            throw .contentEncodingUnsupported
        }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw .bodyTooLarge(limit: limit)
        }
    }
}
