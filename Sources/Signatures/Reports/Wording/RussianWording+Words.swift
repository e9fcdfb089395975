#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import SandyqValidation

extension RussianWording {
    func words(_ failure: FetchFailure) -> Sentence {
        switch failure {
        case .unsupportedAddress: "адрес не простой http"
        case .unknownHost: "такого узла нет"
        case .privateHost: "узел находится в частной сети"
        case .noAnswer: "ответ не пришёл вовремя"
        case .tooLarge(let bound): "пришло больше \(bound) байт"
        case .brokenOff: "ответ оборвался"
        case .redirected: "слишком много перенаправлений"
        case .refused(let reason): "сервер отказал (\(reason))"
        case .notUnderstood: "пришло не то, что запрашивалось"
        case .replayed: "ответ старый"
        case .declined(let status): "служба отказалась отвечать (\(status))"
        }
    }

    func words(_ gap: RevocationGap) -> Sentence {
        switch gap {
        case .nothingAtHand: "о нём нет ни ответа OCSP, ни списка отозванных сертификатов"
        case .signatureNotVerified: "данные не подписаны ни одним из имеющихся ключей издателя"
        case .issuerNotEntitled: "подписавший данные не вправе отвечать за издателя"
        case .issuerExpired(let time):
            "срок сертификата подписавшего данные истёк \(moment(time)), и ничто не доказывает, что данные старше"
        case .stale(let time): "данные от \(moment(time)) слишком стары для нужного времени"
        case .fromTheFuture(let time): "данные начинаются \(moment(time)), позже времени этой проверки"
        case .outOfScope: "список не относится к сертификатам такого рода"
        case .afterExpiry(let time):
            "данные от \(moment(time)) составлены после окончания срока сертификата, а издатель истёкшие не хранит"
        case .unknownCriticalExtension(let identifier):
            "в данных есть обязательное расширение, неизвестное этой программе (\(identifier))"
        case .deltaWithoutBase: "список содержит только изменения, а полного списка нет"
        case .answeredUnknown: "служба ответила, что сертификата не знает"
        case .weakAlgorithm(let name): "данные подписаны алгоритмом, который больше не допустим (\(name))"
        }
    }

    func words(_ breach: PathBreach) -> Sentence {
        switch breach {
        case .notAuthority: "он не принадлежит удостоверяющему центру, но выдал другой сертификат"
        case .keyCertSignMissing: "его ключом нельзя подписывать сертификаты"
        case .pathTooLong(let limit): "он допускает под собой не более стольких удостоверяющих центров: \(limit)"
        case .nameNotPermitted(let name): "имя \(name.words) не из тех, которые вправе удостоверять его издатель"
        case .nameExcluded(let name): "имя \(name.words) его издателю удостоверять запрещено"
        case .unknownCriticalExtension(let identifier):
            "в нём есть обязательное расширение, неизвестное этой программе (\(identifier))"
        case .explicitPolicyMissing: "он выдан не по той политике, которой требует цепочка"
        case .anyPolicyMapped: "он приравнивает политику к «любой политике», что запрещено"
        case .unreadable(let defect): words(defect)
        case .namesDoNotChain: "имя его издателя не совпадает с именем в вышестоящем сертификате"
        case .signatureInvalid: "его подпись не соответствует ключу издателя"
        case .signatureUnsupported(let algorithm): "он подписан алгоритмом, неизвестным этой программе (\(algorithm))"
        case .version1Authority: "он старой версии, в которой нельзя указать, что это удостоверяющий центр"
        case .constraintsTooMany(let limit):
            "ограничений имён или политик слишком много для проверки (предел: \(limit))"
        }
    }

    func words(_ defect: CertificateFacts.Defect) -> Sentence {
        switch defect {
        case .signatureAlgorithmsDiffer: "внутри назван один алгоритм подписи, снаружи другой"
        case .duplicateExtension(let identifier): "расширение \(identifier) встречается дважды"
        case .unreadableExtension(let identifier): "расширение \(identifier) прочитать нельзя"
        case .extensionsBeforeVersion3: "в нём есть расширения, которых его версия не допускает"
        case .serialNumberOutOfRange: "его серийный номер равен нулю, отрицателен или слишком длинен"
        case .notDER: "он закодирован не по правилам DER"
        }
    }

    func words(_ breach: AttributeFacts.Breach) -> Sentence {
        switch breach {
        case .missing(let identifier): "нет обязательного подписанного атрибута \(identifier)"
        case .repeated(let identifier): "атрибут \(identifier) встречается более одного раза"
        case .contentTypeDiffers: "подписанный тип данных не совпадает с действительным"
        case .digestAlgorithmsDiffer(let stated, let used): "указан хеш \(stated), а применён \(used)"
        case .algorithmProtectionDiffers: "защищённые имена алгоритмов не совпадают с применёнными"
        case .digestUnfitForKey: "алгоритм хеширования не подходит к ключу"
        case .ambiguousIdentifier(let identifier):
            "на идентификатор \(identifier), на который она ссылается, откликается не один элемент"
        case .misplaced(let name):
            "она ссылается на элемент \(name), который стоит не на своём месте, и вместо него могут прочесть другой"
        case .keyInfoContradictory: "рядом с ключом подписавшего назван другой ключ или сертификат"
        case .repeatedProperty(let name): "свойство \(name) встречается более одного раза"
        }
    }

