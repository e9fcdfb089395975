internal import SandyqAgreement
internal import SandyqSignatures
internal import SandyqValidation

/// Kazakh.
struct KazakhVaultWording: VaultWording {
    func sentence(_ condition: Condition) -> Sentence {
        switch condition {
        case .sentThroughCabinet: "Құжат кабинет арқылы жіберілген."
        case .storedOnly:
            "Құжат сақталған, бірақ кабинет арқылы жіберілмеген. Келісім жіберілгенге күш береді; күші болуы үшін құжатты жіберіңіз."
        case .senderEntitled: "Жіберуші – негізгі пайдаланушы немесе жіберуге құқығы бар пайдаланушы."
        case .senderNotEntitled: "Сол сәтте жіберушінің жіберуге құқығы болмаған."
        case .senderIsNoPartnerUser: "Жіберуші Серіктестің пайдаланушысы емес және оның атынан әрекет ете алмайды."
        case .shareUnconfirmed: "Негізгі пайдаланушы мұны растамаған. Одан растауын сұраңыз."
        case .sessionAuthenticated(let factors):
            "Жіберушінің түпнұсқалығы тексерілген: \(factors.map(\.rawValue))."
        case .sessionNotAuthenticated: "Жіберушінің түпнұсқалығы тексерілмеген."
        case .termsAccepted: "Келісімнің қолданыстағы редакциясы сол сәтке дейін қабылданған."
        case .termsNotAccepted: "Келісімнің қолданыстағы редакциясы сол сәтке дейін қабылданбаған."
        case .termsPending(let until):
            "Жаңа редакцияға қарсылық білдіру мерзімі \(until.rfc3339) дейін болған. Серіктес оны қабылдағанда мәселе шешіледі."
        case .cabinetActive: "Кабинет белсенді болған."
        case .demo:
            "Кабинет – демонстрациялық: Оператор ондағы құжаттарға заңдық күш танымайды. Кейін жіберілгендер үшін мәселені қызмет көрсету шарты шешеді."
        case .cabinetClosed: "Кабинетке қолжетімділік шектелген немесе тоқтатылған болған."
        case .receiptIssued(let position): "Құжатқа түбіртек берілген\(place(position))."
        case .receiptMissing: "Құжатқа берілген түбіртек жоқ."
        case .noPaper: "Бұл – қол қойылған қағаздың сканы емес."
        case .paperSigned(let signer, _): "Қағазға құқығы бар \(signer) өз қолымен қол қойған."
        case .paperSignedByPower(let signer, let document):
            "Қағазға \(signer) \(document) сенімхаты бойынша өз қолымен қол қойған."
        case .paperSignerUnknown: "Қағазға кім және қандай лауазымда қол қойғаны көрсетілмеген. Оны көрсетіңіз."
        case .paperSignerWithoutPower(let signer): "Қағазға \(signer) қол қойған, бірақ сол күні күші бар сенімхат жоқ."
        case .signatureHolds: "Қолтаңба жарамды."
        case .signatureFails: "Қолтаңба жарамсыз."
        case .signatureUndecided:
            "Қолтаңбаның жарамдылығын анықтау мүмкін емес. Жетіспейтін мәліметтерді қосып, қайта тексеріңіз."
        case .keyForSigning: "Сертификат қол қоюға арналған."
        case .keyForAuthentication: "Сертификат қол қоюға емес, кіруге арналған."
        case .keyUnknown: "Қол қоюшы кілтінің не үшін арналғаны белгісіз."
        case .authority(let authority): self.authority(authority)
        case .signerUnknown: "Кім қол қойғаны белгісіз. Қол қоюшының сертификатын қосып, қайта тексеріңіз."
        case .partyUnknown: "Құжаттың кімдікі екені көрсетілмеген. Тарапты көрсетіңіз."
        }
    }

    private func place(_ position: Int?) -> Sentence {
        position.map { position in " (журнал жазбасы \(position))" } ?? ""
    }

    private func authority(_ authority: Authority) -> Sentence {
        switch authority {
        case .byCapacity(.head): "Қол қоюшы – бірінші басшы, барлық құжатқа қол қоюға құқылы."
        case .byCapacity: "Қол қоюшының сертификаты осы түрдегі құжаттарға қол қоюға құқық береді."
        case .own: "Қол қоюшы өз құжатына қол қойған."
        case .byPower(let document): "Қол қоюшы сенімхат бойынша әрекет еткен (\(document))."
        case .insufficient:
            "Қол қоюшы тарапқа жатады, бірақ осы түрдегі құжаттарға қол қоюға құқығы жоқ, сол күні күші бар сенімхат та жоқ."
        case .stranger: "Қол қоюшының нөмірі тараптың нөмірі емес, сол күні күші бар сенімхат та жоқ."
        }
    }

    func state(_ state: SignificanceArgument.State) -> String {
        switch state {
        case .significant: "МАҢЫЗДЫ"
        case .notSignificant: "МАҢЫЗДЫ ЕМЕС"
        case .undetermined: "АНЫҚТАЛМАҒАН"
        }
    }

    func basis(_ basis: SignificanceArgument.Basis) -> String {
        switch basis {
        case .cabinet: "келісім"
        case .eds: "электрондық қолтаңба"
        case .both: "келісім және электрондық қолтаңба"
        case .none: "жоқ"
        }
    }

