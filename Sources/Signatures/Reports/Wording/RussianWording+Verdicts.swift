internal import SandyqValidation

extension RussianWording {
    func headline(_ verdict: Verdict?) -> Headline {
        switch verdict {
        case nil:
            Headline(
                word: "ПОДПИСИ НЕТ",
                meaning: "В файле нет подписи, известной этой программе.",
                advice: "Запросите подписанный файл или отдельный файл с подписью."
            )
        case .passed:
            Headline(
                word: "ПОДТВЕРЖДЕНО",
                meaning: "Подпись подлинная, и её сертификат действовал, когда она была создана.",
                advice: "Ничего. Храните этот отчёт вместе с документом."
            )
        case .failed(let failure):
            Headline(word: "НЕ ПОДТВЕРЖДЕНО", meaning: meaning(failure), advice: advice(failure))
        case .indeterminate(let doubt):
            Headline(word: "НЕВОЗМОЖНО ПРОВЕРИТЬ", meaning: meaning(doubt), advice: advice(doubt))
        }
    }

    var integrityOnly: Headline {
        Headline(
            word: "НЕ ИЗМЕНЕНО",
            meaning:
                "Подписанные данные не изменены, и подпись соответствует своему ключу. Чей это ключ и можно ли ему доверять, не проверялось.",
            advice: "Чтобы узнать, можно ли доверять подписавшему, проверьте по политике, которая этого требует."
        )
    }

    var changedAfterwards: Headline {
        Headline(
            word: "НЕВОЗМОЖНО ПРОВЕРИТЬ",
            meaning:
                "Подписанная редакция есть в файле и не изменена, но после подписания документ правили: сейчас он показывает не то, что подписано.",
            advice:
                "Извлеките из файла подписанную редакцию (--extract) и полагайтесь только на неё или попросите подписать нынешний текст."
        )
    }

    var passedWithWarnings: String { "Прочитайте предупреждения; затем храните этот отчёт вместе с документом." }

    func certificateHeadline(_ verdict: Verdict) -> Headline {
        switch verdict {
        case .passed:
            Headline(
                word: "ДЕЙСТВУЕТ",
                meaning: "Сертификат ведёт к доверенному корню и действует.",
                advice: "Ничего. Проверьте снова, прежде чем полагаться на него в другое время."
            )
        case .failed(let failure):
            Headline(
                word: "НЕ ДЕЙСТВУЕТ",
                meaning: certificateMeaning(failure),
                advice: "Не полагайтесь на подписи, созданные им теперь."
            )
        case .indeterminate(let doubt):
            Headline(word: "НЕВОЗМОЖНО ПРОВЕРИТЬ", meaning: meaning(doubt), advice: advice(doubt))
        }
    }

    private func certificateMeaning(_ failure: Verdict.Failure) -> String {
        switch failure {
        case .revoked: "Сертификат отозван."
        case .expired: "Срок действия сертификата истёк."
        case .notYetValid: "Срок действия сертификата ещё не начался."
        case .format, .hash, .crypto: meaning(failure)
        }
    }

    private func meaning(_ failure: Verdict.Failure) -> String {
        switch failure {
        case .format: "Файл нельзя прочитать как подпись: он повреждён или создан не по стандарту."
        case .hash: "Подписанные данные изменены после подписания."
        case .crypto: "Подпись не соответствует ключу подписавшего: её изменили или создали другим ключом."
        case .revoked: "Сертификат был отозван до создания подписи."
        case .expired: "Срок сертификата истёк до создания подписи."
        case .notYetValid: "Срок сертификата ещё не начался, когда была создана подпись."
        }
    }

    private func advice(_ failure: Verdict.Failure) -> String {
        switch failure {
        case .format: "Запросите файл ещё раз в том виде, в каком он был отправлен."
        case .hash: "Не полагайтесь на эту копию. Запросите у подписавшего подлинник документа."
        case .crypto: "Не полагайтесь на эту подпись. Запросите новую."
        case .revoked, .expired, .notYetValid:
            "Не полагайтесь на эту подпись. Запросите новую с действующим сертификатом."
        }
    }

    private func meaning(_ doubt: Verdict.Doubt) -> String {
        switch doubt {
        case .signatureConstraints: "Подпись не отвечает правилам, по которым велась проверка."
        case .chainConstraints: "Один из сертификатов цепочки не отвечает правилам."
        case .certificateChainGeneral: "Цепочку сертификатов оценить не удалось."
        case .cryptoConstraints: "Алгоритм или ключ неизвестен либо слишком слаб для времени подписи."
        case .cryptoConstraintsNoPOE:
            "Алгоритм или ключ сегодня слишком слаб, и ничто не доказывает, что подпись старше."
        case .policyProcessing: "Правила проверки применить не удалось."
        case .timestampOrder: "Метки времени противоречат друг другу."
        case .noSigningCertificate: "Сертификата подписавшего нет, поэтому неизвестно, кто подписал."
        case .noChain: "Неизвестно, можно ли доверять сертификату: пути к доверенному корню нет."
        case .revokedNoPOE: "Сертификат отозван, и ничто не доказывает, что подпись создана раньше."
        case .revokedAuthorityNoPOE:
            "Отозван сертификат удостоверяющего центра, и ничто не доказывает, что подпись создана раньше."
        case .outOfBoundsNoPOE:
            "Время проверки не приходится на срок сертификата, и ничто не доказывает, что подпись создана в этот срок."
        case .outOfBoundsNotRevoked:
            "Срок сертификата истёк (он не был отозван), и ничто не доказывает, что подпись создана раньше."
        case .revocationOutOfBoundsNoPOE:
            "Срок сертификата, подтверждающего данные об отзыве, истёк, и ничто не доказывает, что данные старше."
        case .noPOE: "Ничто не доказывает, что подпись существовала вовремя."
        case .tryLater: "Пока неизвестно, отозван ли сертификат."
        case .signedDataNotFound: "Подписанного документа нет, поэтому неизвестно, изменён ли он."
        case .custom: "Проверка остановлена на защитном пределе либо не выполнено особое правило политики."
        }
    }

    private func advice(_ doubt: Verdict.Doubt) -> String {
        switch doubt {
        case .signatureConstraints, .custom:
            "Посмотрите ниже, какое правило не выполнено, и запросите подпись, которая ему отвечает."
        case .chainConstraints, .certificateChainGeneral:
            "Посмотрите ниже, какой это сертификат, и запросите у владельца правильный."
        case .cryptoConstraints, .cryptoConstraintsNoPOE:
            "Запросите новую подпись с современным алгоритмом или доказательство, что эта создана раньше."
        case .policyProcessing: "Проверьте указанную политику и повторите проверку."
        case .timestampOrder: "Выясните у подписавшего, откуда метки времени."
        case .noSigningCertificate: "Запросите сертификат у подписавшего и повторите проверку с ним."
        case .noChain: "Добавьте сертификаты издателей и повторите проверку."
        case .revokedNoPOE, .revokedAuthorityNoPOE:
            "Не полагайтесь на подпись, пока подписавший не докажет (например, меткой времени), что она создана раньше."
        case .outOfBoundsNoPOE, .outOfBoundsNotRevoked, .revocationOutOfBoundsNoPOE, .noPOE:
            "Запросите подпись с меткой времени или новую подпись."
        case .tryLater:
            "Повторите проверку позже: с доступом к сети, со свежим ответом OCSP или списком отозванных сертификатов."
        case .signedDataNotFound: "Положите документ рядом с подписью или укажите его и повторите проверку."
        }
    }
}
