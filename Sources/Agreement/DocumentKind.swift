/// What a document is; raw values are those of the command line and of manifests.
package enum DocumentKind: String, Hashable, Sendable, Codable, CaseIterable {
    case contract
    case agreementRevision = "agreement-revision"
    /// ЭСФ.
    case invoice
    /// АВР.
    case completionAct = "completion-act"
    /// СНТ.
    case waybill
    case paymentOrder = "payment-order"
    case bankStatement = "bank-statement"
    case taxForm = "tax-form"
    case staffOrder = "staff-order"
    case employmentContract = "employment-contract"
    case powerOfAttorney = "power-of-attorney"
    case officialLetter = "official-letter"
    case consent
    case objection
    case correspondence
    case identityDocument = "identity-document"
    case mediaRecord = "media-record"
    case other

    /// What the right to sign financial documents covers.
    package var isAccounting: Bool {
        switch self {
        case .invoice, .completionAct, .waybill, .paymentOrder, .bankStatement, .taxForm: true
        default: false
        }
    }

    /// What the right of signature covers.
    package var isContract: Bool { self == .contract || self == .agreementRevision }
}
