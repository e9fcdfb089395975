package import SandyqSignatures

/// The words of evidence packages in one language.
package protocol ExportWording: Sendable {
    /// What the language calls itself.
    var ownName: String { get }
    var title: String { get }
    /// What a reader has before them, and what it is not.
    var introduction: String { get }
    var vault: String { get }
    var exported: String { get }
    var documents: String { get }
    var logKey: String { get }
    var files: String { get }
    var original: String { get }
    var report: String { get }
    var receipt: String { get }
    /// A detached signature that came after the document.
    var signature: String { get }
    /// Before the time of a verification after filing.
    var laterReport: String { get }
    var manifest: String { get }
    var howToCheck: String { get }
    /// What to do, one thing after another, each with its command.
    var steps: [(text: String, command: String)] { get }
    /// What a package was found to be, as far as its log is concerned.
    func sentence(_ finding: PackageFinding) -> Sentence
    /// That nothing is wrong, and how many versions of documents the log proves.
    func proven(_ count: Int) -> Sentence
}

extension Language {
    /// The catalogue of sentences of evidence packages.
    package var exportWording: any ExportWording {
        switch self {
        case .kk: KazakhExportWording()
        case .ru: RussianExportWording()
        case .en: EnglishExportWording()
        }
    }
}

/// The commands that check a package, the same in every language.
enum PackageCommands {
    static let verify = "sandyq verify package.asice --trust seal.pem"
    static let log = "sandyq audit verify --package package.asice --key KEY"
    static let receipt = "openssl cms -verify -inform DER -in receipt.cms -CAfile seal.pem -purpose any"
}

/// English.
struct EnglishExportWording: ExportWording {
    let ownName = "English"
    let title = "Evidence package"
    let introduction = """
        Documents as they were filed, with what was found of their signatures, receipts and entries of the audit log. This \
        page is for reading and proves nothing itself; the seal over the whole package and the signatures do.
        """
    let vault = "vault"
    let exported = "exported"
    let documents = "documents"
    let logKey = "log key"
    let files = "Files"
    let original = "The document as it was filed"
    let report = "What verification found on the day of filing"
    let receipt = "The receipt"
    let signature = "A detached signature"
    let laterReport = "What verification found on"
    let manifest = "What is recorded of it"
    let howToCheck = "How to check"
    let steps = [
        (
            text:
                "The seal, every file under it, and the signatures in the documents. Take the seal's certificate from "
                + "the operator of the vault, not from this package.",
            command: PackageCommands.verify
        ),
        (
            text: "That the log has the entries of these documents. Take the log key from the operator, too.",
            command: PackageCommands.log
        ),
        (text: "A receipt without this program.", command: PackageCommands.receipt),
    ]

    func proven(_ count: Int) -> Sentence { "The log proves every document of the package: \(count)." }

    func sentence(_ finding: PackageFinding) -> Sentence {
        switch finding {
        case .unreadable(let reason): "This is no evidence package, or it is damaged: \(reason)."
        case .checkpointInvalid: "The checkpoint is not signed by the key."
        case .stampInvalid: "The time-stamp of the checkpoint does not hold."
        case .proofInvalid(let line): "The proof in line \(line) does not lead to the checkpoint."
        case .recordUnproven(let name): "\(name) is in no entry of the log that is proven."
        case .recordUnreadable(let name): "\(name) cannot be read."
        case .partMissing(let name): "\(name) is missing."
        case .partAltered(let name): "\(name) is not what was filed."
        case .partUnknown(let name): "\(name) belongs to no document that is proven."
        case .receiptDiffers(let name): "\(name) is no receipt for its document."
        }
    }
}

/// Russian.
struct RussianExportWording: ExportWording {
    let ownName = "Русский"
    let title = "Пакет доказательств"
    let introduction = """
        Документы в том виде, в каком они были помещены на хранение, результаты проверки их подписей, расписки и записи \
        журнала аудита. Эта страница предназначена для чтения и сама ничего не доказывает: доказывают печать над всем \
        пакетом и подписи.
        """
    let vault = "хранилище"
    let exported = "выгружено"
    let documents = "документов"
    let logKey = "ключ журнала"
    let files = "Файлы"
    let original = "Документ в том виде, в каком помещён на хранение"
    let report = "Результат проверки в день помещения"
    let receipt = "Расписка"
    let signature = "Отсоединённая подпись"
    let laterReport = "Результат проверки"
    let manifest = "Сведения о документе"
    let howToCheck = "Как проверить"
    let steps = [
        (
            text:
                "Печать, каждый файл под ней и подписи в документах. Сертификат печати возьмите у оператора хранилища, "
                + "а не из этого пакета.",
            command: PackageCommands.verify
        ),
        (
            text: "Что в журнале есть записи об этих документах. Ключ журнала также возьмите у оператора.",
            command: PackageCommands.log
        ),
        (text: "Расписку — без этой программы.", command: PackageCommands.receipt),
    ]

