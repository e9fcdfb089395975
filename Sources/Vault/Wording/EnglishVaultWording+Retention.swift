internal import SandyqAgreement

extension EnglishVaultWording {
    func category(_ category: Retention.Category) -> String {
        switch category {
        case .accounting: "accounting, taxes"
        case .mediaRecord: "recording"
        case .consent: "consent"
        case .unregulated: "unregulated"
        }
    }
}
