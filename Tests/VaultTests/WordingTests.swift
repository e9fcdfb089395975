import Foundation
import SandyqAgreement
import SandyqFiles
import SandyqSignatures
import SandyqVault
import Testing

/// What goes wrong is told in three languages.
@Suite struct WordingTests {
    private static let id = Ambient.test().identifier()

    private static let errors: [VaultError] = [
        .index(.full), .index(.readOnly), .index(.outdated), .index(.damaged("x")), .indexBehind(index: 1, log: 2),
        .noVault("/x"),
        .notEmpty("/x"), .busy, .unknownFormat("x"), .keyMissing(.absent("x")), .keyMissing(.readableByOthers("x")),
        .keyMissing(.malformed("x")), .keyWrong, .fileDamaged("/x"), .blobMissing(Octets.digest([])),
        .blobDamaged(Octets.digest([])), .recordDamaged("x"), .unknown("x"),
        .destroyed(id, act: id, at: Date(timeIntervalSince1970: 0)), .refused(.hidden), .refused(.forbidden),
        .refused(.closed), .refused(.agreementRequired), .conflict(.changedWhileRead("/x")),
        .conflict(.tooLargeForPipe("/x")), .conflict(.cabinetExists), .conflict(.controlDigit("1")),
        .conflict(.held([id])), .conflict(.holdRemoved(id)),
        .conflict(.notDue(id, until: Date(timeIntervalSince1970: 0))), .conflict(.termUnknown(id)),
        .conflict(.samePerson), .conflict(.actApproved(id)), .conflict(.actOutdated(id)), .conflict(.actTooLarge),
        .conflict(.nothingEncrypted), .conflict(.keyKeptElsewhere),
        .conflict(.phoneTaken), .conflict(.companyListed), .conflict(.revisionExists), .conflict(.tooLong(7)),
        .file(FileError(path: "/x", kind: .missing, reason: "")), .file(FileError(path: "/x", kind: .full, reason: "")),
        .file(FileError(path: "/x", kind: .readOnly, reason: "")),
        .file(FileError(path: "/x", kind: .denied, reason: "")),
        .file(FileError(path: "/x", kind: .device, reason: "")),
    ]

    @Test(arguments: errors)
    func everyErrorHasItsOwnWordsInEachLanguage(error: VaultError) {
        let texts = Language.allCases.map { $0.vaultWording.sentence(error).text }
        #expect(Set(texts).count == Language.allCases.count, "\(texts)")
        let letters = texts.map { text in text.unicodeScalars.contains { (0x0400...0x04FF).contains($0.value) } }
        #expect(letters == Language.allCases.map { $0 != .en }, "\(texts)")
        #expect(texts.allSatisfy { $0.hasSuffix(".") }, "\(texts)")
    }

    @Test func noTwoErrorsAreToldAlike() {
        for language in Language.allCases {
            let texts = Self.errors.map { language.vaultWording.sentence($0).text }
            #expect(Set(texts).count == texts.count)
        }
    }
}
