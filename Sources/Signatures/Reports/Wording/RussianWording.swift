internal import SandyqValidation

/// Russian.
struct RussianWording: Wording {
    func sentence(_ finding: Finding) -> Sentence {
        switch finding {
        case .structureRead(let format):
            "Файл правильно построен; формат подписи – \(format)."
        case .structureBroken(let place):
            "Подпись повреждена или обрезана, прочитать её нельзя (\(place)). Запросите файл ещё раз в том виде, в каком он был отправлен."
        case .limitReached(let bound, let value):
            "Чтение остановлено на защитном пределе (\(bound): \(value)), поэтому файл проверен не до конца. Запросите файл меньшего размера или увеличьте предел, если доверяете источнику файла."
        case .passwordNeeded:
            "Файл зашифрован и открывается только по паролю, поэтому подписи в нём не проверены. Запросите копию, которая открывается без пароля."
        case .libraryMissing(let name):
            "Файлы этого вида читает библиотека \(name), а здесь она не установлена. Установите её и проверьте файл ещё раз."
        case .signatureEncodingUnsupported(let name):
            "Подпись записана в виде \(name), который Sandyq не читает: верна она или нет, сказать нельзя. Запросите подпись в современном формате."
        case .hiddenContent(let places):
            "При подписании в документе были объекты, которые нигде не показывались: \(places). Поздняя правка могла бы их показать; спросите отправителя, зачем они."
        case .trailingBytes(let count):
            "После конца подписи файл продолжается (байтов: \(count)). Эти данные никем не подписаны и не проверялись; не полагайтесь на них."
        case .containerStrayOctets(let count):
            "Между файлами контейнера, перед ними или за ними лежат байты, не принадлежащие ни одному из них (\(count)). Они не рассматривались; не полагайтесь на них."
        case .containerReadTwoWays:
            "Конец оглавления контейнера можно принять за другое место, поэтому другие программы могут показать в нём другие файлы. Полагайтесь на файлы, названные здесь, и попросите отправителя прислать исправный контейнер."
        case .containerStrayingName(let name):
            "В контейнере есть файл с именем «\(name)», которое выводит за пределы папки распаковки. Туда он не записан; не распаковывайте контейнер другими программами."
        case .containerSimilarNames(let first, let second):
            "В контейнере есть два файла, имена которых многие системы не различают: «\(first)» и «\(second)». При распаковке один может занять место другого; выясните, какой из них имеется в виду."
        case .containerMimetype(let type):
            "\(type.map { "Контейнер называет себя «\($0)», но это не так" as Sentence } ?? "Контейнер не указывает свой тип"). Он прочитан по содержимому; сообщите разработчику программы, которой подписывали."
        case .objectsUncovered(let names, let count):
            "Не подписано: \(names) (файлов: \(count)). Их мог вложить или изменить кто угодно; не считайте их подписанными."

        case .signingCertificateFound(let subject):
            "Сертификат подписавшего найден: «\(subject)»."
        case .signingCertificateMissing(let identifier):
            "Сертификата подписавшего нет (\(named(identifier))), поэтому неизвестно, кто подписал. Запросите сертификат у подписавшего и повторите проверку с ним."
        case .signingCertificateFoundByKey(let subject):
            "Подпись не называет своего сертификата; взят «\(subject)», так как его ключ подходит. Убедитесь иным способом, что подписал именно он."
        case .signingCertificateBound(let digest):
            "Подпись называет свой сертификат по хешу \(digest), подменить его нельзя."
        case .signingCertificateNotBound:
            "Подпись не называет свой сертификат по подписанному хешу: его мог бы заменить другой сертификат с тем же ключом. Если это важно, попросите подписать в форме CAdES или XAdES."
        case .signingCertificateBindingDiffers:
            "Это не тот сертификат, хеш которого подписан. Запросите у подписавшего верный сертификат или новую подпись."
        case .signingCertificateBindingUnreadable:
            "Подписанную ссылку на сертификат прочитать нельзя, поэтому неясно, какой сертификат имелся в виду. Запросите новую подпись."

        case .dataIntact(let name, let digest):
            "\(object(name)): после подписания изменений нет (хеш: \(digest))."
        case .dataAltered(let name, let digest, _, _):
            "\(object(name)): это не то, что было подписано, хеш \(digest) не совпадает. Запросите у подписавшего подлинник и не полагайтесь на эту копию."
        case .dataMissing(let name, let tried):
            "\(object(name)): не найдено, поэтому неизвестно, были ли изменения\(lookedFor(tried)). Положите документ рядом с подписью или укажите его и повторите проверку."
        case .digestUnsupported(let name, let identifier):
            "\(object(name)): сравнить нельзя, алгоритм хеширования \(identifier) этой программе неизвестен. Проверьте программой, которая его знает."
        case .transformRefused(let name, let transform):
            "\(object(name)): сравнить нельзя, подписан результат преобразования \(transform), которого эта программа не выполняет. Попросите подписать без него."
        case .intactBeforeLaterSignatures(let name, let digest, let later):
            "\(object(name)): это то, что было подписано (хеш: \(digest)), только без добавленных позже подписей XML: \(later). Так подписывают национальные программы; другие программы назовут подпись неверной."
        case .propertiesNotSigned:
            "В подписи есть свойства XAdES, которые она не подписывает: указанные в них время и сертификат никем не подтверждены."
        case .nothingReferenced:
            "Подпись не охватывает никаких данных и ничего не подтверждает. Попросите подписать сам документ."
        case .attributesHold:
            "Подписанные атрибуты полны и согласуются друг с другом."
        case .attributeBreach(let breach):
            "Подпись противоречит сама себе: \(words(breach)). Она недействительна; запросите новую."
        case .signatureValueHolds(let algorithm):
            "Подпись создана ключом этого сертификата (\(words(algorithm)))."
        case .signatureValueWrong(let algorithm):
            "Подпись не соответствует ключу сертификата (\(words(algorithm))): её изменили или создали другим ключом. Не полагайтесь на неё; запросите новую."
        case .signatureAlgorithmUnsupported(let algorithm):
            "Алгоритм \(algorithm) этой программе неизвестен, поэтому подпись нельзя назвать ни верной, ни неверной. Проверьте программой, которая его знает."
        case .signatureValueNotChecked:
            "Значение подписи не проверено: ключ для неё неизвестен. Запросите сертификат у подписавшего и повторите проверку с ним."
        case .digestInfoWithoutNull:
            "В подписи RSA опущен NULL, которого требует стандарт. Подпись принята; сообщите разработчику программы, которой подписывали."
        case .attributesNotDER:
            "Подписанные атрибуты стоят не в том порядке, которого требует стандарт, и подпись сделана над ними как есть. Она принята; сообщите разработчику программы, которой подписывали."
        case .coversWhole:
            "Подпись охватывает весь файл."
        case .coversPart:
            "Подпись охватывает только часть файла, остальное не защищено. Посмотрите, что не подписано, прежде чем полагаться на файл."
        case .laterRevisionsForbidden(let items):
            "После подписания документ изменён так, как подпись не допускает: \(items). Сравните его с подписанной редакцией и попросите подписать нынешний текст."

        case .bestSignatureTime(let time, .timestamp):
            "Подпись существовала не позднее \(moment(time)): это доказывает действительная метка времени."
        case .bestSignatureTime(let time, .ingest):
            "Подпись существовала не позднее \(moment(time)): тогда её получение было зарегистрировано."
        case .bestSignatureTime(let time, .now):
            "Время создания подписи ничем не доказано, поэтому она оценена на \(moment(time))."
        case .claimedTimeOnly(let time):
            "Подписавший указал время подписания: \(moment(time)). Оно ничем не доказано; если время важно, запросите метку времени."
        case .timestampPassed(let kind, let time):
            "Метка времени (\(words(kind))) от \(moment(time)) действительна."
        case .timestampUnusable(let kind, let time, let verdict):
            "Метка времени (\(words(kind)))\(time.map { " от \(moment($0))" as Sentence } ?? "") ничего не доказывает (\(verdict.subIndication ?? verdict.indication)). Причина – в её собственных проверках; если время важно, запросите новую метку."
        case .timestampPurpose:
            "Сертификат службы меток времени предназначен для меток времени."
        case .timestampPurposeMissing:
            "Сертификат, которым подписана метка времени, для этого не предназначен. Запросите метку аккредитованной службы."
        case .timestampPolicyAccepted(let policy):
            "Метка времени выдана по признаваемой политике (\(policy))."
        case .timestampPolicyRefused(let policy):
            "Метка времени выдана \(policy.map { "по политике \($0)" as Sentence } ?? "без указания политики"), которую правила этой проверки не признают. Запросите метку аккредитованной службы."
        case .timestampsOrdered:
            "Метки времени следуют в правильном порядке."
        case .timestampsDisordered(let earlier, let later):
            "Метки времени противоречат друг другу: одна от \(moment(later)) не должна быть позже другой от \(moment(earlier)). Выясните у подписавшего их происхождение; до тех пор время не доказано."

        case .chainFound(let anchor, let length):
            "Сертификат ведёт к доверенному корню «\(anchor)» (сертификатов в цепочке: \(length))."
        case .chainMissing(let issuer):
            "От сертификата нет пути к доверенному корню: издателя «\(issuer)» нет или ему не доверяют. Добавьте сертификат издателя (или корень, если есть основания ему доверять) и повторите проверку."
        case .chainUntrusted(let end):
            "Цепочка сертификатов полна до «\(end)», но ни один из них не является доверенным. Если есть основания доверять «\(end)», добавьте его к доверенным и повторите проверку."
        case .chainForged(let subject):
            "Сертификат «\(subject)» подписан не тем издателем, которого называет. Не полагайтесь на него: он может быть поддельным."
        case .chainSearchExhausted:
            "Поиск пути к доверенному корню остановлен на пределе. Укажите только нужные сертификаты и повторите проверку."
        case .certificateInTime(let subject, let time):
            "Срок сертификата «\(subject)» на \(moment(time)) не истёк."
        case .certificateExpired(let subject, let end, let time):
            "Срок сертификата «\(subject)» истёк \(moment(end)), раньше чем \(moment(time)). Без метки времени, поставленной до этого срока, нельзя сказать, что подпись создана вовремя; запросите её или новую подпись."
        case .certificateNotYetValid(let subject, let start, let time):
            "Сертификат «\(subject)» действует только с \(moment(start)), позже чем \(moment(time)). Проверьте часы и время, на которое запрошена проверка."
        case .pathHolds:
            "Каждый сертификат цепочки имел право выдать следующий."
        case .pathBroken(let breach, let subject):
            "Сертификат «\(subject)» нарушает правила цепочки: \(words(breach)). Запросите у издателя правильный сертификат."
        case .certificateDefect(let defect, let subject):
            "Сертификат «\(subject)» составлен не по правилам: \(words(defect)). Сообщите его издателю."

        case .notRevoked(let subject, let source, let time):
            "Сертификат «\(subject)» не отозван (\(words(source)) от \(moment(time)))."
        case .revokedLater(let subject, let time, let reason):
            "Сертификат «\(subject)» отозван \(moment(time))\(because(reason)), уже после создания подписи; подписи это не вредит."
        case .revoked(let subject, let time, let reason):
            "Сертификат «\(subject)» отозван \(moment(time))\(because(reason)). Не полагайтесь на подпись, если метка времени не доказывает, что она создана раньше; запросите новую подпись с действующим сертификатом."
        case .revocationUnknown(let subject, let gap):
            "Неизвестно, отозван ли сертификат «\(subject)»: \(words(gap)). Получите свежий ответ OCSP или список отозванных сертификатов и повторите проверку."
        case .revocationNotAsked(let subject):
            "Отзыв сертификата «\(subject)» не проверялся: правила этой проверки его не требуют."
        case .revocationDataRefused(let source, let fingerprint, let gap):
            "Не использовано: \(words(source)) \(fingerprint): \(words(gap))."
        case .responderRevocationUnknown(let subject):
            "Неизвестно, отозван ли сертификат службы OCSP «\(subject)». Получите список отозванных сертификатов её издателя и повторите проверку."

        case .algorithmsAcceptable(let time):
            "Все алгоритмы и длины ключей на \(moment(time)) были допустимы."
        case .algorithmTooWeak(let algorithm, let end, let time):
            "Алгоритм \(algorithm) на \(moment(time)) уже не был допустим\(end.map { " (допустим до \(moment($0)))" as Sentence } ?? ""). Запросите метку времени, поставленную раньше, или новую подпись."
        case .keyTooShort(let scheme, let bits, let least, let time):
            "Ключ \(scheme.rawValue) длиной \(bits) бит на \(moment(time)) был слишком короток; нужно не менее \(least). Запросите новую подпись с более длинным ключом."

        case .keyUseAccepted(let use):
            "Сертификат можно применять для этой цели: \(keyUse(use))."
        case .keyUseRefused(let use):
            "Сертификат не предназначен для подписания документов (назначение ключа: \(keyUse(use))). Попросите подписать сертификатом для подписи."
        case .extendedKeyUsageMissing:
            "В сертификате не указано, для чего именно он предназначен (расширенное использование ключа). Он принят; проверьте полномочия подписавшего иным способом."
        case .policyAccepted(let policy):
            "Сертификат выдан по признаваемой политике (\(policy))."
        case .policyRefused(let policies):
            "Сертификат выдан по политикам, которые здесь не признаются (\(list(policies))). Попросите подписать сертификатом, предназначенным для этой цели."
        case .iinChecksumWrong(let number):
            "Контрольный разряд ИИН \(number) неверен. Сверьте номер с документами подписавшего."
        case .binChecksumWrong(let number):
            "Контрольный разряд БИН \(number) неверен. Сверьте номер с реестром юридических лиц."
        case .weakBase64:
            "Текст base64 в файле записан не по правилам. Он всё же прочитан; сообщите разработчику программы, которой подписывали."
        case .evidenceNotFetched(let address, let failure):
            "Не удалось получить данные с \(address): \(words(failure)). Повторите позже или получите их иным путём и приложите."
        }
    }

    /// Signed data as a sentence begins with it.
    private func object(_ name: String) -> Sentence {
        switch name {
        case "", "content": "Подписанные данные"
        case "imprint": "Данные под меткой времени"
        default: "«\(name)»"
        }
    }

    private func named(_ identifier: SignerFacts.Identifier) -> Sentence {
        switch identifier {
        case .issuerAndSerialNumber(let issuer, let number): "издатель «\(issuer)», серийный номер \(number)"
        case .subjectKeyIdentifier(let key): "идентификатор ключа \(key.hexadecimal)"
        case .none: "подпись его не называет"
        }
    }

    private func lookedFor(_ names: [String]) -> Sentence { names.isEmpty ? "" : " (искали: \(names))" }

    private func list(_ policies: [OID]) -> Sentence { policies.isEmpty ? "не указаны" : "\(policies.map(\.rawValue))" }

    private func because(_ reason: RevocationReason?) -> Sentence {
        reason.map { " (причина: \(self.reason($0)))" } ?? ""
    }
}
