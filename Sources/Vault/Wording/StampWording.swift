package import SandyqSignatures

/// The words of time-stamped checkpoints in one language.
package struct StampWording: Sendable {
    fileprivate let language: Language

    /// What a time-stamped checkpoint was found to be.
    package func sentence(_ finding: StampFinding) -> Sentence {
        switch language {
        case .kk: kazakh(finding)
        case .ru: russian(finding)
        case .en: english(finding)
        }
    }

    private func english(_ finding: StampFinding) -> Sentence {
        switch finding {
        case .holds(let size, let time):
            "The first \(size) entries were there at \(time.rfc3339), as a time-stamp proves."
        case .checkpointDiffers(let position):
            "The time-stamped checkpoint of entry \(position) is of another log than this one."
        case .tokenInvalid(let position): "The time-stamp of entry \(position) does not hold."
        case .tokenUntrusted(let position):
            "The time-stamp of entry \(position) holds, and its authority is not trusted under the policy."
        }
    }

    private func russian(_ finding: StampFinding) -> Sentence {
        switch finding {
        case .holds(let size, let time):
            "Первые записи журнала, числом \(size), существовали \(time.rfc3339): это доказывает метка времени."
        case .checkpointDiffers(let position):
            "Контрольная точка с меткой времени в записи \(position) относится не к этому журналу."
        case .tokenInvalid(let position): "Метка времени записи \(position) недействительна."
        case .tokenUntrusted(let position):
            "Метка времени записи \(position) цела, но по политике её центру нет доверия."
        }
    }

    private func kazakh(_ finding: StampFinding) -> Sentence {
        switch finding {
        case .holds(let size, let time):
            "Журналдың алғашқы жазбалары (саны \(size)) \(time.rfc3339) сәтінде болған: мұны уақыт белгісі дәлелдейді."
        case .checkpointDiffers(let position):
            "\(position)-жазбадағы уақыт белгісі бар бақылау нүктесі бұл журналға жатпайды."
        case .tokenInvalid(let position): "\(position)-жазбаның уақыт белгісі жарамсыз."
        case .tokenUntrusted(let position):
            "\(position)-жазбаның уақыт белгісі бүтін, бірақ саясат бойынша оның орталығына сенім жоқ."
        }
    }
}

extension Language {
    /// The catalogue of sentences of time-stamped checkpoints.
    package var stampWording: StampWording { StampWording(language: self) }
}