    func kind(_ kind: DocumentKind) -> String {
        switch kind {
        case .contract: "шарт"
        case .agreementRevision: "келісім редакциясы"
        case .invoice: "шот-фактура (ЭШФ)"
        case .completionAct: "орындалған жұмыстар актісі (АВР)"
        case .waybill: "жүкқұжат (СНТ)"
        case .paymentOrder: "төлем тапсырмасы"
        case .bankStatement: "банк үзінді көшірмесі"
        case .taxForm: "салық нысаны"
        case .staffOrder: "жеке құрам бойынша бұйрық"
        case .employmentContract: "еңбек шарты"
        case .powerOfAttorney: "сенімхат"
        case .officialLetter: "ресми хат"
        case .consent: "келісу"
        case .objection: "қарсылық"
        case .correspondence: "хат алмасу"
        case .identityDocument: "жеке куәлік"
        case .mediaRecord: "аудио- немесе бейнежазба"
        case .other: "басқа"
        }
    }

    func sentence(_ defect: VaultDefect) -> Sentence {
        switch defect {
        case .blobMissing(let digest): "Жоқ: \(digest.description). Сақтық көшірмеден қалпына келтіріңіз."
        case .blobDamaged(let digest): "Өзгерген: \(digest.description). Сақтық көшірмеден қалпына келтіріңіз."
        case .blobUnneeded(let digest):
            "Ештеңеге керек емес: \(digest.description); мұндай деректерді іркіліс қалдыруы мүмкін. Олардан зиян жоқ."
        case .strayFile(let name): "\(name): сандыққа жатпайды."
        case .logDiffers(let position): "Журналдың \(position) жазбасы файлдарда және индексте әртүрлі."
        case .logEntry(let position, let alteration): "Журналдың \(position) жазбасы: \(words(alteration))."
        case .logLength(let files, let index): "Журнал жазбалары файлдарда: \(files), индексте: \(index)."
        case .logTree: "Журнал хештері оның жазбаларына сәйкес келмейді."
        case .index(let text): "Индекс: \(text). Оны sandyq reindex командасы қайта құрады."
        }
    }

    private func words(_ alteration: LogExport.Alteration) -> Sentence {
        switch alteration {
        case .changed: "бұл – бастапқыда жазылған мәтін емес"
        case .misplaced: "ол өз орнында тұрған жоқ: жазбалар жойылған, қосылған немесе ауыстырылған"
        case .backdated: "ол алдыңғысынан бұрынғы күнмен белгіленген"
        }
    }

    func sentence(_ finding: LogExport.Finding) -> Sentence {
        switch finding {
        case .intact(let size): "Журнал бүтін: \(size) жазба, бақылау нүктесіндегідей."
        case .altered(let position, let alteration): "Бірінші қате жазба – \(position): \(words(alteration))."
        case .treeDiffers: "Бақылау нүктесіне басқа жазбалар үшін қол қойылған."
        case .checkpointInvalid: "Бақылау нүктесіне бұл кілтпен қол қойылмаған."
        case .sizeDiffers(let found, let signed):
            "Жазба саны – \(found), ал бақылау нүктесіне \(signed) жазба үшін қол қойылған."
        case .unreadable: "Бұл – журнал көшірмесі емес немесе ол кесілген."
        }
    }

    func label(_ label: VaultLabel) -> String {
        switch label {
        case .document: "құжат"
        case .title: "атауы"
        case .kind: "түрі"
        case .cabinet: "кабинет"
        case .folder: "қалта"
        case .number: "нөмірі"
        case .date: "күні"
        case .amount: "сомасы"
        case .counterparty: "контрагент"
        case .file: "файл"
        case .size: "көлемі"
        case .fingerprint: "SHA-256"
        case .filed: "қабылданды"
        case .verification: "қолтаңбалар"
        case .significance: "заңдық маңызы"
        case .basis: "негізі"
        case .law: "құқықтық негіз"
        case .byAgreement: "Келісім бойынша"
        case .bySignature: "Қолтаңба бойынша"
        case .nothingSigned: "Электрондық қолтаңба жоқ."
        case .logPosition: "журнал жазбасы"
        case .version: "нұсқа"
        case .encryption: "сақталуы"
        case .encrypted: "шифрланған"
        case .notEncrypted: "шифрланбаған"
        case .nothingFound: "ештеңе табылмады"
        case .checkedBlobs: "тексерілген нысандар"
        case .noDefects: "ештеңе жоғалмаған, өзгермеген, артық ештеңе жоқ"
        case .examination: "кейін тексерілді"
        case .demo: "демо"
        case .hold: "жоюға тыйым"
        case .removed: "алынды"
        case .due: "жоюға болады"
        case .held: "тыйым салынған"
        case .notDue: "сақтау керек"
        case .noTerm: "мерзім белгіленбеген"
        case .act: "акт"
        case .ground: "жою негізі"
        case .prepared: "дайындалды"
        case .approved: "бекітілді"
        case .notApproved: "әлі бекітілмеген"
        case .destroyed: "жойылды"
        case .retention: "сақтау сыныбы"
        case .notBefore: "мына күннен бұрын емес"
        case .copyNewKey: "жаңа keys/vault.key көшірмесін басқа жерде сақтаңыз: онсыз ештеңе оқылмайды"
        case .dropOldKey: "бәрі бірінші кілтпен шифрланған; қалғандары енді керек емес"
        }
    }
}
