internal import SandyqAgreement
internal import SandyqFiles
internal import SandyqOpenSSL
internal import SandyqSignatures
internal import SandyqValidation

extension KazakhVaultWording {
    func sentence(_ error: VaultError) -> Sentence {
        switch error {
        case .file(let error): sentence(error)
        case .openSSL(let error): "OpenSSL: \(error.description)"
        case .index(let trouble): sentence(trouble)
        case .indexBehind(let index, let log):
            "Индексте \(index) жазба, журналда \(log) жазба бар: индекс жоғалған, ескірген немесе басқа сандықтікі. Оны sandyq reindex командасы қайта құрады."
        case .noVault(let path): "\(path): мұнда сандық жоқ. Оны sandyq init жасайды, --vault көрсетеді."
        case .notEmpty(let path): "\(path): қалта бос емес. Сандыққа бөлек қалта керек."
        case .busy: "Сандықты басқа процесс ашып отыр. Ол аяқталғанда қайталаңыз."
        case .unknownFormat(let name):
            "Сандықтың пішімі – \(name), бұл бағдарлама оны білмейді. Жаңарағы керек."
        case .keyMissing(let trouble): sentence(trouble)
        case .keyWrong: "Бұл – сандық жазылған кілт емес. Дұрысын көрсетіңіз; ештеңе өзгертілген жоқ."
        case .fileDamaged(let path):
            "\(path): мазмұны бастапқыда жазылғандай емес. Файлды сақтық көшірмеден қалпына келтіріңіз."
        case .blobMissing(let digest):
            "Жоқ: \(digest.description). Тағы не жоғалғанын sandyq fsck көрсетеді; сақтық көшірмеден қалпына келтіріңіз."
        case .blobDamaged(let digest):
            "Өзгерген: \(digest.description). Тағы не өзгергенін sandyq fsck көрсетеді; сақтық көшірмеден қалпына келтіріңіз."
        case .recordDamaged(let detail):
            "Сандықтың жазбасы оқылмайды (\(detail)). Не бүлінгенін sandyq fsck көрсетеді."
        case .noCabinet(let number): "\(number): мұндай кабинет жоқ. Оны sandyq cabinet add ашады."
        case .unknown(let name): "\(name): сандықта мұндай жоқ."
        case .destroyed(let document, let act, let moment):
            "\(document) құжаты \(CalendarDate(of: moment).description) күні \(act) актісі бойынша жойылған. Одан не қалғанын sandyq show көрсетеді."
        case .unstamped(let failure):
            "Уақыт белгісі қызметі белгі бермеді: \(Language.kk.words(failure)). Қайталаңыз немесе басқа қызметті көрсетіңіз."
        case .refused(let refusal): sentence(refusal)
        case .conflict(let conflict): sentence(conflict)
        }
    }

    private func sentence(_ error: FileError) -> Sentence {
        let path = error.path
        let reason = error.reason
        return switch error.kind {
        case .missing: "\(path): мұндай файл жоқ."
        case .exists: "\(path): мұндай файл бар."
        case .folder: "\(path): бұл – қалта."
        case .notRegular: "\(path): бұл – кәдімгі файл емес."
        case .full: "\(path): дискіде орын жоқ. Орын босатып, қайталаңыз; расталғанның бәрі бүтін."
        case .readOnly: "\(path): диск тек оқуға ашық. Оны жазуға ашып, қайталаңыз."
        case .denied: "\(path): рұқсат жоқ. Сандық иесінің атынан іске қосыңыз немесе рұқсаттарды түзетіңіз."
        case .device: "\(path): диск қате туралы хабарлайды. Дискіні тексеріп, содан кейін sandyq fsck орындаңыз."
        case .other: "\(path): \(reason)"
        }
    }

    private func sentence(_ trouble: VaultError.IndexTrouble) -> Sentence {
        switch trouble {
        case .full: "index.sqlite: дискіде орын жоқ. Орын босатып, қайталаңыз; расталғанның бәрі бүтін."
        case .readOnly: "index.sqlite: тек оқуға ашық. Сандықтың қалтасы мен файлдарын жазуға ашып, қайталаңыз."
        case .damaged(let detail): "index.sqlite бүлінген (\(detail)). Оны sandyq reindex командасы қайта құрады."
        case .outdated: "index.sqlite бұл бағдарлама жасайтындай емес. Сандықты бір рет жазу үшін ашыңыз: sandyq list."
        case .other(let detail): "index.sqlite: \(detail)"
        }
    }

