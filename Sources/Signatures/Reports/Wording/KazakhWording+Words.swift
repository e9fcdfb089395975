#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import SandyqValidation

extension KazakhWording {
    func words(_ failure: FetchFailure) -> Sentence {
        switch failure {
        case .unsupportedAddress: "мекенжай қарапайым http емес"
        case .unknownHost: "мұндай түйін жоқ"
        case .privateHost: "түйін жеке желіде"
        case .noAnswer: "жауап уақытында келмеді"
        case .tooLarge(let bound): "\(bound) байттан артық келді"
        case .brokenOff: "жауап үзіліп қалды"
        case .redirected: "қайта бағыттау тым көп"
        case .refused(let reason): "сервер бас тартты (\(reason))"
        case .notUnderstood: "сұралғаннан басқа дерек келді"
        case .replayed: "жауап ескі"
        case .declined(let status): "қызмет жауап беруден бас тартты (\(status))"
        }
    }

    func words(_ gap: RevocationGap) -> Sentence {
        switch gap {
        case .nothingAtHand: "ол туралы OCSP жауабы да, қайтарып алынған сертификаттар тізімі де жоқ"
        case .signatureNotVerified: "деректерге шығарушының қолда бар кілттерінің ешқайсысымен қол қойылмаған"
        case .issuerNotEntitled: "деректерге қол қоюшы шығарушы атынан жауап беруге құқылы емес"
        case .issuerExpired(let time):
            "деректерге қол қоюшының сертификат мерзімі аяқталған (\(moment(time))), ал деректердің одан бұрын жасалғаны дәлелденбеген"
        case .stale(let time): "деректер қажетті уақыт үшін тым ескі (\(moment(time)))"
        case .fromTheFuture(let time): "деректер осы тексеру уақытынан кеш басталады (\(moment(time)))"
        case .outOfScope: "тізім мұндай сертификаттарға арналмаған"
        case .afterExpiry(let time):
            "деректер сертификат мерзімі аяқталғаннан кейін жасалған (\(moment(time))), ал шығарушы мерзімі аяқталғандарды сақтамайды"
        case .unknownCriticalExtension(let identifier):
            "деректерде бұл бағдарламаға белгісіз міндетті кеңейтім бар (\(identifier))"
        case .deltaWithoutBase: "тізімде тек өзгерістер бар, ал толық тізім жоқ"
        case .answeredUnknown: "қызмет бұл сертификатты білмейтінін айтты"
        case .weakAlgorithm(let name): "деректерге енді рұқсат етілмейтін алгоритммен қол қойылған (\(name))"
        }
    }

    func words(_ breach: PathBreach) -> Sentence {
        switch breach {
        case .notAuthority: "ол куәландырушы орталықтікі емес, бірақ басқа сертификат шығарған"
        case .keyCertSignMissing: "оның кілтімен сертификаттарға қол қоюға болмайды"
        case .pathTooLong(let limit): "одан төмен куәландырушы орталықтардың рұқсат етілген саны: \(limit)"
        case .nameNotPermitted(let name): "\(name.words) атауы шығарушысы куәландыра алатын атаулардың қатарында жоқ"
        case .nameExcluded(let name): "\(name.words) атауын куәландыруға шығарушысына тыйым салынған"
        case .unknownCriticalExtension(let identifier):
            "онда бұл бағдарламаға белгісіз міндетті кеңейтім бар (\(identifier))"
        case .explicitPolicyMissing: "ол тізбек талап ететін саясат бойынша шығарылмаған"
        case .anyPolicyMapped: "ол саясатты «кез келген саясатқа» теңестіреді, бұған тыйым салынған"
        case .unreadable(let defect): words(defect)
        case .namesDoNotChain: "шығарушысының атауы жоғарғы сертификаттағы атаумен сәйкес келмейді"
        case .signatureInvalid: "оның қолтаңбасы шығарушының кілтіне сәйкес келмейді"
        case .signatureUnsupported(let algorithm):
            "оған бұл бағдарламаға белгісіз алгоритммен қол қойылған (\(algorithm))"
        case .version1Authority: "ол ескі нұсқалы, онда куәландырушы орталық екенін көрсету мүмкін емес"
        case .constraintsTooMany(let limit): "атау не саясат шектеулері тексеру үшін тым көп (шегі: \(limit))"
        }
    }

    func words(_ defect: CertificateFacts.Defect) -> Sentence {
        switch defect {
        case .signatureAlgorithmsDiffer: "ішінде бір қолтаңба алгоритмі, сыртында басқасы аталған"
        case .duplicateExtension(let identifier): "\(identifier) кеңейтімі екі рет кездеседі"
        case .unreadableExtension(let identifier): "\(identifier) кеңейтімін оқу мүмкін емес"
        case .extensionsBeforeVersion3: "онда нұсқасы жол бермейтін кеңейтімдер бар"
        case .serialNumberOutOfRange: "оның сериялық нөмірі нөл, теріс немесе тым ұзын"
        case .notDER: "ол DER ережесі бойынша кодталмаған"
        }
    }

    func words(_ breach: AttributeFacts.Breach) -> Sentence {
        switch breach {
        case .missing(let identifier): "қол қойылуға тиіс \(identifier) атрибуты жоқ"
        case .repeated(let identifier): "\(identifier) атрибуты бірнеше рет кездеседі"
        case .contentTypeDiffers: "деректердің қол қойылған түрі шын түріне сәйкес келмейді"
        case .digestAlgorithmsDiffer(let stated, let used): "\(stated) хеші көрсетілген, ал \(used) қолданылған"
        case .algorithmProtectionDiffers: "алгоритмдердің қорғалған атаулары қолданылғандарына сәйкес келмейді"
        case .digestUnfitForKey: "хештеу алгоритмі кілтке сәйкес келмейді"
        case .ambiguousIdentifier(let identifier): "ол сілтейтін \(identifier) идентификаторы бірнеше элементте бар"
        case .misplaced(let name):
            "ол өз орнында тұрмаған \(name) элементіне сілтейді, сондықтан орнына басқасы оқылуы мүмкін"
        case .keyInfoContradictory: "қол қоюшының кілтінің жанында басқа кілт немесе сертификат аталған"
        case .repeatedProperty(let name): "\(name) қасиеті бірнеше рет кездеседі"
        }
    }

