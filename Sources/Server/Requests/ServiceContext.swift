package import Hummingbird
internal import NIOCore
internal import SandyqSignatures

/// What is known of a request beside the request.
package struct ServiceContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The other end of the connection; nil where it has no address.
    let peer: NetworkAddress?
    /// Who asks: the peer, or whom a trusted proxy names.
    var client: NetworkAddress?
    /// What the request is called.
    var requestID = ""
    /// The language of explanations.
    var language = Language.en

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = NetworkAddress(source.channel.remoteAddress)
        client = peer
    }
}

extension NetworkAddress {
    /// The address of a connection's other end; nil when it has none in figures.
    init?(_ address: SocketAddress?) {
        guard let text = address?.ipAddress else { return nil }
        self.init(text)
    }
}
