internal import SandyqAgreement
internal import SandyqSignatures
internal import SandyqValidation

/// Russian.
struct RussianVaultWording: VaultWording {
    func sentence(_ condition: Condition) -> Sentence {
        switch condition {
        case .sentThroughCabinet: "Документ отправлен через кабинет."
        case .storedOnly:
            "Документ сохранён, но не отправлен через кабинет. Соглашение придаёт силу отправленному; отправьте документ, чтобы он имел силу."
        case .senderEntitled: "Отправитель – основной пользователь или пользователь с правом отправки."
        case .senderNotEntitled: "У отправителя в тот момент не было права отправки."
        case .senderIsNoPartnerUser: "Отправитель – не пользователь Партнёра и не может действовать от его имени."
        case .shareUnconfirmed: "Основной пользователь этого не подтвердил. Попросите его подтвердить."
        case .sessionAuthenticated(let factors): "Отправитель прошёл проверку: \(factors.map(\.rawValue))."
        case .sessionNotAuthenticated: "Отправитель не прошёл проверку подлинности."
        case .termsAccepted: "Действовавшая редакция соглашения к тому моменту была принята."
        case .termsNotAccepted: "Действовавшая редакция соглашения к тому моменту не была принята."
        case .termsPending(let until):
            "Срок возражений против новой редакции шёл до \(until.rfc3339). Вопрос решится, когда Партнёр её примет."
        case .cabinetActive: "Кабинет был активен."
        case .demo:
            "Кабинет демонстрационный: Оператор не признаёт за его содержимым юридической силы. Для отправленного позже вопрос решит договор на услуги."
        case .cabinetClosed: "Доступ к кабинету был ограничен или прекращён."
        case .receiptIssued(let position): "На документ выдана квитанция\(place(position))."
        case .receiptMissing: "Квитанции на документ нет."
        case .noPaper: "Это не скан подписанной бумаги."
        case .paperSigned(let signer, _): "Бумагу собственноручно подписал \(signer), имеющий на это право."
        case .paperSignedByPower(let signer, let document):
            "Бумагу собственноручно подписал \(signer) по доверенности \(document)."
        case .paperSignerUnknown: "Не указано, кто и в каком качестве подписал бумагу. Укажите это."
        case .paperSignerWithoutPower(let signer):
            "Бумагу подписал \(signer), но доверенности, действовавшей в тот день, нет."
        case .signatureHolds: "Подпись действительна."
        case .signatureFails: "Подпись недействительна."
        case .signatureUndecided:
            "Установить, действительна ли подпись, нельзя. Проверьте ещё раз, добавив недостающие сведения."
        case .keyForSigning: "Сертификат предназначен для подписи."
        case .keyForAuthentication: "Сертификат предназначен для входа, а не для подписи."
        case .keyUnknown: "Для чего предназначен ключ подписавшего, неизвестно."
        case .authority(let authority): self.authority(authority)
        case .signerUnknown: "Кто подписал, неизвестно. Добавьте сертификат подписавшего и проверьте ещё раз."
        case .partyUnknown: "Не указано, чей это документ. Укажите сторону."
        }
    }

    private func place(_ position: Int?) -> Sentence {
        position.map { position in " (запись журнала \(position))" } ?? ""
    }

    private func authority(_ authority: Authority) -> Sentence {
        switch authority {
        case .byCapacity(.head): "Подписавший – первый руководитель и вправе подписывать всё."
        case .byCapacity: "Сертификат подписавшего даёт право подписывать документы этого вида."
        case .own: "Подписавший подписал собственный документ."
        case .byPower(let document): "Подписавший действовал по доверенности (\(document))."
        case .insufficient:
            "Подписавший относится к стороне, но не вправе подписывать документы этого вида, а доверенности, действовавшей в тот день, нет."
        case .stranger: "Номер подписавшего – не номер стороны, а доверенности, действовавшей в тот день, нет."
        }
    }

    func state(_ state: SignificanceArgument.State) -> String {
        switch state {
        case .significant: "ЗНАЧИМ"
        case .notSignificant: "НЕ ЗНАЧИМ"
        case .undetermined: "НЕ ОПРЕДЕЛЕНО"
        }
    }

    func basis(_ basis: SignificanceArgument.Basis) -> String {
        switch basis {
        case .cabinet: "соглашение"
        case .eds: "электронная подпись"
        case .both: "соглашение и электронная подпись"
        case .none: "нет"
        }
    }

