internal import SandyqValidation

extension KazakhWording {
    func headline(_ verdict: Verdict?) -> Headline {
        switch verdict {
        case nil:
            Headline(
                word: "ҚОЛТАҢБА ЖОҚ",
                meaning: "Файлда бұл бағдарламаға белгілі қолтаңба жоқ.",
                advice: "Қол қойылған файлды немесе қолтаңбасы бар жеке файлды сұратыңыз."
            )
        case .passed:
            Headline(
                word: "РАСТАЛДЫ",
                meaning: "Қолтаңба шынайы, ал оның сертификаты қолтаңба жасалған кезде жарамды болған.",
                advice: "Ештеңе қажет емес. Осы есепті құжатпен бірге сақтаңыз."
            )
        case .failed(let failure):
            Headline(word: "РАСТАЛМАДЫ", meaning: meaning(failure), advice: advice(failure))
        case .indeterminate(let doubt):
            Headline(word: "ТЕКСЕРУ МҮМКІН ЕМЕС", meaning: meaning(doubt), advice: advice(doubt))
        }
    }

    var integrityOnly: Headline {
        Headline(
            word: "ӨЗГЕРМЕГЕН",
            meaning:
                "Қол қойылған деректер өзгермеген және қолтаңба өз кілтіне сәйкес келеді. Кілттің кімдікі екені және оған сенуге бола ма – тексерілмеді.",
            advice: "Қол қоюшыға сенуге бола ма, соны білу үшін мұны талап ететін саясат бойынша тексеріңіз."
        )
    }

    var changedAfterwards: Headline {
        Headline(
            word: "ТЕКСЕРУ МҮМКІН ЕМЕС",
            meaning:
                "Қол қойылған нұсқа файлда бар және өзгермеген, бірақ құжат қол қойылғаннан кейін өзгертілген: қазір ол қол қойылғанды көрсетпейді.",
            advice:
                "Файлдан қол қойылған нұсқаны шығарып алып (--extract), тек соған сүйеніңіз немесе қазіргі мәтінге қол қоюды сұраңыз."
        )
    }

    var passedWithWarnings: String { "Ескертулерді оқыңыз; содан кейін осы есепті құжатпен бірге сақтаңыз." }

    func certificateHeadline(_ verdict: Verdict) -> Headline {
        switch verdict {
        case .passed:
            Headline(
                word: "ЖАРАМДЫ",
                meaning: "Сертификат сенімді түбірге апарады және жарамды.",
                advice: "Ештеңе қажет емес. Басқа уақытта оған сүйенбес бұрын қайта тексеріңіз."
            )
        case .failed(let failure):
            Headline(
                word: "ЖАРАМСЫЗ",
                meaning: certificateMeaning(failure),
                advice: "Онымен қазір жасалған қолтаңбаларға сүйенбеңіз."
            )
        case .indeterminate(let doubt):
            Headline(word: "ТЕКСЕРУ МҮМКІН ЕМЕС", meaning: meaning(doubt), advice: advice(doubt))
        }
    }

    private func certificateMeaning(_ failure: Verdict.Failure) -> String {
        switch failure {
        case .revoked: "Сертификат қайтарып алынған."
        case .expired: "Сертификаттың мерзімі аяқталған."
        case .notYetValid: "Сертификаттың мерзімі әлі басталмаған."
        case .format, .hash, .crypto: meaning(failure)
        }
    }

    private func meaning(_ failure: Verdict.Failure) -> String {
        switch failure {
        case .format: "Файлды қолтаңба ретінде оқу мүмкін емес: ол бүлінген немесе стандарт бойынша жасалмаған."
        case .hash: "Қол қойылған деректер қол қойылғаннан кейін өзгертілген."
        case .crypto: "Қолтаңба қол қоюшының кілтіне сәйкес келмейді: ол өзгертілген немесе басқа кілтпен жасалған."
        case .revoked: "Сертификат қолтаңба жасалғанға дейін қайтарып алынған."
        case .expired: "Сертификаттың мерзімі қолтаңба жасалғанға дейін аяқталған."
        case .notYetValid: "Қолтаңба жасалған кезде сертификаттың мерзімі әлі басталмаған."
        }
    }

    private func advice(_ failure: Verdict.Failure) -> String {
        switch failure {
        case .format: "Файлды бастапқы жіберілген күйінде қайта сұратыңыз."
        case .hash: "Бұл көшірмеге сүйенбеңіз. Қол қоюшыдан құжаттың түпнұсқасын сұратыңыз."
        case .crypto: "Бұл қолтаңбаға сүйенбеңіз. Жаңасын сұратыңыз."
        case .revoked, .expired, .notYetValid:
            "Бұл қолтаңбаға сүйенбеңіз. Қолданыстағы сертификатпен жасалған жаңасын сұратыңыз."
        }
    }