    private func sentence(_ trouble: VaultError.KeyTrouble) -> Sentence {
        switch trouble {
        case .absent(let place):
            "\(place): сандықтың кілті жоқ. Оны сол жерге салыңыз немесе SANDYQ_VAULT_KEY арқылы беріңіз."
        case .readableByOthers(let place): "\(place): сандықтың кілтін басқалар оқи алады. chmod 600 керек."
        case .malformed(let place): "\(place): бұл – сандықтың кілті емес. Кілт – он алтылық 64 цифр."
        }
    }

    private func sentence(_ refusal: Refusal) -> Sentence {
        switch refusal {
        case .hidden: "Мұндай жоқ немесе ол туралы білуге болмайды."
        case .forbidden: "Рұқсат жоқ."
        case .closed: "Кабинетке қолжетімділік шектелген немесе тоқтатылған."
        case .agreementRequired: "Алдымен келісімді қабылдау керек."
        }
    }

    private func sentence(_ conflict: VaultError.Conflict) -> Sentence {
        switch conflict {
        case .changedWhileRead(let path): "\(path): оқу кезінде файл өзгерді. Оны қайта тапсырыңыз."
        case .tooLargeForPipe(let path): "\(path): арна үшін тым үлкен. Алдымен файлға сақтаңыз."
        case .cabinetExists: "Бұл нөмірдің кабинеті бар."
        case .controlDigit(let number): "\(number): бақылау цифры дұрыс емес. Қате терілмегенін тексеріңіз."
        case .held(let holds):
            "Жоюға тыйым салынған (\(holds.map(\.description))). Себебін sandyq hold list көрсетеді; тыйым алынғанша жоюға болмайды."
        case .holdRemoved(let hold): "\(hold): бұл тыйым бұрын алынған."
        case .notDue(let document, let end):
            "\(document) құжатын \(CalendarDate(of: end).description) күніне дейін сақтау керек. Сол күннен бастап жоюға болады."
        case .termUnknown(let document):
            "\(document): сақтау мерзімі белгіленбеген. Соған қарамастан жоюға болса, --unregulated көрсетіңіз."
        case .samePerson: "Актіні дайындаған адам оны бекіте алмайды. Оны басқа адам бекітеді."
        case .actApproved(let act): "\(act): бұл акт бұрын бекітілген."
        case .actOutdated(let document):
            "\(document) құжаты акт дайындалғаннан кейін өзгерген. Жаңа акт дайындаңыз."
        case .actTooLarge: "Бір актіге құжат тым көп. Бірнеше акт дайындаңыз."
        case .signsSomethingElse(let document):
            "Файл \(document) құжатының бөлек қолтаңбасы емес. Басқа құжатқа немесе басқа нұсқаға қол қойылмағанын тексеріңіз."
        case .tooLargeToExamine(let name):
            "\(name): қоймада тексеру үшін файл тым үлкен. Құжатты экспорттап, пакетті тексеріңіз."
        case .nothingEncrypted: "Сандық шифрланбаған, оның кілті жоқ."
        case .keyKeptElsewhere:
            "Кілт сандықтан тыс сақталады. Он алтылық 64 цифрдан жаңасын жасаңыз, SANDYQ_VAULT_KEY ішінде жаңасын, үтірден кейін қазіргісін беріңіз (немесе екеуін де команда шығарсын) және қайталаңыз."
        case .phoneTaken: "Бұл телефон нөмірімен біреу тіркелген."
        case .companyListed: "Бұл компания тізілімде бар."
        case .revisionExists: "Осы уақытта басқа редакция жарияланды. Қайталаңыз."
        case .effectiveInThePast(let day):
            "\(day.description) редакция жарияланғанға дейін өтіп кетеді. Кейінірек күнді көрсетіңіз."
        case .tooLong(let bound): "\(bound) байттан көп. Мәтінді құжат ретінде тапсырып, хатқа тіркеңіз."
        }
    }
}
