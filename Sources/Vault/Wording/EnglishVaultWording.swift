internal import SandyqAgreement
internal import SandyqSignatures
internal import SandyqValidation

/// English.
struct EnglishVaultWording: VaultWording {
    func sentence(_ condition: Condition) -> Sentence {
        switch condition {
        case .sentThroughCabinet: "It was sent through the cabinet."
        case .storedOnly:
            "It was stored and not sent through the cabinet. The agreement gives force to what is sent; send it to have it count."
        case .senderEntitled: "The sender was the main user or a user entitled to send."
        case .senderNotEntitled: "The sender had no right to send at that time."
        case .senderIsNoPartnerUser: "The sender was no user of the Partner, and cannot speak for the Partner."
        case .shareUnconfirmed: "The main user has not confirmed it. Ask the main user to."
        case .sessionAuthenticated(let factors): "The sender was authenticated: \(factors.map(\.rawValue))."
        case .sessionNotAuthenticated: "The sender's session was not authenticated."
        case .termsAccepted: "The revision of the agreement in force was accepted by then."
        case .termsNotAccepted: "The revision of the agreement in force was not accepted by then."
        case .termsPending(let until):
            "The time to object to the new revision ran until \(until.rfc3339). It is settled once the Partner accepts."
        case .cabinetActive: "The cabinet was active."
        case .demo:
            "The cabinet is a demo: the Operator claims no force for what is in it. A service contract settles it for what is sent later."
        case .cabinetClosed: "The cabinet was restricted or terminated."
        case .receiptIssued(let position): "A receipt was issued for the bytes\(place(position))."
        case .receiptMissing: "There is no receipt for the bytes."
        case .noPaper: "It is not a scan of a signed paper."
        case .paperSigned(let signer, _): "The paper was signed by hand by \(signer), who may."
        case .paperSignedByPower(let signer, let document):
            "The paper was signed by hand by \(signer) under the power of attorney \(document)."
        case .paperSignerUnknown: "It is not recorded who signed the paper by hand, and in what capacity. Record it."
        case .paperSignerWithoutPower(let signer):
            "\(signer) signed the paper by hand, and no power of attorney valid that day is on file."
        case .signatureHolds: "The signature holds."
        case .signatureFails: "The signature does not hold."
        case .signatureUndecided:
            "Whether the signature holds cannot be decided. Verify again with the missing evidence."
        case .keyForSigning: "The certificate is for signing."
        case .keyForAuthentication: "The certificate is for authentication, not for signing."
        case .keyUnknown: "What the signer's key is for is not known."
        case .authority(let authority): self.authority(authority)
        case .signerUnknown: "Who signed is not known. File the signer's certificate and verify again."
        case .partyUnknown: "Whose document it is is not recorded. Record the party."
        }
    }

    private func place(_ position: Int?) -> Sentence {
        position.map { position in " (entry \(position) of the log)" } ?? ""
    }

    private func authority(_ authority: Authority) -> Sentence {
        switch authority {
        case .byCapacity(.head): "The signer heads the organisation and may sign everything."
        case .byCapacity: "The signer's certificate gives the right to sign documents of this kind."
        case .own: "The signer signed an own document."
        case .byPower(let document): "The signer had a power of attorney (\(document))."
        case .insufficient:
            "The signer belongs to the party, but may not sign documents of this kind, and no power of attorney valid that day is on file."
        case .stranger: "The signer's number is not the party's, and no power of attorney valid that day is on file."
        }
    }

    func state(_ state: SignificanceArgument.State) -> String {
        switch state {
        case .significant: "SIGNIFICANT"
        case .notSignificant: "NOT SIGNIFICANT"
        case .undetermined: "UNDETERMINED"
        }
    }

    func basis(_ basis: SignificanceArgument.Basis) -> String {
        switch basis {
        case .cabinet: "the agreement"
        case .eds: "electronic signature"
        case .both: "the agreement and electronic signature"
        case .none: "none"
        }
    }

