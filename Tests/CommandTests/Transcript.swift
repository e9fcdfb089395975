import Foundation
import Testing

/// A file of commands and what they must answer (`testdata/cli/README.md`).
struct Transcript: CustomTestStringConvertible {
    let name: String
    let runs: [Run]

    var testDescription: String { name }

    /// One command.
    struct Run {
        let line: Int
        let arguments: [String]
        let environment: [String: String]
        var status: Int32 = 0
        var output: [String] = []
        var errors: [String] = []
    }

    /// Every transcript there is.
    static let all: [Transcript] = {
        let folder = Binary.folder.appending(path: "cli")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".txt") }.sorted().map { name in
            let text = (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? ""
            return Transcript(name: name, text: text)
        }
    }()

    /// Reads a transcript.
    init(name: String, text: String) {
        self.name = name
        var runs: [Run] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix("$ ") {
                var words = Self.words(of: line.dropFirst(2))
                var environment: [String: String] = [:]
                while let word = words.first, word != "sandyq", let equals = word.firstIndex(of: "=") {
                    environment[String(word[..<equals])] = String(word[word.index(after: equals)...])
                    words.removeFirst()
                }
                runs.append(Run(line: index + 1, arguments: Array(words.dropFirst()), environment: environment))
            } else if runs.isEmpty || line.hasPrefix("#") {
                continue
            } else if line.hasPrefix("-> ") {
                runs[runs.count - 1].status = Int32(line.dropFirst(3)) ?? -1
            } else if line.hasPrefix("! ") {
                runs[runs.count - 1].errors.append(String(line.dropFirst(2)))
            } else {
                runs[runs.count - 1].output.append(String(line))
            }
        }
        self.runs = runs
    }

    /// Splits at spaces outside single quotes.
    private static func words(of line: Substring) -> [String] {
        var words: [String] = []
        var word = ""
        var (isQuoted, isWord) = (false, false)
        for character in line {
            switch character {
            case "'":
                isQuoted.toggle()
                isWord = true
            case " " where !isQuoted:
                if isWord { words.append(word) }
                (word, isWord) = ("", false)
            default:
                word.append(character)
                isWord = true
            }
        }
        if isWord { words.append(word) }
        return words
    }
}

/// Whether lines are as expected: `…` stands for any text in a line, a line `...` for any lines.
struct Pattern {
    let lines: [String]

    /// Trailing empty lines of a pattern separate runs and say nothing.
    init(_ lines: [String]) {
        self.lines = Array(lines.reversed().drop { $0.isEmpty }.reversed())
    }

    func matches(_ text: String) -> Bool {
        var actual = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        while actual.last?.isEmpty == true { actual.removeLast() }
        return matches(actual[...], lines[...])
    }

    private func matches(_ actual: ArraySlice<String>, _ expected: ArraySlice<String>) -> Bool {
        guard let pattern = expected.first else { return actual.isEmpty }
        if pattern == "..." {
            return (actual.startIndex...actual.endIndex).contains { matches(actual[$0...], expected.dropFirst()) }
        }
        guard let line = actual.first, Self.line(line[...], matches: pattern[...]) else { return false }
        return matches(actual.dropFirst(), expected.dropFirst())
    }

    private static func line(_ line: Substring, matches pattern: Substring) -> Bool {
        guard let wildcard = pattern.firstIndex(of: "…") else { return line == pattern }
        guard line.hasPrefix(pattern[..<wildcard]) else { return false }
        let rest = pattern[pattern.index(after: wildcard)...]
        var tail = line.dropFirst(pattern.distance(from: pattern.startIndex, to: wildcard))
        while true {
            if Self.line(tail, matches: rest) { return true }
            if tail.isEmpty { return false }
            tail = tail.dropFirst()
        }
    }
}
