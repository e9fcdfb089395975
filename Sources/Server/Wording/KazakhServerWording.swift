internal import SandyqSignatures
internal import SandyqVault

/// Kazakh: names and numbers stand so that no case ending has to be joined to them.
struct KazakhServerWording: ServerWording {
    func title(_ problem: Problem) -> Sentence {
        switch problem {
        case .notFound: "Мұнда ештеңе жоқ"
        case .methodNotAllowed: "Бұл әдіс мұнда қолданылмайды"
        case .requestMalformed: "Бұл HTTP сұрауы емес"
        case .headTooLarge: "Сұраудың тақырыбы тым үлкен"
        case .bodyTooLarge: "Сұраудың денесі тым үлкен"
        case .bodyIncomplete: "Сұраудың денесі толық келмеді"
        case .bodyMissing: "Сұраудың денесі жоқ"
        case .contentTypeUnsupported: "Мазмұнның мұндай түрі мұнда оқылмайды"
        case .contentEncodingUnsupported: "Сығылған денелер оқылмайды"
        case .multipartMalformed: "multipart денесі дұрыс құрылмаған"
        case .partMissing: "Форманың бөлігі жетіспейді"
        case .partUnexpected: "Форманың артық бөлігі"
        case .parameterUnknown: "Белгісіз параметр"
        case .parameterInvalid: "Параметрдің мәні жарамсыз"
        case .jsonMalformed: "Сұраудың денесі JSON объектісі емес"
        case .fieldsInvalid: "Кейбір өрістерді қабылдау мүмкін емес"
        case .rateLimited: "Сұраулар тым көп"
        case .busy: "Қызмет бос емес"
        case .signingNotOffered: "Қол қою ұсынылмайды"
        case .signInRequired: "Алдымен кіріңіз"
        case .forbidden: "Сізге бұған рұқсат жоқ"
        case .agreementRequired: "Шарттар қабылданбаған"
        case .cabinetClosed: "Кабинет жабық"
        case .vault(.destroyed): "Құжат жойылған"
        case .vault: "Бұл бар нәрсеге қайшы келеді"
        case .headerInvalid: "Тақырыптың мәні жарамайды"
        case .digestMismatch: "Сұраудың денесі өз хешіне сәйкес емес"
        case .rangeUnsatisfiable: "Мұндай байттар жоқ"
        case .storageUnavailable: "Қойма енді ештеңе қабылдамайды"
        case .internalError: "Қызмет істен шықты"
        }
    }

    func detail(_ problem: Problem) -> Sentence {
        switch problem {
        case .notFound: "Бұл мекенжайда ештеңе жоқ. Не бар екені /docs бетінде көрсетілген."
        case .methodNotAllowed(let allowed): "Бұл мекенжай мыналарға жауап береді: \(allowed)."
        case .requestMalformed:
            "Келген деректерді HTTP ретінде оқу мүмкін емес. Клиентті немесе алдындағы проксиді тексеріңіз."
        case .headTooLarge(let limit):
            "Сұрау тақырыбының шегі (байт): \(limit). Өрістерді азырақ немесе қысқарақ жіберіңіз."
        case .bodyTooLarge(let limit):
            "Мұнда сұрау денесінің шегі (байт): \(limit). Шағынырақ файл жіберіңіз немесе оның хешін мына мекенжайға жіберіңіз: /v1/check/digest."
        case .bodyIncomplete: "Сұраудың денесі үзілді немесе тым баяу келді. Оны қайта жіберіңіз."
        case .bodyMissing: "Сұрауға бос емес дене керек."
        case .contentTypeUnsupported(let supported):
            "Бұл мекенжай мыналарды оқиды: \(supported). Мұны Content-Type өрісінде көрсетіңіз."
        case .contentEncodingUnsupported: "Денені сол күйінде, Content-Encoding өрісінсіз жіберіңіз."
        case .multipartMalformed(let place): "Дене бөліктерге бөлінбейді (\(place)). Клиентті тексеріңіз."
        case .partMissing(let name): "Формаға «\(name)» бөлігі керек."
        case .partUnexpected(let name): "Бұл формада «\(name)» бөлігі болмауы керек немесе ол артық."
        case .parameterUnknown(let name):
            "Мұнда «\(name)» параметрі жоқ. Қате жазылмағанын тексеріңіз: ол ештеңені өзгертпес еді."
        case .parameterInvalid(let name, let form): "«\(name)» параметрі мынадай болуы керек: \(form)."
        case .jsonMalformed: "Сұраудың денесі UTF-8 түріндегі бір JSON объектісі болуы керек."
        case .fieldsInvalid: "errors тізімінде әр өріс JSON көрсеткішімен аталған."
        case .rateLimited(let seconds): "Сұраулар тым жиі келді. Қайталауға дейінгі уақыт (секунд): \(seconds)."
        case .busy(let seconds):
            "Жұмыс қызметтің шамасынан көп. Қайталауға дейінгі уақыт (секунд): \(seconds)."
        case .signingNotOffered:
            "Қызмет жабық кілттерді сақтамайды және қабылдамайды, сондықтан ешқашан қол қоймайды. Кілт бар жерде қол қойып, нәтижесін тексеруге жіберіңіз."
        case .signInRequired:
            "Жарамды сеанс кілтін көрсетіңіз: Authorization: Bearer …. Сеансты сізге қызметті жүргізуші ашады."
        case .forbidden:
            "Сіз бұл туралы білесіз, бірақ рөліңіз бұған жол бермейді. Құқықты кабинеттің бас пайдаланушысы бере алады."
        case .agreementRequired:
            "Кабинетті пайдаланбас бұрын қолданыстағы шарттарды қабылдау керек: /v1/revisions қараңыз, содан кейін POST /v1/cabinets/{c}/acceptances."
        case .cabinetClosed:
            "Кабинетке қолжетімділік шектелген немесе тоқтатылған. Ішіндегісін бас пайдаланушы әлі де жүктеп ала алады."
        case .vault(let error): Language.kk.vaultWording.sentence(error)
        case .headerInvalid(let name, let form): "«\(name)» тақырыбы мынадай болуы керек: \(form)."
        case .digestMismatch: "Келген деректің хеші тақырыптағыдан өзгеше. Ештеңе сақталмады; қайта жіберіңіз."
        case .rangeUnsatisfiable(let size): "Құжатта \(size) байт бар. Солардың бірін сұраңыз."
        case .storageUnavailable:
            "Қазір ештеңе жазуға болмайды, ештеңе жазылған да жоқ. Оқу жалғасады. Қызметті жүргізушіге хабарлаңыз."
        case .internalError: "Сұрауды орындау мүмкін болмады. Көмек сұрағанда сұраудың нөмірін айтыңыз."
        }
    }

    func sentence(_ fault: Problem.Field.Fault) -> Sentence {
        switch fault {
        case .missing: "Өріс жетіспейді."
        case .unknown: "Мұнда мұндай өріс жоқ."
        case .invalid(let form): "Өріс мынадай болуы керек: \(form)."
        }
    }
}