    private func meaning(_ doubt: Verdict.Doubt) -> String {
        switch doubt {
        case .signatureConstraints: "Қолтаңба осы тексеру жүргізілген ережелерге сай емес."
        case .chainConstraints: "Тізбектегі сертификаттардың бірі ережелерге сай емес."
        case .certificateChainGeneral: "Сертификаттар тізбегін бағалау мүмкін болмады."
        case .cryptoConstraints: "Алгоритм не кілт белгісіз немесе қолтаңба уақыты үшін тым әлсіз."
        case .cryptoConstraintsNoPOE:
            "Алгоритм не кілт бүгін тым әлсіз, ал қолтаңбаның бұрынырақ жасалғаны дәлелденбеген."
        case .policyProcessing: "Тексеру ережелерін қолдану мүмкін болмады."
        case .timestampOrder: "Уақыт белгілері бір-біріне қайшы."
        case .noSigningCertificate: "Қол қоюшының сертификаты жоқ, сондықтан кім қол қойғаны белгісіз."
        case .noChain: "Сертификатқа сенуге бола ма, белгісіз: сенімді түбірге жол жоқ."
        case .revokedNoPOE: "Сертификат қайтарып алынған, ал қолтаңбаның одан бұрын жасалғаны дәлелденбеген."
        case .revokedAuthorityNoPOE:
            "Куәландырушы орталықтың сертификаты қайтарып алынған, ал қолтаңбаның одан бұрын жасалғаны дәлелденбеген."
        case .outOfBoundsNoPOE:
            "Тексеру уақыты сертификаттың мерзімінен тыс, ал қолтаңбаның сол мерзімде жасалғаны дәлелденбеген."
        case .outOfBoundsNotRevoked:
            "Сертификаттың мерзімі аяқталған (ол қайтарып алынбаған), ал қолтаңбаның одан бұрын жасалғаны дәлелденбеген."
        case .revocationOutOfBoundsNoPOE:
            "Қайтарып алу туралы деректерді растайтын сертификаттың мерзімі аяқталған, ал деректердің одан бұрын жасалғаны дәлелденбеген."
        case .noPOE: "Қолтаңбаның уақытында болғаны дәлелденбеген."
        case .tryLater: "Сертификаттың қайтарып алынғаны не алынбағаны әзірге белгісіз."
        case .signedDataNotFound: "Қол қойылған құжат жоқ, сондықтан оның өзгергені не өзгермегені белгісіз."
        case .custom: "Тексеру қорғаныс шегінде тоқтатылды немесе саясаттың ерекше ережесі орындалмады."
        }
    }

    private func advice(_ doubt: Verdict.Doubt) -> String {
        switch doubt {
        case .signatureConstraints, .custom:
            "Қай ереже орындалмағанын төменнен қарап, соған сай қолтаңба сұратыңыз."
        case .chainConstraints, .certificateChainGeneral:
            "Қай сертификат екенін төменнен қарап, иесінен дұрысын сұратыңыз."
        case .cryptoConstraints, .cryptoConstraintsNoPOE:
            "Заманауи алгоритммен жасалған жаңа қолтаңбаны немесе осы қолтаңбаның бұрынырақ жасалғанына дәлел сұратыңыз."
        case .policyProcessing: "Көрсетілген саясатты қарап, қайта тексеріңіз."
        case .timestampOrder: "Уақыт белгілерінің қайдан алынғанын қол қоюшыдан анықтаңыз."
        case .noSigningCertificate: "Сертификатты қол қоюшыдан сұратып, сонымен қайта тексеріңіз."
        case .noChain: "Шығарушылардың сертификаттарын қосып, қайта тексеріңіз."
        case .revokedNoPOE, .revokedAuthorityNoPOE:
            "Қол қоюшы қолтаңбаның бұрынырақ жасалғанын (мысалы, уақыт белгісімен) дәлелдемейінше, оған сүйенбеңіз."
        case .outOfBoundsNoPOE, .outOfBoundsNotRevoked, .revocationOutOfBoundsNoPOE, .noPOE:
            "Уақыт белгісі бар қолтаңбаны немесе жаңа қолтаңбаны сұратыңыз."
        case .tryLater:
            "Кейінірек қайта тексеріңіз: желіге қосылып, жаңа OCSP жауабымен немесе қайтарып алынған сертификаттар тізімімен."
        case .signedDataNotFound: "Құжатты қолтаңбаның жанына қойыңыз немесе көрсетіңіз де, қайта тексеріңіз."
        }
    }
}
