internal import ArgumentParser
internal import SandyqAgreement
internal import SandyqSignatures
internal import SandyqTerminal
internal import SandyqVault

/// `sandyq reverify`: verifies what is kept under the evidence of today.
struct ReverifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reverify",
        abstract: "Verify documents and their detached signatures anew, under the evidence at hand.",
        discussion: """
            Example: sandyq reverify --undecided --crl today.crl
            Example: sandyq reverify 01923456-789a-7fff-bfff-ffffffffffff --policy kz

            What is found stands beside what was found before. --undecided takes every document that was INDETERMINATE when \
            it was last verified: revocation lists that come out after a filing settle many of them.
            """
    )

    @OptionGroup(title: "Vault") var vault: VaultOptions
    @OptionGroup(title: "Evidence") var evidence: EvidenceOptions
    @OptionGroup(title: "Answer") var output: OutputOptions
    @OptionGroup var language: LanguageOptions

    @Argument(help: "The documents.")
    var documents: [Identifier] = []

    @Flag(help: "Every document of which something was INDETERMINATE.")
    var undecided = false

    @Option(help: ArgumentHelp("kz, aes, integrity, or a policy file.", valueName: "name|file"))
    var policy = "kz"

    func validate() throws {
        if documents.isEmpty != undecided { throw ValidationError("Give documents, or --undecided.") }
    }

    func run() throws {
        let (vault, asker) = try vault.openWithAsker(language.language)
        let verification = FilingVerification(
            policy: try PolicyArgument.policy(policy),
            evidence: try EvidenceFiles(evidence).evidence
        )
        let wanted = undecided ? try worded(language.language) { try vault.undecided(for: asker) } : documents
        let answer = try Answer(path: output.path)
        let page = FiledPage(json: output.json, receipts: nil)
        for document in wanted {
            let found = try worded(language.language) {
                try vault.reexamine(document, verifying: verification, by: asker)
            }
            for examination in found { try answer.write(page.line(examination)) }
        }
        try answer.finish()
    }
}
