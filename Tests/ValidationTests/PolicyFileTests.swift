import SandyqValidation
import Testing

@Suite("Policy files")
struct PolicyFileTests {
    @Test("A file that is not UTF-8 is refused, where JSONDecoder would end the process")
    func refusesOtherEncodings() {
        let keyOfNoEncoding =
            Array(#"// JSON5"#.utf8) + [0x0A] + Array(#"{ name: "", t: "", "#.utf8) + [UInt8](repeating: 0xFF, count: 8)
        #expect(throws: DecodingError.self) { try Policy(json5: keyOfNoEncoding) }
    }
}