    func kind(_ kind: DocumentKind) -> String {
        switch kind {
        case .contract: "contract"
        case .agreementRevision: "agreement revision"
        case .invoice: "invoice"
        case .completionAct: "act of completion"
        case .waybill: "waybill"
        case .paymentOrder: "payment order"
        case .bankStatement: "bank statement"
        case .taxForm: "tax form"
        case .staffOrder: "staff order"
        case .employmentContract: "employment contract"
        case .powerOfAttorney: "power of attorney"
        case .officialLetter: "official letter"
        case .consent: "consent"
        case .objection: "objection"
        case .correspondence: "correspondence"
        case .identityDocument: "identity document"
        case .mediaRecord: "recording"
        case .other: "other"
        }
    }

    func sentence(_ defect: VaultDefect) -> Sentence {
        switch defect {
        case .blobMissing(let digest): "Missing: \(digest.description). Restore it from a backup."
        case .blobDamaged(let digest): "Changed: \(digest.description). Restore it from a backup."
        case .blobUnneeded(let digest):
            "Nothing needs \(digest.description); a crash may leave such bytes. They do no harm."
        case .strayFile(let name): "\(name) is no part of the vault."
        case .logDiffers(let position): "Entry \(position) of the log differs between files and index."
        case .logEntry(let position, let alteration): "Entry \(position) of the log: \(words(alteration))."
        case .logLength(let files, let index): "The log has \(files) entries in files and \(index) in the index."
        case .logTree: "The hashes of the log do not fit its entries."
        case .index(let text): "The index: \(text). sandyq reindex rebuilds it."
        }
    }

    private func words(_ alteration: LogExport.Alteration) -> Sentence {
        switch alteration {
        case .changed: "it is not what was written"
        case .misplaced: "it does not stand where it was written; entries were removed, added or moved"
        case .backdated: "it is dated before its predecessor"
        }
    }

    func sentence(_ finding: LogExport.Finding) -> Sentence {
        switch finding {
        case .intact(let size): "The log is intact: \(size) entries, as the checkpoint says."
        case .altered(let position, let alteration): "Entry \(position) is the first bad one: \(words(alteration))."
        case .treeDiffers: "The entries are not those the checkpoint was signed for."
        case .checkpointInvalid: "The checkpoint is not signed by the key."
        case .sizeDiffers(let found, let signed): "There are \(found) entries; the checkpoint was signed for \(signed)."
        case .unreadable: "This is no export of a log, or it is cut off."
        }
    }

    func label(_ label: VaultLabel) -> String {
        switch label {
        case .document: "document"
        case .title: "title"
        case .kind: "kind"
        case .cabinet: "cabinet"
        case .folder: "folder"
        case .number: "number"
        case .date: "date"
        case .amount: "amount"
        case .counterparty: "counterparty"
        case .file: "file"
        case .size: "size"
        case .fingerprint: "SHA-256"
        case .filed: "filed"
        case .verification: "signatures"
        case .significance: "significance"
        case .basis: "basis"
        case .law: "legal basis"
        case .byAgreement: "By the agreement"
        case .bySignature: "By signature"
        case .nothingSigned: "There is no electronic signature."
        case .logPosition: "log entry"
        case .version: "version"
        case .encryption: "kept"
        case .encrypted: "encrypted"
        case .notEncrypted: "not encrypted"
        case .nothingFound: "nothing found"
        case .checkedBlobs: "blobs checked"
        case .noDefects: "nothing missing, changed or stray"
        case .examination: "examined"
        case .demo: "demo"
        case .hold: "hold"
        case .removed: "removed"
        case .due: "may be destroyed"
        case .held: "held"
        case .notDue: "must be kept"
        case .noTerm: "no term laid down"
        case .act: "act"
        case .ground: "ground"
        case .prepared: "prepared"
        case .approved: "approved"
        case .notApproved: "not approved yet"
        case .destroyed: "destroyed"
        case .retention: "kept for"
        case .notBefore: "not before"
        case .copyNewKey: "keep a copy of the new keys/vault.key elsewhere: without it nothing can be read"
        case .dropOldKey: "everything is wrapped by the first key; the others are not needed any longer"
        }
    }
}
