/// Who a certificate says its holder is, as Kazakhstan's certificate profile and RFC 5280 write it.
public struct SignerIdentity: Hashable, Sendable {
    /// What a person calls the holder: a name, for Kazakhstan's natural persons surname and given name.
    public let commonName: String?
    /// Surname of a natural person.
    public let surname: String?
    /// In Kazakhstan's certificates this attribute holds the patronymic.
    public let givenName: String?
    /// Twelve digits of a person's number, wherever the subject carries them.
    public let iin: String?
    /// Twelve digits of an organisation's number, wherever the subject carries them.
    public let bin: String?
    /// Whom the holder signs for.
    public let organization: String?
    /// Two letters of ISO 3166.
    public let country: String?
    /// From the subject, else from the subject's alternative names.
    public let email: String?
    /// In the order of the extended key usage.
    public let roles: [SignerRole]
    /// What the key is for.
    public let keyUse: KeyUse
    /// Certificate policies, as listed.
    public let policies: [OID]

    /// Reads a certificate's subject and extensions.
    public init(of certificate: CertificateFacts) {
        let subject = certificate.subject
        let extensions = certificate.extensions
        commonName = subject.first(of: "2.5.4.3")
        surname = subject.first(of: "2.5.4.4")
        givenName = subject.first(of: "2.5.4.42")
        iin = Self.iin(in: subject)
        bin = Self.bin(in: subject)
        organization = subject.first(of: "2.5.4.10")
        country = subject.first(of: "2.5.4.6")
        email = subject.first(of: "1.2.840.113549.1.9.1") ?? Self.address(in: extensions.subjectAlternativeNames)
        roles = (extensions.extendedKeyUsage ?? []).compactMap(SignerRole.init(usage:))
        keyUse = KeyUse(of: extensions)
        policies = extensions.policies ?? []
    }

    /// Twelve digits of a person's number, wherever a subject carries them.
    package static func iin(in subject: DistinguishedName) -> String? {
        number("IIN", in: subject, preferring: "2.5.4.5")
    }

    /// Twelve digits of an organisation's number, wherever a subject carries them.
    package static func bin(in subject: DistinguishedName) -> String? {
        number("BIN", in: subject, preferring: "2.5.4.11")
    }

    /// Whether the control digit of a twelve-digit IIN or BIN is right; false for anything that is not twelve digits.
    ///
    /// A wrong digit is worth a warning and nothing more: numbers of the national test certificates have it wrong.
    public static func controlDigitHolds(_ number: some StringProtocol) -> Bool {
        let digits = number.utf8.map { Int($0) - 0x30 }
        guard digits.count == 12, digits.allSatisfy({ 0...9 ~= $0 }) else { return false }
        let first = weightedSum(of: digits, from: 1)
        return (first == 10 ? weightedSum(of: digits, from: 3) : first) == digits[11]
    }

    /// The sum of the first eleven digits modulo 11, with weights that start as given and wrap from 11 to 1.
    private static func weightedSum(of digits: [Int], from start: Int) -> Int {
        var sum = 0
        for index in 0..<11 {
            let weight = (start - 1 + index) % 11 + 1
            sum += weight * digits[index]
        }
        return sum % 11
    }

    /// The digits behind a prefix: in the attribute meant for them, else in any.
    private static func number(_ prefix: String, in subject: DistinguishedName, preferring type: OID) -> String? {
        let attributes = subject.relativeNames.joined()
        for attribute in attributes where attribute.type == type {
            if let digits = digits(of: attribute.value, behind: prefix) { return digits }
        }
        for attribute in attributes { if let digits = digits(of: attribute.value, behind: prefix) { return digits } }
        return nil
    }

    private static func digits(of value: String, behind prefix: String) -> String? {
        guard value.hasPrefix(prefix) else { return nil }
        let digits = value.utf8.dropFirst(prefix.utf8.count)
        guard digits.count == 12, digits.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        return String(decoding: digits, as: UTF8.self)
    }

    private static func address(in names: [GeneralName]) -> String? {
        for case .email(let address) in names { return address }
        return nil
    }
}

extension DistinguishedName {
    fileprivate func first(of type: OID) -> String? { values(of: type).first }
}

extension KeyUse {
    /// What a certificate's key may be used for, by its key usage and extended key usage.
    public init(of extensions: CertificateExtensions) {
        let usage = extensions.keyUsage ?? []
        let authenticatesClients = extensions.extendedKeyUsage?.contains("1.3.6.1.5.5.7.3.2") ?? false
        if usage.contains(.nonRepudiation) {
            self = .sign
        } else if usage.isSuperset(of: [.digitalSignature, .keyEncipherment]) || authenticatesClients {
            self = .auth
        } else {
            self = .other
        }
    }
}

/// What a holder may do, told by an extended key usage of Kazakhstan's profile; raw values are the JSON report's.
public enum SignerRole: String, Hashable, Sendable, Codable, CaseIterable {
    case individual = "INDIVIDUAL"
    case organization = "ORGANIZATION"
    /// The first head.
    case chiefExecutive = "CEO"
    case canSign = "CAN_SIGN"
    case canSignFinancial = "CAN_SIGN_FINANCIAL"
    case humanResources = "HR"
    case employee = "EMPLOYEE"
    case informationSystem = "INFOSYSTEM"
    case treasuryClient = "TREASURY_CLIENT"
    case authorityPrivileges = "NCA_PRIVILEGES"
    case authorityAdministrator = "NCA_ADMIN"
    case authorityManager = "NCA_MANAGER"
    case authorityOperator = "NCA_OPERATOR"
    case identification = "IDENTIFICATION"
    case identificationInPerson = "IDENTIFICATION_CON"
    case identificationRemote = "IDENTIFICATION_REMOTE"
    case identificationDigital = "IDENTIFICATION_REMOTE_DIGITAL_ID"

    /// The role an extended key usage stands for; nil for every other usage.
    public init?(usage: OID) {
        guard let role = Self.byUsage[usage] else { return nil }
        self = role
    }

    private static let byUsage: [OID: SignerRole] = [
        "1.2.398.3.3.4.1.1": .individual,
        "1.2.398.3.3.4.1.2": .organization,
        "1.2.398.3.3.4.1.2.1": .chiefExecutive,
        "1.2.398.3.3.4.1.2.2": .canSign,
        "1.2.398.3.3.4.1.2.3": .canSignFinancial,
        "1.2.398.3.3.4.1.2.4": .humanResources,
        "1.2.398.3.3.4.1.2.5": .employee,
        "1.2.398.3.3.4.1.2.6": .informationSystem,
        "1.2.398.5.19.1.2.2.1": .treasuryClient,
        "1.2.398.3.3.4.2": .authorityPrivileges,
        "1.2.398.3.3.4.2.1": .authorityAdministrator,
        "1.2.398.3.3.4.2.2": .authorityManager,
        "1.2.398.3.3.4.2.3": .authorityOperator,
        "1.2.398.3.3.4.3": .identification,
        "1.2.398.3.3.4.3.1": .identificationInPerson,
        "1.2.398.3.3.4.3.2": .identificationRemote,
        "1.2.398.3.3.4.3.2.1": .identificationDigital,
    ]
}
