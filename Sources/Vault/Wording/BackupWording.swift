package import SandyqSignatures
package import SandyqValidation

/// The words of backups in one language.
package struct BackupWording: Sendable {
    fileprivate let language: Language

    /// How many blobs were copied, of how many that are needed.
    package func copied(_ count: Int, of needed: Int) -> Sentence {
        switch language {
        case .kk: "Көшірілген блобтар: \(count); барлығы қажет: \(needed)."
        case .ru: "Скопировано блобов: \(count); всего нужно: \(needed)."
        case .en: "Blobs copied: \(count); needed in all: \(needed)."
        }
    }

    /// How much of the log there is.
    package func log(_ entries: Int) -> Sentence {
        switch language {
        case .kk: "Журнал жазбалары: \(entries)."
        case .ru: "Записей журнала: \(entries)."
        case .en: "Entries of the log: \(entries)."
        }
    }

    /// A blob that is missing or damaged.
    package func lost(_ digest: Fingerprint) -> Sentence {
        switch language {
        case .kk: "\(digest.description) жоқ немесе бүлінген, сондықтан көшірілмеді."
        case .ru: "\(digest.description) отсутствует или повреждён и потому не скопирован."
        case .en: "\(digest.description) is missing or damaged, and so was not copied."
        }
    }
}

extension Language {
    /// The catalogue of sentences of backups.
    package var backupWording: BackupWording { BackupWording(language: self) }
}
