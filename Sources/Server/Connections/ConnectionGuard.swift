internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes
internal import SandyqSignatures

/// Ends connections that would keep the service waiting: a head that does not come, a body that trickles, an answer unread.
///
/// Says what is wrong with what is not HTTP, and answers `Expect`.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let bounds: Settings.Bounds
    /// Takes note of a refusal and names it.
    private let refusal: @Sendable (Problem) -> String

    /// Requests whose heads have come, that have come as a whole, and that were answered: clients send ahead of answers.
    private var (begun, complete, answered) = (0, 0, 0)
    private var isAnswering = false
    /// Whether the service wanted to read on and was not let.
    private var isReadingHeld = false
    private var pieceSize = 0
    private var isEnding = false
    /// Octets of the body so far, and ticks of the clock since its head.
    private var received = 0
    private var ticks = 0
    private var wait: Scheduled<Void>?
    private var clock: RepeatedTask?
    private var answerWait: Scheduled<Void>?

    /// Seconds between looks at how fast a body comes, and looks before the first counts.
    private static let (tickSeconds, graceTicks) = (2, 5)
    /// Requests a client may send ahead of answers before nothing more is read from it.
    private static let mostAhead = 4
    /// Octets taken from a connection at once between bodies, so that few of the smallest requests come in one, and in them.
    private static let (headPiece, bodyPiece) = (4 << 10, 64 << 10)
    /// Seconds for a client to read an answer that came before its request was all sent.
    private static let lingerSeconds: Int64 = 2

    init(bounds: Settings.Bounds, refusal: @escaping @Sendable (Problem) -> String) {
        self.bounds = bounds
        self.refusal = refusal
    }

    func handlerAdded(context: ChannelHandlerContext) {
        // Else one look at a connection takes in a megabyte, and every request in it is read before anybody else's turn.
        try? context.channel.syncOptions?.setOption(.maxMessagesPerRead, value: 1)
        takePieces(of: Self.headPiece, context)
        if context.channel.isActive { expectHead(context, within: bounds.headSeconds) }
    }

    func channelActive(context: ChannelHandlerContext) {
        expectHead(context, within: bounds.headSeconds)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        stopClocks()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { stopClocks() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isEnding else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            wait?.cancel()
            begun += 1
            let hasBody = head.headerFields[.contentLength] ?? "0" != "0" || head.headerFields[.transferEncoding] != nil
            if hasBody { takePieces(of: Self.bodyPiece, context) }
            received = 0
            ticks = 0
            startClock(context)
            if head.headerFields[.expect]?.lowercased() == "100-continue", mayContinue(head) {
                context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
            }
        case .body(let piece): received += piece.readableBytes
        case .end:
            complete += 1
            takePieces(of: Self.headPiece, context)
            stopBodyClock()
        }
        context.fireChannelRead(data)
    }

    /// Whether there is any use in sending the body (RFC 9110 clause 10.1.1).
    private func mayContinue(_ head: HTTPRequest) -> Bool {
        guard let length = head.headerFields[.contentLength].flatMap({ Int($0) }) else { return true }
        return length <= bounds.uploadBytes
    }

    func read(context: ChannelHandlerContext) {
        isReadingHeld = begun - answered > Self.mostAhead
        if !isReadingHeld { context.read() }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isEnding else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        if !isAnswering {
            isAnswering = true
            let loop = context.loopBound
            answerWait = context.eventLoop.scheduleTask(in: .seconds(Int64(bounds.answerSeconds))) {
                loop.value.close(promise: nil)
            }
        }
        guard case .end = unwrapOutboundIn(data) else {
            context.write(data, promise: promise)
            return
        }
        let written = promise ?? context.eventLoop.makePromise(of: Void.self)
        let loop = NIOLoopBound((guard: self, context: context), eventLoop: context.eventLoop)
        written.futureResult.whenComplete { _ in
            let (own, context) = loop.value
            own.noteAnswer(context)
        }
        context.write(data, promise: written)
    }

    /// Looks what is left of the request that was answered, and whether another one has begun.
    private func noteAnswer(_ context: ChannelHandlerContext) {
        answerWait?.cancel()
        isAnswering = false
        answered += 1
        if complete < answered {
            end(context)
        } else if begun == answered {
            expectHead(context, within: bounds.idleSeconds)
        }
        if isReadingHeld { read(context: context) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError, answered == complete, !isAnswering, !isEnding else {
            if !isEnding { context.fireErrorCaught(error) }
            return
        }
        let problem: Problem =
            error == .headerOverflow
            ? .headTooLarge(limit: bounds.headBytes) : complete < begun ? .bodyIncomplete : .requestMalformed
        let id = refusal(problem)
        let body = problem.document(in: .en, requestID: id)
        let headers: HTTPFields = [
            .contentType: "application/problem+json", .contentLanguage: "en", .contentLength: String(body.count),
            .connection: "close", .requestID: id,
        ]
        context.write(wrapOutboundOut(.head(HTTPResponse(status: problem.status, headerFields: headers))), promise: nil)
        context.write(wrapOutboundOut(.body(ByteBuffer(bytes: body))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        end(context)
    }

    /// Ends the connection, so that the client can still read what it was told: closing at once would take it back.
    private func end(_ context: ChannelHandlerContext) {
        guard !isEnding else { return }
        isEnding = true
        stopClocks()
        context.close(mode: .output, promise: nil)
        let loop = context.loopBound
        wait = context.eventLoop.scheduleTask(in: .seconds(Self.lingerSeconds)) { loop.value.close(promise: nil) }
    }

    private func takePieces(of octets: Int, _ context: ChannelHandlerContext) {
        guard octets != pieceSize else { return }
        pieceSize = octets
        let allocator = FixedSizeRecvByteBufferAllocator(capacity: octets)
        try? context.channel.syncOptions?.setOption(.recvAllocator, value: allocator)
    }

    /// Gives the client so long for the head of a request.
    private func expectHead(_ context: ChannelHandlerContext, within seconds: Int) {
        wait?.cancel()
        let loop = context.loopBound
        wait = context.eventLoop.scheduleTask(in: .seconds(Int64(seconds))) { loop.value.close(promise: nil) }
    }

    private func startClock(_ context: ChannelHandlerContext) {
        stopBodyClock()
        let loop = NIOLoopBound((guard: self, context: context), eventLoop: context.eventLoop)
        let tick = TimeAmount.seconds(Int64(Self.tickSeconds))
        clock = context.eventLoop.scheduleRepeatedTask(initialDelay: tick, delay: tick) { _ in
            let (own, context) = loop.value
            own.ticks += 1
            let due = own.bounds.bodyRate * (own.ticks - Self.graceTicks) * Self.tickSeconds
            if own.ticks > Self.graceTicks, own.received < due { context.close(promise: nil) }
        }
    }

    private func stopBodyClock() {
        clock?.cancel()
        clock = nil
    }

    private func stopClocks() {
        stopBodyClock()
        wait?.cancel()
        answerWait?.cancel()
    }
}

extension ChannelHandlerContext {
    /// For tasks of the same event loop.
    fileprivate var loopBound: NIOLoopBound<ChannelHandlerContext> { NIOLoopBound(self, eventLoop: eventLoop) }
}
