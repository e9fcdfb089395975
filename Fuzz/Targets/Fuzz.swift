import Foundation
import SandyqOpenSSL
import SandyqSignatures
import SandyqValidation
import SwiftASN1

@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

@main
enum Fuzz {
    static func main() {
        var count = CommandLine.argc
        var arguments = CommandLine.unsafeArgv
        exit(runDriver(&count, &arguments) { bytes, count in
            let input = Array(UnsafeBufferPointer(start: bytes, count: count))
            _ = try? ASN1Node(reading: input[...], "fuzz")
            _ = try? PublicKey(subjectPublicKeyInfo: input[...])
            return 0
        })
    }
}
