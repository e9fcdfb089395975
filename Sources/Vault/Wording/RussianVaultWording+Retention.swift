internal import SandyqAgreement

extension RussianVaultWording {
    func category(_ category: Retention.Category) -> String {
        switch category {
        case .accounting: "учёт и налоги"
        case .mediaRecord: "запись"
        case .consent: "согласие"
        case .unregulated: "не установлен"
        }
    }
}