    func proven(_ count: Int) -> Sentence { "Журнал доказывает каждый документ пакета: \(count)." }

    func sentence(_ finding: PackageFinding) -> Sentence {
        switch finding {
        case .unreadable(let reason): "Это не пакет доказательств, или он повреждён: \(reason)."
        case .checkpointInvalid: "Контрольная точка подписана не этим ключом."
        case .stampInvalid: "Метка времени контрольной точки недействительна."
        case .proofInvalid(let line): "Доказательство в строке \(line) не ведёт к контрольной точке."
        case .recordUnproven(let name): "\(name) не упомянут ни в одной доказанной записи журнала."
        case .recordUnreadable(let name): "\(name) не читается."
        case .partMissing(let name): "Нет файла \(name)."
        case .partAltered(let name): "\(name) — не то, что было помещено на хранение."
        case .partUnknown(let name): "\(name) не относится ни к одному доказанному документу."
        case .receiptDiffers(let name): "\(name) — не расписка за свой документ."
        }
    }
}

/// Kazakh.
struct KazakhExportWording: ExportWording {
    let ownName = "Қазақша"
    let title = "Дәлелдемелер пакеті"
    let introduction = """
        Құжаттар сақтауға берілген күйінде, олардың қолтаңбаларын тексеру нәтижелері, қолхаттар және аудит журналының \
        жазбалары. Бұл бет оқуға арналған, өзі ештеңені дәлелдемейді: бүкіл пакеттің үстіндегі мөр мен қолтаңбалар дәлелдейді.
        """
    let vault = "қойма"
    let exported = "шығарылған уақыты"
    let documents = "құжаттар саны"
    let logKey = "журнал кілті"
    let files = "Файлдар"
    let original = "Сақтауға берілген күйіндегі құжат"
    let report = "Сақтауға берілген күнгі тексеру нәтижесі"
    let receipt = "Қолхат"
    let signature = "Бөлек қолтаңба"
    let laterReport = "Тексеру нәтижесі"
    let manifest = "Құжат туралы мәлімет"
    let howToCheck = "Қалай тексеруге болады"
    let steps = [
        (
            text:
                "Мөрді, оның астындағы әр файлды және құжаттардағы қолтаңбаларды. Мөрдің сертификатын осы пакеттен емес, "
                + "қойма операторынан алыңыз.",
            command: PackageCommands.verify
        ),
        (
            text: "Журналда осы құжаттардың жазбалары бар екенін. Журнал кілтін де оператордан алыңыз.",
            command: PackageCommands.log
        ),
        (text: "Қолхатты — осы бағдарламасыз.", command: PackageCommands.receipt),
    ]

    func proven(_ count: Int) -> Sentence { "Журнал пакеттің әр құжатын дәлелдейді: \(count)." }

    func sentence(_ finding: PackageFinding) -> Sentence {
        switch finding {
        case .unreadable(let reason): "Бұл дәлелдемелер пакеті емес немесе ол бүлінген: \(reason)."
        case .checkpointInvalid: "Бақылау нүктесіне бұл кілтпен қол қойылмаған."
        case .stampInvalid: "Бақылау нүктесінің уақыт белгісі жарамсыз."
        case .proofInvalid(let line): "\(line)-жолдағы дәлел бақылау нүктесіне апармайды."
        case .recordUnproven(let name): "\(name) журналдың дәлелденген ешбір жазбасында жоқ."
        case .recordUnreadable(let name): "\(name) оқылмайды."
        case .partMissing(let name): "\(name) файлы жоқ."
        case .partAltered(let name): "\(name) сақтауға берілген күйінде емес."
        case .partUnknown(let name): "\(name) дәлелденген ешбір құжатқа жатпайды."
        case .receiptDiffers(let name): "\(name) өз құжатының қолхаты емес."
        }
    }
}
