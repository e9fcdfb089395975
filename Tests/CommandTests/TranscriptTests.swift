import Foundation
import Testing

@Suite struct TranscriptTests {
    @Test func thereAreTranscripts() {
        #expect(!Transcript.all.isEmpty)
        for transcript in Transcript.all { #expect(!transcript.runs.isEmpty, "\(transcript.name) runs nothing") }
    }

    @Test(arguments: Transcript.all)
    func everyCommandAnswersAsItsTranscriptSays(transcript: Transcript) throws {
        let home = try TemporaryFolder()
        for run in transcript.runs {
            let outcome = try Binary(environment: run.environment, home: home).run(run.arguments)
            let place = "\(transcript.name), line \(run.line)"
            #expect(!outcome.crashed, "\(place): a signal ended it: \(outcome.errors)")
            #expect(outcome.status == run.status, "\(place): \(outcome.errors)")
            #expect(Pattern(run.output).matches(outcome.output), "\(place): printed\n\(outcome.output)")
            #expect(Pattern(run.errors).matches(outcome.errors), "\(place): said\n\(outcome.errors)")
        }
    }

    @Test(arguments: [
        (["a…c"], "abbc\n", true), (["a…c"], "abbd\n", false), (["a", "...", "z"], "a\nb\nc\nz\n", true),
        (["a", "..."], "a\n", true), ([], "\n", true), (["a"], "a\nb\n", false), (["…x…"], "axb\n", true),
    ])
    func patternsMatchWhatTheyDescribe(lines: [String], text: String, expected: Bool) {
        #expect(Pattern(lines).matches(text) == expected)
    }
}
