package import SandyqValidation

/// Whether a certificate may enter the trust store, and as what.
package enum Admission: Hashable, Sendable {
    /// Its pin is on the list.
    case pinned(PinnedAuthority)
    /// A person compared its fingerprint.
    case confirmed
    /// It is no root: it may help to complete chains, and is never trusted.
    case helper
    /// A root nobody vouches for.
    case unknown
    /// An authority that issues to anybody, and nobody asked for it.
    case testAuthority(PinnedAuthority)

    /// Decides about a certificate.
    ///
    /// - Parameters:
    ///   - certificate: The certificate.
    ///   - pins: The list of known authorities.
    ///   - confirmed: The fingerprint a person says to have compared with what the authority publishes.
    ///   - allowsTest: Whether test authorities were asked for by name.
    package init(
        of certificate: CertificateFacts,
        among pins: [PinnedAuthority],
        confirmed: Fingerprint?,
        allowsTest: Bool
    ) {
        if let pin = pins.first(where: { $0.sha256 == certificate.fingerprint }) {
            self = pin.environment == .test && !allowsTest ? .testAuthority(pin) : .pinned(pin)
        } else if !certificate.isSelfIssued {
            self = .helper
        } else {
            self = certificate.fingerprint == confirmed ? .confirmed : .unknown
        }
    }

    /// What the certificate becomes; nil when it stays out.
    package var role: TrustStore.Role? {
        switch self {
        case .pinned(let pin): pin.use == .anchor ? .anchor : .helper
        case .confirmed: .anchor
        case .helper: .helper
        case .unknown, .testAuthority: nil
        }
    }

    /// Why it is let in.
    package var ground: TrustStore.Origin.Ground {
        switch self {
        case .pinned, .testAuthority: .pinned
        case .confirmed: .fingerprint
        case .helper, .unknown: .none
        }
    }
}
