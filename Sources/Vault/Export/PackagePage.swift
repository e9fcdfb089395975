internal import SandyqAgreement
internal import SandyqSignatures

/// The page of a package that a browser shows: in three languages, without scripts, everything from documents escaped.
struct PackagePage {
    let record: PackageRecord
    let versions: [DocumentVersion]
    let examinations: [ExaminationRecord]
    let cabinets: [Identifier: CabinetRecord]

    /// The page.
    func octets() -> [UInt8] {
        var page = MarkupWriter(prologue: "<!DOCTYPE html>")
        page.element("html", ["lang": Language.kk.rawValue]) { html in
            html.element("head") { head in
                head.raw(HTMLReport.head)
                head.element("title", text: Self.order.map { $0.exportWording.title }.joined(separator: " · "))
                head.raw(HTMLReport.style)
            }
            html.element("body") { body in
                body.element("main") { main in
                    main.element("nav") { nav in
                        for language in Self.order {
                            nav.element(
                                "a",
                                ["href": "#\(language.rawValue)", "lang": language.rawValue],
                                text: language.exportWording.ownName
                            )
                        }
                    }
                    for language in Self.order { write(in: language, to: &main) }
                }
            }
        }
        return Array((page.text + "\n").utf8)
    }

    private static let order: [Language] = [.kk, .ru, .en]

    private func write(in language: Language, to main: inout MarkupWriter) {
        let wording = language.exportWording
        main.element("section", ["id": language.rawValue, "lang": language.rawValue]) { section in
            section.element("h2", text: wording.title)
            section.element("p", text: wording.introduction)
            rows(
                [
                    (wording.vault, "\(record.name) (\(record.vault))"),
                    (wording.exported, record.exported.rfc3339),
                    (wording.documents, String(Set(versions.map(\.manifest.document)).count)),
                    (wording.logKey, record.logKey),
                ],
                to: &section
            )
            for version in versions { write(version, in: language, to: &section) }
            section.element("article") { article in
                article.element("h3", text: wording.howToCheck)
                for step in wording.steps {
                    article.element("p", text: step.text)
                    article.element("p") { $0.element("code", text: step.command) }
                }
            }
        }
    }

    private func write(_ version: DocumentVersion, in language: Language, to section: inout MarkupWriter) {
        let manifest = version.manifest
        let (wording, words) = (language.exportWording, language.vaultWording)
        section.element("article", ["class": Self.mark(of: manifest.significance.state)]) { article in
            article.element("h3", text: manifest.description.title)
            rows(facts(of: version, in: words), to: &article)
            article.element("h4", text: wording.files)
            article.element("ul") { list in
                for (label, place) in places(of: manifest, in: wording) {
                    list.element("li") { item in
                        item.element("a", ["href": PackageManifest.reference(to: place)], text: label)
                    }
                }
            }
            let argument = manifest.significance
            article.element("h4", text: "\(words.label(.significance)): \(words.state(argument.state))")
            conditions(words.label(.byAgreement), argument.cabinet, in: words, to: &article)
            for line in argument.eds {
                conditions("\(words.label(.bySignature)) \(line.signature ?? "")", line, in: words, to: &article)
            }
            if argument.eds.isEmpty { article.element("p", text: words.label(.nothingSigned)) }
        }
    }

    private func facts(of version: DocumentVersion, in words: any VaultWording) -> [(String, String?)] {
        let manifest = version.manifest
        let description = manifest.description
        let other = [description.counterparty?.number.description, description.counterpartyName].compactMap(\.self)
        let amount = [description.amount, description.currency].compactMap(\.self).joined(separator: " ")
        let cabinet = cabinets[manifest.cabinet].map { "\($0.party.number) \($0.name)" }
        let rows: [(VaultLabel, String?)] = [
            (.document, manifest.document.description), (.version, String(manifest.version)),
            (.kind, words.kind(description.kind)), (.cabinet, cabinet), (.number, description.number),
            (.date, description.date?.description), (.amount, amount.isEmpty ? nil : amount),
            (.counterparty, other.isEmpty ? nil : other.joined(separator: " ")), (.file, manifest.fileName),
            (.size, String(manifest.size)), (.fingerprint, manifest.sha256), (.filed, manifest.filed.rfc3339),
            (.logPosition, String(version.logPosition)),
            (.verification, "\(manifest.verification.indication) (\(manifest.verification.policy))"),
        ]
        return rows.map { (words.label($0), $1) }
    }

    private func places(of manifest: DocumentManifest, in wording: any ExportWording) -> [(String, String)] {
        var places = [(wording.original, PackagePlace.original(of: manifest))]
        if manifest.verification.report != nil { places.append((wording.report, PackagePlace.report(of: manifest))) }
        places.append((wording.receipt, PackagePlace.receipt(of: manifest)))
        places.append((wording.manifest, PackagePlace.record(of: manifest)))
        for found in examinations where found.document == manifest.document && found.version == manifest.version {
            if let file = found.signature {
                places.append((wording.signature, PackagePlace.signature(file, of: found)))
            }
            if found.verification.report != nil {
                places.append(("\(wording.laterReport) \(found.examined.rfc3339)", PackagePlace.report(of: found)))
            }
        }
        return places
    }

    private static func mark(of state: SignificanceArgument.State) -> String {
        switch state {
        case .significant: "good"
        case .notSignificant: "bad"
        case .undetermined: "unknown"
        }
    }

    private func conditions(
        _ title: String,
        _ line: SignificanceArgument.Line,
        in words: any VaultWording,
        to article: inout MarkupWriter
    ) {
        article.element("h5", text: "\(title): \(words.state(line.state))")
        article.element("ul") { list in
            for condition in line.conditions {
                let (name, sign) =
                    switch condition.outcome {
                    case .passed: ("good", "✔")
                    case .failed: ("bad", "✘")
                    case .undetermined: ("unknown", "?")
                    }
                list.element("li", ["class": name]) { item in
                    item.element("span", ["class": "mark"], text: sign)
                    item.element("span", text: words.sentence(condition).text)
                }
            }
        }
    }

    private func rows(_ rows: [(String, String?)], to section: inout MarkupWriter) {
        section.element("dl") { list in
            for case (let label, let value?) in rows {
                list.element("div") { row in
                    row.element("dt", text: label)
                    row.element("dd", text: value.displayable(limit: 300))
                }
            }
        }
    }
}
