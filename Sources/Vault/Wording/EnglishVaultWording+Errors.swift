internal import SandyqAgreement
internal import SandyqFiles
internal import SandyqOpenSSL
internal import SandyqSignatures
internal import SandyqValidation

extension EnglishVaultWording {
    func sentence(_ error: VaultError) -> Sentence {
        switch error {
        case .file(let error): sentence(error)
        case .openSSL(let error): "OpenSSL: \(error.description)"
        case .index(let trouble): sentence(trouble)
        case .indexBehind(let index, let log):
            "The index has \(index) entries, the log \(log): the index is lost, old, or another vault's. sandyq reindex makes it anew."
        case .noVault(let path): "\(path): no vault. sandyq init makes one, --vault names one."
        case .notEmpty(let path): "\(path): not empty. A vault needs a folder of its own."
        case .busy: "Another process has this vault open. Try again when it is done."
        case .unknownFormat(let name):
            "The vault is of format \(name), which this program does not know. Use a newer one."
        case .keyMissing(let trouble): sentence(trouble)
        case .keyWrong:
            "The vault key is not the one this vault was written with. Give the right one; nothing was changed."
        case .fileDamaged(let path): "\(path): not what was written. Restore it from a backup."
        case .blobMissing(let digest):
            "\(digest.description) is missing. sandyq fsck says what else is; restore it from a backup."
        case .blobDamaged(let digest):
            "\(digest.description) is not what was stored. sandyq fsck says what else is not; restore it from a backup."
        case .recordDamaged(let detail):
            "A record of the vault cannot be read (\(detail)). sandyq fsck says what is damaged."
        case .noCabinet(let number): "\(number): no such cabinet. sandyq cabinet add opens one."
        case .unknown(let name): "\(name): no such thing in this vault."
        case .destroyed(let document, let act, let moment):
            "\(document) was destroyed on \(CalendarDate(of: moment).description) by the act \(act). sandyq show tells what is left of it."
        case .unstamped(let failure):
            "The time-stamping authority gave no token: \(Language.en.words(failure)). Try again, or name another authority."
        case .refused(let refusal): sentence(refusal)
        case .conflict(let conflict): sentence(conflict)
        }
    }

    private func sentence(_ error: FileError) -> Sentence {
        let path = error.path
        let reason = error.reason
        return switch error.kind {
        case .missing: "\(path): not there."
        case .exists: "\(path): there is such a file already."
        case .folder: "\(path): a folder."
        case .notRegular: "\(path): no regular file."
        case .full:
            "\(path): no room is left on the disk. Make room and try again; nothing that was acknowledged is lost."
        case .readOnly: "\(path): the disk is read-only. Make it writable and try again."
        case .denied: "\(path): not permitted. Run as the owner of the vault, or correct the permissions."
        case .device: "\(path): the disk reports an error. Look after the disk, then run sandyq fsck."
        case .other: "\(path): \(reason)"
        }
    }

    private func sentence(_ trouble: VaultError.IndexTrouble) -> Sentence {
        switch trouble {
        case .full:
            "index.sqlite: no room is left on the disk. Make room and try again; nothing that was acknowledged is lost."
        case .readOnly: "index.sqlite: read-only. Make the vault's folder and files writable and try again."
        case .damaged(let detail): "index.sqlite is damaged (\(detail)). sandyq reindex makes it anew."
        case .outdated: "index.sqlite is not as this program makes it. Open the vault once for writing: sandyq list."
        case .other(let detail): "index.sqlite: \(detail)"
        }
    }

    private func sentence(_ trouble: VaultError.KeyTrouble) -> Sentence {
        switch trouble {
        case .absent(let place): "\(place): there is no vault key. Put it there, or give it in SANDYQ_VAULT_KEY."
        case .readableByOthers(let place): "\(place): others may read the vault key. chmod 600 is needed."
        case .malformed(let place): "\(place): no vault key. A key is 64 hexadecimal digits."
        }
    }

    private func sentence(_ refusal: Refusal) -> Sentence {
        switch refusal {
        case .hidden: "There is no such thing, or nobody may know of it."
        case .forbidden: "Not permitted."
        case .closed: "The cabinet is restricted or terminated."
        case .agreementRequired: "The agreement must be accepted first."
        }
    }

    private func sentence(_ conflict: VaultError.Conflict) -> Sentence {
        switch conflict {
        case .changedWhileRead(let path): "\(path): it changed while it was read. File it again."
        case .tooLargeForPipe(let path): "\(path): too large for a pipe. Save it as a file first."
        case .cabinetExists: "There is a cabinet for this number."
        case .controlDigit(let number): "\(number): the control digit is wrong. Look for a typing mistake."
        case .held(let holds):
            "It is held (\(holds.map(\.description))). sandyq hold list says why; it cannot be destroyed before the hold is removed."
        case .holdRemoved(let hold): "\(hold): this hold was removed before."
        case .notDue(let document, let end):
            "\(document) must be kept until \(CalendarDate(of: end).description). It can be destroyed from that day on."
        case .termUnknown(let document):
            "\(document): nothing lays down how long it is kept. If it may go all the same, say so with --unregulated."
        case .samePerson: "Who prepared an act may not approve it. Another person must."
        case .actApproved(let act): "\(act): this act was approved before."
        case .actOutdated(let document):
            "\(document) is not what it was when the act was prepared. Prepare another act."
        case .actTooLarge: "Too many documents for one act. Prepare several."
        case .signsSomethingElse(let document):
            "The file is no detached signature of \(document). Look whether it signs another document or another version."
        case .tooLargeToExamine(let name):
            "\(name): too large to be examined in the vault. Export the document and verify the package."
        case .nothingEncrypted: "The vault is not encrypted, so it has no key."
        case .keyKeptElsewhere:
            "The vault key is kept outside the vault. Make a new one of 64 hexadecimal digits, give it with a comma and the present one in SANDYQ_VAULT_KEY, or let the command print both, and repeat."
        case .phoneTaken: "Somebody is registered under this telephone number."
        case .companyListed: "This company is in the register."
        case .revisionExists: "Another revision was published meanwhile. Try again."
        case .effectiveInThePast(let day):
            "\(day.description) is over before the revision is published. Give a later day."
        case .tooLong(let bound): "More than \(bound) octets. File it as a document and attach it."
        }
    }
}
