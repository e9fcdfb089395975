internal import SandyqValidation

/// Kazakh: names and dates stand so that no case ending has to be joined to them.
struct KazakhWording: Wording {
    func sentence(_ finding: Finding) -> Sentence {
        switch finding {
        case .structureRead(let format):
            "Файл дұрыс құрылған; қолтаңба форматы – \(format)."
        case .structureBroken(let place):
            "Қолтаңба бүлінген немесе қиылып қалған, оны оқу мүмкін емес (\(place)). Файлды бастапқы жіберілген күйінде қайта сұратыңыз."
        case .limitReached(let bound, let value):
            "Оқу қорғаныс шегінде тоқтатылды (\(bound): \(value)), сондықтан файл соңына дейін тексерілмеді. Шағынырақ файл сұратыңыз немесе файлдың қайдан келгеніне сенсеңіз, шекті арттырыңыз."
        case .passwordNeeded:
            "Файл шифрланған және тек құпиясөзбен ашылады, сондықтан ондағы қолтаңбалар тексерілмеді. Құпиясөзсіз ашылатын көшірмесін сұратыңыз."
        case .libraryMissing(let name):
            "Мұндай файлдарды \(name) кітапханасы оқиды, ал ол мұнда орнатылмаған. Оны орнатып, файлды қайта тексеріңіз."
        case .signatureEncodingUnsupported(let name):
            "Қолтаңба \(name) түрінде жазылған, оны Sandyq оқымайды: дұрыс-бұрысын айту мүмкін емес. Қазіргі форматтағы қолтаңба сұратыңыз."
        case .hiddenContent(let places):
            "Қол қойылған кезде құжатта еш жерде көрсетілмеген нысандар болған: \(places). Кейінгі өзгеріс оларды көрсете алар еді; жіберушіден олардың не үшін екенін сұраңыз."
        case .trailingBytes(let count):
            "Қолтаңба аяқталғаннан кейін де файл жалғасады (байт саны: \(count)). Бұл деректерге ешкім қол қоймаған және олар тексерілмеді; оларға сүйенбеңіз."
        case .containerStrayOctets(let count):
            "Контейнердегі файлдардың арасында, алдында не соңында ешқайсысына тиесілі емес байттар бар (\(count)). Олар қаралмады; оларға сенбеңіз."
        case .containerReadTwoWays:
            "Контейнер мазмұндамасының соңын басқа жерден деп қабылдауға болады, сондықтан басқа бағдарламалар одан басқа файлдарды көрсетуі мүмкін. Осында аталған файлдарға сүйеніп, жіберушіден дұрыс контейнер сұраңыз."
        case .containerStrayingName(let name):
            "Контейнерде «\(name)» атты файл бар; бұл атау ашылатын қалтадан тыс жерге апарады. Ол онда жазылмады; контейнерді басқа бағдарламалармен ашпаңыз."
        case .containerSimilarNames(let first, let second):
            "Контейнерде көп жүйе ажырата алмайтын атаулары бар екі файл бар: «\(first)» және «\(second)». Ашқанда бірі екіншісінің орнын басуы мүмкін; қайсысы керегін анықтаңыз."
        case .containerMimetype(let type):
            "\(type.map { "Контейнер өзін «\($0)» деп атайды, бірақ олай емес" as Sentence } ?? "Контейнер өз түрін көрсетпейді"). Ол мазмұны бойынша оқылды; қол қою бағдарламасын жасаушыға хабарлаңыз."
        case .objectsUncovered(let names, let count):
            "Қол қойылмаған: \(names) (файл саны: \(count)). Оларды кез келген адам салуы не өзгертуі мүмкін; оларды қол қойылған деп санамаңыз."

        case .signingCertificateFound(let subject):
            "Қол қоюшының сертификаты табылды: «\(subject)»."
        case .signingCertificateMissing(let identifier):
            "Қол қоюшының сертификаты жоқ (\(named(identifier))), сондықтан кім қол қойғаны белгісіз. Сертификатты қол қоюшыдан сұратып, сонымен қайта тексеріңіз."
        case .signingCertificateFoundByKey(let subject):
            "Қолтаңба өз сертификатын атамайды; кілті сәйкес келгендіктен «\(subject)» сертификаты алынды. Қол қойған дәл осы тұлға екеніне басқа жолмен көз жеткізіңіз."
        case .signingCertificateBound(let digest):
            "Қолтаңба өз сертификатын \(digest) хеші арқылы атайды, оны ауыстырып қою мүмкін емес."
        case .signingCertificateNotBound:
            "Қолтаңба өз сертификатын қол қойылған хеш арқылы атамайды: оның орнына дәл сондай кілті бар басқа сертификат қойылуы мүмкін. Бұл маңызды болса, CAdES немесе XAdES нысанында қол қоюды сұраңыз."
        case .signingCertificateBindingDiffers:
            "Бұл хешіне қол қойылған сертификат емес. Қол қоюшыдан дұрыс сертификатты немесе жаңа қолтаңбаны сұратыңыз."
        case .signingCertificateBindingUnreadable:
            "Сертификатқа қол қойылған сілтемені оқу мүмкін емес, сондықтан қай сертификат екені түсініксіз. Жаңа қолтаңба сұратыңыз."

        case .dataIntact(let name, let digest):
            "\(object(name)): қол қойылғаннан бері өзгермеген (хеш: \(digest))."
        case .dataAltered(let name, let digest, _, _):
            "\(object(name)): бұл қол қойылған нұсқа емес, \(digest) хеші сәйкес келмейді. Қол қоюшыдан түпнұсқаны сұратыңыз, бұл көшірмеге сүйенбеңіз."
        case .dataMissing(let name, let tried):
            "\(object(name)): табылмады, сондықтан өзгергені не өзгермегені белгісіз\(lookedFor(tried)). Құжатты қолтаңбаның жанына қойыңыз немесе көрсетіңіз де, қайта тексеріңіз."
        case .digestUnsupported(let name, let identifier):
            "\(object(name)): салыстыру мүмкін емес, \(identifier) хештеу алгоритмі бұл бағдарламаға белгісіз. Оны білетін бағдарламамен тексеріңіз."
        case .transformRefused(let name, let transform):
            "\(object(name)): салыстыру мүмкін емес, қол \(transform) түрлендіруінің нәтижесіне қойылған, бұл бағдарлама оны орындамайды. Онсыз қол қоюды сұраңыз."
        case .intactBeforeLaterSignatures(let name, let digest, let later):
            "\(object(name)): қол қойылған нұсқа (хеш: \(digest)) тек кейін қосылған XML қолтаңбаларынсыз сәйкес келеді: \(later). Ұлттық бағдарламалар осылай қол қояды; басқа бағдарламалар қолтаңбаны қате дейді."
        case .propertiesNotSigned:
            "Қолтаңбада ол қол қоймаған XAdES қасиеттері бар: олардағы уақыт пен сертификатты ешкім растамаған."
        case .nothingReferenced:
            "Қолтаңба ешқандай деректі қамтымайды және ештеңені растамайды. Құжаттың өзіне қол қоюды сұраңыз."
        case .attributesHold:
            "Қол қойылған атрибуттар толық және бір-біріне сәйкес."
        case .attributeBreach(let breach):
            "Қолтаңба өзіне өзі қайшы: \(words(breach)). Ол жарамсыз; жаңасын сұратыңыз."
        case .signatureValueHolds(let algorithm):
            "Қолтаңба осы сертификаттың кілтімен жасалған (\(words(algorithm)))."
        case .signatureValueWrong(let algorithm):
            "Қолтаңба сертификаттың кілтіне сәйкес келмейді (\(words(algorithm))): ол өзгертілген немесе басқа кілтпен жасалған. Оған сүйенбеңіз; жаңасын сұратыңыз."
        case .signatureAlgorithmUnsupported(let algorithm):
            "\(algorithm) алгоритмі бұл бағдарламаға белгісіз, сондықтан қолтаңбаны дұрыс та, бұрыс та деуге болмайды. Оны білетін бағдарламамен тексеріңіз."
        case .signatureValueNotChecked:
            "Қолтаңбаның мәні тексерілмеді: оның кілті белгісіз. Сертификатты қол қоюшыдан сұратып, сонымен қайта тексеріңіз."
        case .digestInfoWithoutNull:
            "RSA қолтаңбасында стандарт талап ететін NULL жоқ. Қолтаңба қабылданды; қол қою бағдарламасын жасаушыға хабарлаңыз."
        case .attributesNotDER:
            "Қол қойылған атрибуттар стандарт талап ететін ретпен тұрған жоқ, қолтаңба олардың сол қалпына қойылған. Ол қабылданды; қол қою бағдарламасын жасаушыға хабарлаңыз."
        case .coversWhole:
            "Қолтаңба бүкіл файлды қамтиды."
        case .coversPart:
            "Қолтаңба файлдың бір бөлігін ғана қамтиды, қалғаны қорғалмаған. Файлға сүйенбес бұрын қол қойылмаған бөлікті қараңыз."
        case .laterRevisionsForbidden(let items):
            "Қол қойылғаннан кейін құжат қолтаңба жол бермейтіндей өзгертілген: \(items). Оны қол қойылған нұсқамен салыстырып, қазіргі мәтінге қол қоюды сұраңыз."

        case .bestSignatureTime(let time, .timestamp):
            "Қолтаңба мына уақыттан кеш жасалмаған: \(moment(time)); мұны жарамды уақыт белгісі дәлелдейді."
        case .bestSignatureTime(let time, .ingest):
            "Қолтаңба мына уақыттан кеш жасалмаған: \(moment(time)); оның алынғаны сол кезде тіркелген."
        case .bestSignatureTime(let time, .now):
            "Қолтаңбаның қашан жасалғаны еш дәлелденбеген, сондықтан ол мына уақытқа бағаланды: \(moment(time))."
        case .claimedTimeOnly(let time):
            "Қол қоюшы көрсеткен уақыт: \(moment(time)). Ол еш дәлелденбеген; уақыт маңызды болса, уақыт белгісін сұратыңыз."
        case .timestampPassed(let kind, let time):
            "Уақыт белгісі (\(words(kind)), \(moment(time))) жарамды."
        case .timestampUnusable(let kind, let time, let verdict):
            "Уақыт белгісі (\(words(kind))\(time.map { ", \(moment($0))" as Sentence } ?? "")) ештеңені дәлелдемейді (\(verdict.subIndication ?? verdict.indication)). Себебі оның өз тексерулерінде; уақыт маңызды болса, жаңа белгі сұратыңыз."
        case .timestampPurpose:
            "Уақыт белгісі қызметінің сертификаты уақыт белгілеріне арналған."
        case .timestampPurposeMissing:
            "Уақыт белгісіне қол қойған сертификат бұған арналмаған. Аккредиттелген қызметтің белгісін сұратыңыз."
        case .timestampPolicyAccepted(let policy):
            "Уақыт белгісі танылатын саясат бойынша берілген (\(policy))."
        case .timestampPolicyRefused(let policy):
            "Уақыт белгісі \(policy.map { "\($0) саясаты бойынша" as Sentence } ?? "саясаты көрсетілмей") берілген, осы тексеру ережелері мұны танымайды. Аккредиттелген қызметтің белгісін сұратыңыз."
        case .timestampsOrdered:
            "Уақыт белгілері дұрыс ретпен орналасқан."
        case .timestampsDisordered(let earlier, let later):
            "Уақыт белгілері бір-біріне қайшы: біреуі (\(moment(later))) екіншісінен (\(moment(earlier))) кеш болмауға тиіс. Олардың қайдан алынғанын қол қоюшыдан анықтаңыз; оған дейін уақыт дәлелденбеген болып саналады."

        case .chainFound(let anchor, let length):
            "Сертификат «\(anchor)» сенімді түбірлік сертификатына апарады (тізбектегі сертификат саны: \(length))."
        case .chainMissing(let issuer):
            "Сертификаттан сенімді түбірге жол жоқ: «\(issuer)» шығарушысының сертификаты жоқ немесе оған сенім білдірілмеген. Шығарушының сертификатын (немесе сенуге негіз болса, түбірлік сертификатты) қосып, қайта тексеріңіз."
        case .chainUntrusted(let end):
            "Сертификаттар тізбегі «\(end)» сертификатына дейін толық, бірақ олардың ешқайсысына сенім білдірілмеген. Сенуге негіз болса, «\(end)» сертификатын сенімділер қатарына қосып, қайта тексеріңіз."
        case .chainForged(let subject):
            "«\(subject)» сертификатына ол атаған шығарушы қол қоймаған. Оған сүйенбеңіз: ол жалған болуы мүмкін."
        case .chainSearchExhausted:
            "Сенімді түбірге жол іздеу шекте тоқтатылды. Тек қажетті сертификаттарды көрсетіп, қайта тексеріңіз."
        case .certificateInTime(let subject, let time):
            "«\(subject)» сертификатының мерзімі мына уақытта жарамды болды: \(moment(time))."
        case .certificateExpired(let subject, let end, let time):
            "«\(subject)» сертификатының мерзімі аяқталған: \(moment(end)); тексерілген уақыт одан кеш: \(moment(time)). Сол мерзім ішінде қойылған уақыт белгісінсіз қолтаңба уақытында жасалды деуге болмайды; белгіні немесе жаңа қолтаңбаны сұратыңыз."
        case .certificateNotYetValid(let subject, let start, let time):
            "«\(subject)» сертификатының мерзімі әлі басталмаған: \(moment(start)); тексерілген уақыт одан ерте: \(moment(time)). Сағатты және тексеру уақытын қараңыз."
        case .pathHolds:
            "Тізбектегі әр сертификаттың келесісін шығаруға құқығы болған."
        case .pathBroken(let breach, let subject):
            "«\(subject)» сертификаты тізбек ережесін бұзады: \(words(breach)). Шығарушыдан дұрыс сертификат сұратыңыз."
        case .certificateDefect(let defect, let subject):
            "«\(subject)» сертификаты ережеге сай жасалмаған: \(words(defect)). Оны шығарушыға хабарлаңыз."

        case .notRevoked(let subject, let source, let time):
            "«\(subject)» сертификаты қайтарып алынбаған (\(words(source)), \(moment(time)))."
        case .revokedLater(let subject, let time, let reason):
            "«\(subject)» сертификаты қолтаңба жасалғаннан кейін қайтарып алынған: \(moment(time))\(because(reason)); бұл қолтаңбаға зиян келтірмейді."
        case .revoked(let subject, let time, let reason):
            "«\(subject)» сертификаты қайтарып алынған: \(moment(time))\(because(reason)). Қолтаңбаның одан бұрын жасалғанын уақыт белгісі дәлелдемесе, оған сүйенбеңіз; қолданыстағы сертификатпен жасалған жаңа қолтаңба сұратыңыз."
        case .revocationUnknown(let subject, let gap):
            "«\(subject)» сертификатының қайтарып алынғаны не алынбағаны белгісіз: \(words(gap)). Жаңа OCSP жауабын немесе қайтарып алынған сертификаттар тізімін алып, қайта тексеріңіз."
        case .revocationNotAsked(let subject):
            "«\(subject)» сертификатының қайтарып алынуы тексерілмеді: осы тексеру ережелері мұны талап етпейді."
        case .revocationDataRefused(let source, let fingerprint, let gap):
            "Пайдаланылмады: \(words(source)) \(fingerprint): \(words(gap))."
        case .responderRevocationUnknown(let subject):
            "OCSP қызметінің «\(subject)» сертификаты қайтарып алынғаны не алынбағаны белгісіз. Оның шығарушысының қайтарып алынған сертификаттар тізімін алып, қайта тексеріңіз."

        case .algorithmsAcceptable(let time):
            "Барлық алгоритм мен кілт ұзындығы мына уақытта рұқсат етілген: \(moment(time))."
        case .algorithmTooWeak(let algorithm, let end, let time):
            "\(algorithm) алгоритмі мына уақытта енді рұқсат етілмеген: \(moment(time))\(end.map { " (рұқсат мерзімі аяқталған: \(moment($0)))" as Sentence } ?? ""). Сол уақытқа дейін қойылған уақыт белгісін немесе жаңа қолтаңбаны сұратыңыз."
        case .keyTooShort(let scheme, let bits, let least, let time):
            "\(scheme.rawValue) кілтінің ұзындығы (\(bits) бит) мына уақытта жеткіліксіз болған: \(moment(time)); кемінде \(least) бит қажет. Ұзынырақ кілтпен жасалған жаңа қолтаңба сұратыңыз."

        case .keyUseAccepted(let use):
            "Сертификатты осы мақсатта қолдануға болады: \(keyUse(use))."
        case .keyUseRefused(let use):
            "Сертификат құжаттарға қол қоюға арналмаған (кілттің мақсаты: \(keyUse(use))). Қол қоюға арналған сертификатпен қол қоюды сұраңыз."
        case .extendedKeyUsageMissing:
            "Сертификатта оның нақты неге арналғаны көрсетілмеген (кілтті кеңейтілген қолдану). Ол қабылданды; қол қоюшының өкілеттігін басқа жолмен тексеріңіз."
        case .policyAccepted(let policy):
            "Сертификат танылатын саясат бойынша шығарылған (\(policy))."
        case .policyRefused(let policies):
            "Сертификат мұнда танылмайтын саясаттар бойынша шығарылған (\(list(policies))). Осы мақсатқа арналған сертификатпен қол қоюды сұраңыз."
        case .iinChecksumWrong(let number):
            "ЖСН бақылау саны қате: \(number). Нөмірді қол қоюшының құжаттарымен салыстырыңыз."
        case .binChecksumWrong(let number):
            "БСН бақылау саны қате: \(number). Нөмірді заңды тұлғалар тізілімімен салыстырыңыз."
        case .weakBase64:
            "Файлдағы base64 мәтіні ережеге сай жазылмаған. Ол бәрібір оқылды; қол қою бағдарламасын жасаушыға хабарлаңыз."
        case .evidenceNotFetched(let address, let failure):
            "\(address) мекенжайынан дерек алынбады: \(words(failure)). Кейінірек қайталаңыз немесе оны басқа жолмен алып, қоса беріңіз."
        }
    }

    /// Signed data as a sentence begins with it.
    private func object(_ name: String) -> Sentence {
        switch name {
        case "", "content": "Қол қойылған деректер"
        case "imprint": "Уақыт белгісі қойылған деректер"
        default: "«\(name)»"
        }
    }

    private func named(_ identifier: SignerFacts.Identifier) -> Sentence {
        switch identifier {
        case .issuerAndSerialNumber(let issuer, let number): "шығарушысы «\(issuer)», сериялық нөмірі \(number)"
        case .subjectKeyIdentifier(let key): "кілт идентификаторы \(key.hexadecimal)"
        case .none: "қолтаңба оны атамайды"
        }
    }

    private func lookedFor(_ names: [String]) -> Sentence { names.isEmpty ? "" : " (ізделгені: \(names))" }

    private func list(_ policies: [OID]) -> Sentence {
        policies.isEmpty ? "көрсетілмеген" : "\(policies.map(\.rawValue))"
    }

    private func because(_ reason: RevocationReason?) -> Sentence {
        reason.map { " (себебі: \(self.reason($0)))" } ?? ""
    }
}
