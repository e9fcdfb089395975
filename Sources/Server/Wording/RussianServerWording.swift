internal import SandyqSignatures
internal import SandyqVault

/// Russian.
struct RussianServerWording: ServerWording {
    func title(_ problem: Problem) -> Sentence {
        switch problem {
        case .notFound: "Здесь ничего нет"
        case .methodNotAllowed: "Этот метод здесь не действует"
        case .requestMalformed: "Это не запрос HTTP"
        case .headTooLarge: "Заголовок запроса слишком велик"
        case .bodyTooLarge: "Тело запроса слишком велико"
        case .bodyIncomplete: "Тело запроса не дошло"
        case .bodyMissing: "У запроса нет тела"
        case .contentTypeUnsupported: "Такой тип содержимого здесь не читается"
        case .contentEncodingUnsupported: "Сжатые тела не читаются"
        case .multipartMalformed: "Тело multipart составлено неверно"
        case .partMissing: "Не хватает части формы"
        case .partUnexpected: "Лишняя часть формы"
        case .parameterUnknown: "Неизвестный параметр"
        case .parameterInvalid: "Недопустимое значение параметра"
        case .jsonMalformed: "Тело запроса – не объект JSON"
        case .fieldsInvalid: "Некоторые поля принять нельзя"
        case .rateLimited: "Слишком много запросов"
        case .busy: "Служба занята"
        case .signingNotOffered: "Подписание не предоставляется"
        case .signInRequired: "Сначала войдите"
        case .forbidden: "Вам этого нельзя"
        case .agreementRequired: "Условия не приняты"
        case .cabinetClosed: "Кабинет закрыт"
        case .vault(.destroyed): "Документ уничтожен"
        case .vault: "Это противоречит тому, что есть"
        case .headerInvalid: "Значение заголовка не подходит"
        case .digestMismatch: "Тело запроса не соответствует своему хешу"
        case .rangeUnsatisfiable: "Таких байтов нет"
        case .storageUnavailable: "Хранилище больше ничего не принимает"
        case .internalError: "Сбой службы"
        }
    }

    func detail(_ problem: Problem) -> Sentence {
        switch problem {
        case .notFound: "По этому адресу ничего нет. Что есть, перечислено в /docs."
        case .methodNotAllowed(let allowed): "Этот адрес отвечает на: \(allowed)."
        case .requestMalformed: "Полученное нельзя прочесть как HTTP. Проверьте клиент или прокси перед службой."
        case .headTooLarge(let limit):
            "Заголовок запроса может занимать не более \(limit) байт. Пришлите меньше полей или короче."
        case .bodyTooLarge(let limit):
            "Тело запроса здесь может занимать не более \(limit) байт. Пришлите файл поменьше или его хеш на /v1/check/digest."
        case .bodyIncomplete: "Тело запроса оборвалось или шло слишком медленно. Пришлите его снова."
        case .bodyMissing: "Запросу нужно непустое тело."
        case .contentTypeUnsupported(let supported): "Этот адрес читает: \(supported). Укажите это в Content-Type."
        case .contentEncodingUnsupported: "Пришлите тело как есть, без Content-Encoding."
        case .multipartMalformed(let place): "Тело не делится на части (\(place)). Проверьте клиент."
        case .partMissing(let name): "В форме нужна часть «\(name)»."
        case .partUnexpected(let name): "Части «\(name)» в этой форме быть не должно, или она в ней лишняя."
        case .parameterUnknown(let name):
            "Параметра «\(name)» здесь нет. Проверьте, нет ли опечатки: он ничего бы не изменил."
        case .parameterInvalid(let name, let form): "Параметр «\(name)» должен иметь вид: \(form)."
        case .jsonMalformed: "Тело запроса должно быть одним объектом JSON в UTF-8."
        case .fieldsInvalid: "В списке errors каждое поле названо своим указателем JSON."
        case .rateLimited(let seconds): "Запросов было слишком много. Повторите через \(seconds) с."
        case .busy(let seconds): "Работы больше, чем служба может взять. Повторите через \(seconds) с."
        case .signingNotOffered:
            "Служба не хранит и не принимает закрытых ключей, поэтому никогда не подписывает. Подпишите там, где ключ, и пришлите результат на проверку."
        case .signInRequired:
            "Покажите действующий ключ сеанса: Authorization: Bearer …. Сеанс вам откроет тот, кто ведёт сервис."
        case .forbidden:
            "Вы знаете об этом объекте, но ваша роль такого не позволяет. Право может дать главный пользователь кабинета."
        case .agreementRequired:
            "Прежде чем пользоваться кабинетом, нужно принять действующие условия: см. /v1/revisions, затем POST /v1/cabinets/{c}/acceptances."
        case .cabinetClosed:
            "Доступ к кабинету ограничен или прекращён. Его содержимое главный пользователь по-прежнему может выгрузить."
        case .vault(let error): Language.ru.vaultWording.sentence(error)
        case .headerInvalid(let name, let form): "Заголовок «\(name)» должен иметь вид: \(form)."
        case .digestMismatch:
            "Хеш полученного не совпадает с указанным в заголовке. Ничего не сохранено; отправьте ещё раз."
        case .rangeUnsatisfiable(let size): "В документе \(size) байтов. Запросите какие-нибудь из них."
        case .storageUnavailable:
            "Сейчас ничего нельзя записать, и ничего не записано. Чтение работает. Сообщите тому, кто ведёт сервис."
        case .internalError: "Запрос выполнить не удалось. Обращаясь за помощью, назовите номер запроса."
        }
    }

    func sentence(_ fault: Problem.Field.Fault) -> Sentence {
        switch fault {
        case .missing: "Поля не хватает."
        case .unknown: "Такого поля здесь нет."
        case .invalid(let form): "Поле должно иметь вид: \(form)."
        }
    }
}
