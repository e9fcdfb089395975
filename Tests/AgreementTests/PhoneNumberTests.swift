import SandyqAgreement
import Testing

@Suite struct PhoneNumberTests {
    @Test(arguments: ["+77011234567", "+7 (701) 123-45-67", "+7\u{A0}701\u{A0}1234567"])
    func spellingsOfOneNumberAreOne(text: String) {
        #expect(PhoneNumber(text)?.description == "+77011234567")
    }

    @Test(arguments: [
        "", "+", "87011234567", "+0701123456", "+7701", "+7701123456789012", "+7701123456x", "77+011234567",
    ])
    func whatIsNoNumberOfE164IsRefused(text: String) { #expect(PhoneNumber(text) == nil) }
}
