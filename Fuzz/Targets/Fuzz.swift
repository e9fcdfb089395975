import Foundation

/// Hands one parser to libFuzzer: `Fuzz TARGET [libFuzzer's options]`, or `Fuzz --list`.
@main
enum Fuzz {
    static let targets: [Target] = [
        SubmissionTarget.signedFile, SubmissionTarget.text, SubmissionTarget.timestamp, SubmissionTarget.xml,
        SubmissionTarget.document, SubmissionTarget.container, SubmissionTarget.evidenceRecord,
        EvidenceTarget.certificate, EvidenceTarget.revocationList, EvidenceTarget.ocspResponse,
        EvidenceTarget.material, PolicyTarget.target,
        KeyTarget.publicKey, KeyTarget.privateKey,
    ]

    /// Chosen once, before libFuzzer starts: its callbacks carry nothing with them.
    nonisolated(unsafe) static var chosen = targets[0]

    static func main() {
        let arguments = CommandLine.arguments
        if arguments.dropFirst().first == "--list" {
            for target in targets { print(target.name, target.maximumLength) }
            return
        }
        guard let target = targets.first(where: { $0.name == arguments.dropFirst().first }) else {
            fatalError("usage: Fuzz TARGET [options of libFuzzer]; targets are listed by --list")
        }
        chosen = target
        // Takes longer than one input may.
        if target.needsSamples { require(!Samples.signed.isEmpty, "no seed is signed validly") }
        var words: [UnsafeMutablePointer<CChar>?] = ([arguments[0]] + arguments.dropFirst(2)).map { strdup($0) }
        var count = CInt(words.count)
        words.append(nil)
        let status = words.withUnsafeMutableBufferPointer { buffer in
            guard var pointer = buffer.baseAddress else { return EXIT_FAILURE }
            return runDriver(&count, &pointer) { bytes, count in
                Fuzz.chosen.check(Array(UnsafeBufferPointer(start: bytes, count: count)))
                return 0
            }
        }
        exit(status)
    }
}

/// What is fed to one parser, and what must hold whatever it is fed.
struct Target: Sendable {
    let name: String
    /// Longer inputs are slower and find no more.
    let maximumLength: Int
    /// Whether inputs are BER, to be changed as such.
    let isEncoding: Bool
    /// Whether what it finds is compared with everything the seeds sign.
    var needsSamples = false
    /// Ends the process when something does not hold.
    let check: @Sendable ([UInt8]) -> Void
}

/// Ends the process with a message that libFuzzer keeps beside the input.
func require(_ condition: @autoclosure () -> Bool, _ message: @autoclosure () -> String) {
    if !condition() { fatalError(message()) }
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

@_silgen_name("LLVMFuzzerMutate")
private func mutateInPlace(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, _ maximum: Int) -> Int

/// Called by libFuzzer for each new input: half of the time encodings are changed as encodings.
@_cdecl("LLVMFuzzerCustomMutator")
func mutate(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, _ maximum: Int, _ seed: UInt32) -> Int {
    guard Fuzz.chosen.isEncoding, seed & 1 == 0 else { return mutateInPlace(bytes, count, maximum) }
    var mutator = DERMutator(seed: UInt64(seed)) { octets in
        let room = octets.count + 16
        return [UInt8](unsafeUninitializedCapacity: room) { buffer, initialized in
            buffer.initialize(repeating: 0)
            for (index, octet) in octets.enumerated() { buffer[index] = octet }
            if let base = buffer.baseAddress { initialized = mutateInPlace(base, octets.count, room) }
        }
    }
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    guard let mutated = mutator.mutated(input), !mutated.isEmpty, mutated.count <= maximum else {
        return mutateInPlace(bytes, count, maximum)
    }
    for (index, octet) in mutated.enumerated() { bytes[index] = octet }
    return mutated.count
}