    func words(_ source: RevocationSource) -> Sentence {
        switch source {
        case .crl: "список отозванных сертификатов"
        case .ocsp: "ответ OCSP"
        }
    }

    func words(_ kind: TimestampFacts.Kind) -> Sentence { "\(self.kind(kind))" }

    func kind(_ kind: TimestampFacts.Kind) -> String {
        switch kind {
        case .signature: "на подпись"
        case .content: "на содержимое"
        case .archive: "архивная"
        case .document: "на документ"
        case .references: "на данные проверки"
        }
    }

    func reason(_ reason: RevocationReason) -> String {
        switch reason {
        case .unspecified: "не указана"
        case .keyCompromise: "ключ раскрыт"
        case .cACompromise: "раскрыт ключ удостоверяющего центра"
        case .affiliationChanged: "изменились сведения о владельце"
        case .superseded: "заменён другим сертификатом"
        case .cessationOfOperation: "больше не нужен"
        case .certificateHold: "приостановлен"
        case .removeFromCRL: "приостановление снято"
        case .privilegeWithdrawn: "право отозвано"
        case .aACompromise: "раскрыт ключ центра атрибутов"
        }
    }

    func role(_ role: SignerRole) -> String {
        switch role {
        case .individual: "физическое лицо"
        case .organization: "юридическое лицо"
        case .chiefExecutive: "первый руководитель"
        case .canSign: "лицо с правом подписи"
        case .canSignFinancial: "лицо с правом подписи финансовых документов"
        case .humanResources: "сотрудник отдела кадров"
        case .employee: "сотрудник организации"
        case .informationSystem: "цифровая (информационная) система"
        case .treasuryClient: "пользователь «Казначейство-клиент»"
        case .authorityPrivileges: "сотрудник удостоверяющего центра"
        case .authorityAdministrator: "администратор удостоверяющего центра"
        case .authorityManager: "менеджер удостоверяющего центра"
        case .authorityOperator: "оператор удостоверяющего центра"
        case .identification: "идентификация владельца"
        case .identificationInPerson: "владелец идентифицирован лично"
        case .identificationRemote: "владелец идентифицирован удалённо"
        case .identificationDigital: "владелец идентифицирован удалённо по Digital ID"
        }
    }

    func keyUse(_ use: KeyUse) -> String {
        switch use {
        case .sign: "подписание документов"
        case .auth: "вход в системы (аутентификация)"
        case .other: "иные цели"
        }
    }

    func source(_ source: BestSignatureTime.Source) -> String {
        switch source {
        case .timestamp: "доказано меткой времени"
        case .ingest: "доказано записью о получении"
        case .now: "время этой проверки; более раннее ничем не доказано"
        }
    }

    func outcome(_ outcome: Block.Outcome) -> String {
        switch outcome {
        case .passed: "выполнено"
        case .failed: "не выполнено"
        case .undetermined: "не установлено"
        case .notApplicable: "не применимо"
        case .ignored: "не учитывается по политике"
        }
    }

    func revocation(_ status: RevocationStatus) -> Sentence {
        switch status.answer {
        case .good: "не отозван\(basis(status))"
        case .revoked(let time, let reason):
            "отозван \(moment(time))\(reason.map { ", причина: \(self.reason($0))" as Sentence } ?? "")\(basis(status))"
        case .unknown(let gap): "неизвестно: \(words(gap))"
        case .notChecked: "не проверялся"
        }
    }

    private func basis(_ status: RevocationStatus) -> Sentence {
        guard let source = status.source else { return "" }
        return " (\(words(source))\(status.producedAt.map { " от \(moment($0))" as Sentence } ?? ""))"
    }

    func coverage(_ coverage: SignatureFacts.Coverage) -> String {
        switch coverage {
        case .whole: "весь файл"
        case .part: "только часть файла"
        }
    }

    func value(_ value: SignatureValue) -> String {
        switch value {
        case .valid: "верна"
        case .invalid: "неверна"
        case .unsupported: "алгоритм этой программе неизвестен"
        case .notChecked: "не проверялась"
        }
    }

    private static let months = [
        "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
        "декабря",
    ]

    private static let moments = MomentWords()

    func moment(_ moment: Date) -> Sentence {
        Self.moments.sentence(for: moment) { time in
            "\(time.day) \(Self.months[time.month - 1]) \(time.year) г., \(time.clock) UTC"
        }
    }

    var bit: Sentence { "бит" }

    func size(_ octets: Int) -> String { "\(octets) байт" }
}
