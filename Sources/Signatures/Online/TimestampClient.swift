#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
internal import SandyqFiles
package import SandyqOpenSSL
package import SandyqValidation

/// Asks a time-stamping authority for tokens over HTTP (RFC 3161 clause 3.4).
package struct TimestampClient: Sendable {
    private let address: String
    private let client: HTTPClient
    private let nonce: @Sendable () -> [UInt8]

    /// Octets of an answer; a token with its certificates has some thousands.
    private static let mostBytes = 1 << 20

    /// Takes the authority's address, the bounds of an exchange, and a source of octets nobody can guess.
    package init(address: String, client: HTTPClient, nonce: @escaping @Sendable () -> [UInt8]) {
        self.address = address
        self.client = client
        self.nonce = nonce
    }

    /// A token and the time it states.
    package struct Token: Hashable, Sendable {
        /// The ContentInfo.
        package let encoding: [UInt8]
        package let time: Date
    }

    /// A token over octets, by their SHA-256.
    ///
    /// What comes is looked at before it is kept: it must be granted, over these octets, an answer to this very question, and
    /// signed by the key it names. Whether the authority is to be trusted is for whoever verifies.
    ///
    /// - Throws: Why there is no such token.
    package func token(over octets: [UInt8]) throws(FetchFailure) -> Token {
        let digest = MessageDigest.sha256(of: octets[...])
        // A leading octet below 0x80 that is not zero: a positive INTEGER in its shortest form.
        let number = DEREncoding.element(0x02, [0x01] + nonce())
        let answer: [UInt8]
        do throws(HTTPFailure) {
            answer = try client.post(
                Self.request(over: digest, number: number),
                ofType: "application/timestamp-query",
                to: address,
                atMost: Self.mostBytes
            )
        } catch { throw FetchFailure(error) }
        let token = try Self.token(in: answer)
        guard token.info.digest == .sha256, token.info.imprint.elementsEqual(digest) else { throw .notUnderstood }
        guard token.info.nonce?.elementsEqual(number) ?? false else { throw .replayed }
        let encoding = [UInt8](token.encoding)
        guard Self.holds(encoding, over: DigestContent(algorithm: .sha256, digest: digest)) else {
            throw .notUnderstood
        }
        return Token(encoding: encoding, time: token.info.time)
    }

    /// TimeStampReq (clause 2.4.1): version 1, the imprint, the nonce, and the wish for the authority's certificate.
    private static func request(over digest: [UInt8], number: [UInt8]) -> [UInt8] {
        let sha256: [UInt8] = [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00]
        let imprint = DEREncoding.element(0x30, DEREncoding.element(0x30, sha256) + DEREncoding.element(0x04, digest))
        return DEREncoding.element(0x30, [0x02, 0x01, 0x01] + imprint + number + [0x01, 0x01, 0xff])
    }

    private static func token(in answer: [UInt8]) throws(FetchFailure) -> TimestampToken {
        let outcome = try? FormatDetection(limits: Limits()).outcome(for: FileBytes(answer))
        guard case .signed(let parts, _)? = outcome, let part = parts.first, part.kind == .timestampResponse else {
            throw .notUnderstood
        }
        do throws(FormatError) {
            guard case .tokens(let tokens) = try SignedStructure(part), let token = tokens.first?.token else {
                throw FormatError("no token")
            }
            return token
        } catch { throw .declined(error.reason) }
    }

    /// Whether a token's imprint and signature hold; nobody is trusted for that.
    package static func holds(_ token: [UInt8], over content: any ContentSource) -> Bool {
        guard let policy = try? Policy.named("integrity") else { return false }
        let submission = Submission(name: "token", bytes: token, content: content)
        let report = try? Verifier(policy: policy, evidence: Evidence()).verify(
            submission,
            asOf: Date(timeIntervalSince1970: 0)
        )
        return report?.format == .timestampToken && report?.verdict == .passed
    }
}