    func words(_ source: RevocationSource) -> Sentence {
        switch source {
        case .crl: "қайтарып алынған сертификаттар тізімі"
        case .ocsp: "OCSP жауабы"
        }
    }

    func words(_ kind: TimestampFacts.Kind) -> Sentence { "\(self.kind(kind))" }

    func kind(_ kind: TimestampFacts.Kind) -> String {
        switch kind {
        case .signature: "қолтаңбаға"
        case .content: "мазмұнға"
        case .archive: "архивтік"
        case .document: "құжатқа"
        case .references: "тексеру деректеріне"
        }
    }

    func reason(_ reason: RevocationReason) -> String {
        switch reason {
        case .unspecified: "көрсетілмеген"
        case .keyCompromise: "кілт ашылып қалған"
        case .cACompromise: "куәландырушы орталықтың кілті ашылып қалған"
        case .affiliationChanged: "иесі туралы мәліметтер өзгерген"
        case .superseded: "басқа сертификатпен алмастырылған"
        case .cessationOfOperation: "енді қажет емес"
        case .certificateHold: "тоқтатыла тұрған"
        case .removeFromCRL: "тоқтата тұру алып тасталған"
        case .privilegeWithdrawn: "құқығы қайтарып алынған"
        case .aACompromise: "атрибуттар орталығының кілті ашылып қалған"
        }
    }

    func role(_ role: SignerRole) -> String {
        switch role {
        case .individual: "жеке тұлға"
        case .organization: "заңды тұлға"
        case .chiefExecutive: "бірінші басшы"
        case .canSign: "қол қою құқығы бар тұлға"
        case .canSignFinancial: "қаржы құжаттарына қол қою құқығы бар тұлға"
        case .humanResources: "кадр бөлімінің қызметкері"
        case .employee: "ұйым қызметкері"
        case .informationSystem: "цифрлық (ақпараттық) жүйе"
        case .treasuryClient: "«Қазынашылық-клиент» пайдаланушысы"
        case .authorityPrivileges: "куәландырушы орталық қызметкері"
        case .authorityAdministrator: "куәландырушы орталық әкімшісі"
        case .authorityManager: "куәландырушы орталық менеджері"
        case .authorityOperator: "куәландырушы орталық операторы"
        case .identification: "иесін сәйкестендіру"
        case .identificationInPerson: "иесі жеке келіп сәйкестендірілген"
        case .identificationRemote: "иесі қашықтан сәйкестендірілген"
        case .identificationDigital: "иесі Digital ID арқылы қашықтан сәйкестендірілген"
        }
    }

    func keyUse(_ use: KeyUse) -> String {
        switch use {
        case .sign: "құжаттарға қол қою"
        case .auth: "жүйелерге кіру (аутентификация)"
        case .other: "өзге мақсаттар"
        }
    }

    func source(_ source: BestSignatureTime.Source) -> String {
        switch source {
        case .timestamp: "уақыт белгісімен дәлелденген"
        case .ingest: "алынғаны туралы жазбамен дәлелденген"
        case .now: "осы тексерудің уақыты; одан ертесі дәлелденбеген"
        }
    }

    func outcome(_ outcome: Block.Outcome) -> String {
        switch outcome {
        case .passed: "орындалған"
        case .failed: "орындалмаған"
        case .undetermined: "анықталмаған"
        case .notApplicable: "қолданылмайды"
        case .ignored: "саясат бойынша ескерілмейді"
        }
    }

    func revocation(_ status: RevocationStatus) -> Sentence {
        switch status.answer {
        case .good: "қайтарып алынбаған\(basis(status))"
        case .revoked(let time, let reason):
            "қайтарып алынған: \(moment(time))\(reason.map { ", себебі: \(self.reason($0))" as Sentence } ?? "")\(basis(status))"
        case .unknown(let gap): "белгісіз: \(words(gap))"
        case .notChecked: "тексерілмеген"
        }
    }

    private func basis(_ status: RevocationStatus) -> Sentence {
        guard let source = status.source else { return "" }
        return " (\(words(source))\(status.producedAt.map { ", \(moment($0))" as Sentence } ?? ""))"
    }

    func coverage(_ coverage: SignatureFacts.Coverage) -> String {
        switch coverage {
        case .whole: "бүкіл файл"
        case .part: "файлдың бір бөлігі ғана"
        }
    }

    func value(_ value: SignatureValue) -> String {
        switch value {
        case .valid: "дұрыс"
        case .invalid: "қате"
        case .unsupported: "алгоритм бұл бағдарламаға белгісіз"
        case .notChecked: "тексерілмеген"
        }
    }

    private static let months = [
        "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша",
        "желтоқсан",
    ]

    private static let moments = MomentWords()

    func moment(_ moment: Date) -> Sentence {
        Self.moments.sentence(for: moment) { time in
            "\(time.year) жылғы \(time.day) \(Self.months[time.month - 1]), \(time.clock) UTC"
        }
    }

    var bit: Sentence { "бит" }

    func size(_ octets: Int) -> String { "\(octets) байт" }
}
