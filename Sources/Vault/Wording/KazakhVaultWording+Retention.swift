internal import SandyqAgreement

extension KazakhVaultWording {
    func category(_ category: Retention.Category) -> String {
        switch category {
        case .accounting: "есеп және салық"
        case .mediaRecord: "жазба"
        case .consent: "келісім"
        case .unregulated: "белгіленбеген"
        }
    }
}
