import SandyqOpenSSL
import SandyqValidation
import Testing

@Suite struct ScryptTests {
    /// RFC 7914 clause 12.
    @Test func theStandardsAnswersCome() throws {
        let first = try #require(Scrypt(cost: 1024, blockSize: 8, parallelism: 16))
        let second = try #require(Scrypt(cost: 16384, blockSize: 8, parallelism: 1))
        #expect(
            try first.derive(64, from: "password", salt: Array("NaCl".utf8)).hexadecimal
                == "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
        )
        #expect(
            try second.derive(64, from: "pleaseletmein", salt: Array("SodiumChloride".utf8)).hexadecimal
                == "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
        )
    }

    @Test(arguments: [(0, 8, 1), (1000, 8, 1), (1 << 21, 8, 1), (1 << 15, 0, 1), (1 << 15, 64, 1), (1 << 15, 8, 0)])
    func parametersThatAreNoneOrCostTooMuchAreRefused(cost: Int, blockSize: Int, parallelism: Int) {
        #expect(Scrypt(cost: cost, blockSize: blockSize, parallelism: parallelism) == nil)
    }

    @Test func secretsAreComparedWhole() {
        #expect(ConstantTime.areEqual([1, 2, 3], [1, 2, 3]))
        #expect(!ConstantTime.areEqual([1, 2, 3], [1, 2, 4]))
        #expect(!ConstantTime.areEqual([1, 2, 3], [1, 2]))
        #expect(ConstantTime.areEqual([], []))
    }
}