    func kind(_ kind: DocumentKind) -> String {
        switch kind {
        case .contract: "договор"
        case .agreementRevision: "редакция соглашения"
        case .invoice: "счёт-фактура (ЭСФ)"
        case .completionAct: "акт выполненных работ (АВР)"
        case .waybill: "накладная (СНТ)"
        case .paymentOrder: "платёжное поручение"
        case .bankStatement: "банковская выписка"
        case .taxForm: "налоговая форма"
        case .staffOrder: "приказ по личному составу"
        case .employmentContract: "трудовой договор"
        case .powerOfAttorney: "доверенность"
        case .officialLetter: "официальное письмо"
        case .consent: "согласие"
        case .objection: "возражение"
        case .correspondence: "переписка"
        case .identityDocument: "удостоверение личности"
        case .mediaRecord: "аудио- или видеозапись"
        case .other: "прочее"
        }
    }

    func sentence(_ defect: VaultDefect) -> Sentence {
        switch defect {
        case .blobMissing(let digest): "Отсутствует: \(digest.description). Восстановите из резервной копии."
        case .blobDamaged(let digest): "Изменён: \(digest.description). Восстановите из резервной копии."
        case .blobUnneeded(let digest):
            "Ничему не нужен: \(digest.description); такие данные может оставить сбой. Вреда от них нет."
        case .strayFile(let name): "\(name): не относится к хранилищу."
        case .logDiffers(let position): "Запись журнала \(position) в файлах и в индексе различается."
        case .logEntry(let position, let alteration): "Запись журнала \(position): \(words(alteration))."
        case .logLength(let files, let index): "Записей журнала в файлах: \(files), в индексе: \(index)."
        case .logTree: "Хеши журнала не соответствуют его записям."
        case .index(let text): "Индекс: \(text). Команда sandyq reindex построит его заново."
        }
    }

    private func words(_ alteration: LogExport.Alteration) -> Sentence {
        switch alteration {
        case .changed: "это не то, что было записано"
        case .misplaced: "она стоит не на своём месте: записи удалены, добавлены или переставлены"
        case .backdated: "она датирована раньше предыдущей"
        }
    }

    func sentence(_ finding: LogExport.Finding) -> Sentence {
        switch finding {
        case .intact(let size): "Журнал цел: записей \(size), как и в контрольной точке."
        case .altered(let position, let alteration): "Первая неверная запись – \(position): \(words(alteration))."
        case .treeDiffers: "Контрольная точка подписана для других записей."
        case .checkpointInvalid: "Контрольная точка не подписана этим ключом."
        case .sizeDiffers(let found, let signed): "Записей \(found), а контрольная точка подписана для \(signed)."
        case .unreadable: "Это не выгрузка журнала, или она обрезана."
        }
    }

    func label(_ label: VaultLabel) -> String {
        switch label {
        case .document: "документ"
        case .title: "название"
        case .kind: "вид"
        case .cabinet: "кабинет"
        case .folder: "папка"
        case .number: "номер"
        case .date: "дата"
        case .amount: "сумма"
        case .counterparty: "контрагент"
        case .file: "файл"
        case .size: "размер"
        case .fingerprint: "SHA-256"
        case .filed: "принят"
        case .verification: "подписи"
        case .significance: "юридическая значимость"
        case .basis: "основание"
        case .law: "правовая основа"
        case .byAgreement: "По соглашению"
        case .bySignature: "По подписи"
        case .nothingSigned: "Электронной подписи нет."
        case .logPosition: "запись журнала"
        case .version: "версия"
        case .encryption: "хранится"
        case .encrypted: "зашифрованным"
        case .notEncrypted: "без шифрования"
        case .nothingFound: "ничего не найдено"
        case .checkedBlobs: "проверено объектов"
        case .noDefects: "ничего не пропало, не изменилось, лишнего нет"
        case .examination: "перепроверено"
        case .demo: "демо"
        case .hold: "запрет на уничтожение"
        case .removed: "снят"
        case .due: "можно уничтожить"
        case .held: "под запретом"
        case .notDue: "хранить"
        case .noTerm: "срок не установлен"
        case .act: "акт"
        case .ground: "основание уничтожения"
        case .prepared: "подготовлен"
        case .approved: "утверждён"
        case .notApproved: "ещё не утверждён"
        case .destroyed: "уничтожен"
        case .retention: "класс хранения"
        case .notBefore: "не ранее"
        case .copyNewKey: "храните копию нового keys/vault.key в другом месте: без него ничего не прочесть"
        case .dropOldKey: "всё зашифровано первым ключом; остальные больше не нужны"
        }
    }
}
