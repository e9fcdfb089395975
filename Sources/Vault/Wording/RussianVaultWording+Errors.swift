internal import SandyqAgreement
internal import SandyqFiles
internal import SandyqOpenSSL
internal import SandyqSignatures
internal import SandyqValidation

extension RussianVaultWording {
    func sentence(_ error: VaultError) -> Sentence {
        switch error {
        case .file(let error): sentence(error)
        case .openSSL(let error): "OpenSSL: \(error.description)"
        case .index(let trouble): sentence(trouble)
        case .indexBehind(let index, let log):
            "В индексе записей: \(index), в журнале: \(log). Индекс утрачен, устарел или относится к другому хранилищу. Команда sandyq reindex построит его заново."
        case .noVault(let path): "\(path): хранилища здесь нет. Его создаёт sandyq init, указывает --vault."
        case .notEmpty(let path): "\(path): папка не пуста. Хранилищу нужна отдельная папка."
        case .busy: "Хранилище открыто другим процессом. Повторите, когда он закончит."
        case .unknownFormat(let name):
            "Формат хранилища – \(name), эта программа его не знает. Нужна более новая."
        case .keyMissing(let trouble): sentence(trouble)
        case .keyWrong: "Это не тот ключ, которым записано хранилище. Укажите верный; ничего не изменено."
        case .fileDamaged(let path):
            "\(path): содержимое не то, что было записано. Восстановите файл из резервной копии."
        case .blobMissing(let digest):
            "Отсутствует: \(digest.description). Что ещё пропало, покажет sandyq fsck; восстановите из резервной копии."
        case .blobDamaged(let digest):
            "Изменён: \(digest.description). Что ещё изменено, покажет sandyq fsck; восстановите из резервной копии."
        case .recordDamaged(let detail):
            "Запись хранилища не читается (\(detail)). Что повреждено, покажет sandyq fsck."
        case .noCabinet(let number): "\(number): такого кабинета нет. Его открывает sandyq cabinet add."
        case .unknown(let name): "\(name): такого в хранилище нет."
        case .destroyed(let document, let act, let moment):
            "Документ \(document) уничтожен \(CalendarDate(of: moment).description) по акту \(act). Что от него осталось, покажет sandyq show."
        case .unstamped(let failure):
            "Служба меток времени не выдала метку: \(Language.ru.words(failure)). Повторите или укажите другую службу."
        case .refused(let refusal): sentence(refusal)
        case .conflict(let conflict): sentence(conflict)
        }
    }

    private func sentence(_ error: FileError) -> Sentence {
        let path = error.path
        let reason = error.reason
        return switch error.kind {
        case .missing: "\(path): нет такого файла."
        case .exists: "\(path): такой файл уже есть."
        case .folder: "\(path): это папка."
        case .notRegular: "\(path): это не обычный файл."
        case .full: "\(path): на диске нет места. Освободите место и повторите; всё, что было подтверждено, цело."
        case .readOnly: "\(path): диск доступен только для чтения. Откройте его для записи и повторите."
        case .denied: "\(path): нет прав. Запустите от имени владельца хранилища или исправьте права."
        case .device: "\(path): диск сообщает об ошибке. Проверьте диск, затем выполните sandyq fsck."
        case .other: "\(path): \(reason)"
        }
    }

    private func sentence(_ trouble: VaultError.IndexTrouble) -> Sentence {
        switch trouble {
        case .full: "index.sqlite: на диске нет места. Освободите место и повторите; всё, что было подтверждено, цело."
        case .readOnly:
            "index.sqlite: доступен только для чтения. Откройте папку и файлы хранилища для записи и повторите."
        case .damaged(let detail): "index.sqlite повреждён (\(detail)). Команда sandyq reindex построит его заново."
        case .outdated:
            "index.sqlite не такой, какой создаёт эта программа. Откройте хранилище один раз для записи: sandyq list."
        case .other(let detail): "index.sqlite: \(detail)"
        }
    }

    private func sentence(_ trouble: VaultError.KeyTrouble) -> Sentence {
        switch trouble {
        case .absent(let place): "\(place): ключа хранилища нет. Положите его туда или задайте в SANDYQ_VAULT_KEY."
        case .readableByOthers(let place): "\(place): ключ хранилища могут прочесть другие. Нужно chmod 600."
        case .malformed(let place): "\(place): это не ключ хранилища. Ключ – 64 шестнадцатеричные цифры."
        }
    }

    private func sentence(_ refusal: Refusal) -> Sentence {
        switch refusal {
        case .hidden: "Такого нет, или знать о нём нельзя."
        case .forbidden: "Нет прав."
        case .closed: "Доступ к кабинету ограничен или прекращён."
        case .agreementRequired: "Сначала нужно принять соглашение."
        }
    }

    private func sentence(_ conflict: VaultError.Conflict) -> Sentence {
        switch conflict {
        case .changedWhileRead(let path): "\(path): файл изменился во время чтения. Сдайте его ещё раз."
        case .tooLargeForPipe(let path): "\(path): слишком много для канала. Сначала сохраните в файл."
        case .cabinetExists: "Кабинет с этим номером уже есть."
        case .controlDigit(let number): "\(number): контрольная цифра неверна. Проверьте, нет ли опечатки."
        case .held(let holds):
            "Действует запрет на уничтожение (\(holds.map(\.description))). Почему, покажет sandyq hold list; пока запрет не снят, уничтожить нельзя."
        case .holdRemoved(let hold): "\(hold): этот запрет уже снят."
        case .notDue(let document, let end):
            "Документ \(document) надо хранить до \(CalendarDate(of: end).description). С этого дня его можно уничтожить."
        case .termUnknown(let document):
            "\(document): срок хранения не установлен. Если документ всё же можно уничтожить, укажите --unregulated."
        case .samePerson: "Кто подготовил акт, не может его утвердить. Это делает другой человек."
        case .actApproved(let act): "\(act): этот акт уже утверждён."
        case .actOutdated(let document):
            "Документ \(document) изменился после подготовки акта. Подготовьте новый акт."
        case .actTooLarge: "Слишком много документов для одного акта. Подготовьте несколько."
        case .signsSomethingElse(let document):
            "Файл не является отсоединённой подписью документа \(document). Проверьте, не подписан ли им другой документ или другая версия."
        case .tooLargeToExamine(let name):
            "\(name): файл слишком велик для проверки в хранилище. Экспортируйте документ и проверьте пакет."
        case .nothingEncrypted: "Хранилище не зашифровано, ключа у него нет."
        case .keyKeptElsewhere:
            "Ключ хранится вне хранилища. Создайте новый из 64 шестнадцатеричных цифр, задайте в SANDYQ_VAULT_KEY новый и через запятую прежний (или пусть оба выводит команда) и повторите."
        case .phoneTaken: "Под этим номером телефона уже кто-то зарегистрирован."
        case .companyListed: "Эта компания уже в реестре."
        case .revisionExists: "Тем временем опубликована другая редакция. Повторите."
        case .effectiveInThePast(let day):
            "\(day.description) пройдёт раньше, чем редакция будет опубликована. Укажите более поздний день."
        case .tooLong(let bound): "Больше \(bound) байт. Сдайте текст как документ и приложите его."
        }
    }
}
