import SandyqOpenSSL
import Testing

@Suite struct HostAddressTests {
    @Test(arguments: [
        [0, 0, 0, 0], [10, 1, 2, 3], [100, 64, 0, 1], [127, 0, 0, 1], [127, 255, 255, 255], [169, 254, 169, 254],
        [172, 16, 0, 1], [172, 31, 255, 255], [192, 0, 0, 8], [192, 0, 2, 1], [192, 168, 1, 1], [198, 18, 0, 1],
        [198, 51, 100, 7], [203, 0, 113, 7], [224, 0, 0, 1], [240, 0, 0, 1], [255, 255, 255, 255],
    ])
    func addressesOfNobodyOrOfOurOwnAreNotPublic(octets: [UInt8]) {
        #expect(!HostAddress(octets: octets).isPublic)
        // The same address inside IPv6: mapped, NAT64, 6to4.
        #expect(!HostAddress(octets: [UInt8](repeating: 0, count: 10) + [0xff, 0xff] + octets).isPublic)
        #expect(!HostAddress(octets: [0, 0x64, 0xff, 0x9b] + [UInt8](repeating: 0, count: 8) + octets).isPublic)
        #expect(!HostAddress(octets: [0x20, 0x02] + octets + [UInt8](repeating: 0, count: 10)).isPublic)
    }

    @Test(arguments: [
        [8, 8, 8, 8], [100, 63, 0, 1], [172, 15, 0, 1], [172, 32, 0, 1], [195, 12, 113, 29], [223, 1, 1, 1],
    ])
    func addressesOfTheInternetArePublic(octets: [UInt8]) {
        #expect(HostAddress(octets: octets).isPublic)
        #expect(HostAddress(octets: [UInt8](repeating: 0, count: 10) + [0xff, 0xff] + octets).isPublic)
    }

    @Test(arguments: [
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
        [0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], [0xfc, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
        [0xfd, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], [0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
        [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
        [0x20, 0x01, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    ])
    func addressesOfIPv6ThatAreNotPublic(octets: [UInt8]) {
        #expect(!HostAddress(octets: octets).isPublic)
    }

    @Test func addressesOfIPv6ThatArePublic() {
        #expect(HostAddress(octets: [0x2a, 0, 0x14, 0x50, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]).isPublic)
    }
}
