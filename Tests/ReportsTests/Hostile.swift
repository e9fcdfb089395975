/// Names a certificate or a file may bear to mislead whoever reads the report.
enum Hostile {
    static let texts: [String] = [
        "\u{1B}[2J\u{1B}]0;owned\u{07}name", "a\u{202E}fdp.exe", "</script><script>alert(1)</script>", "]]>&<!--\"'",
        "NUL\u{0}inside", "line\nbreak\r\ttab", "C1 \u{9B}31m and \u{85}", "\u{2066}isolate\u{2069}\u{FEFF}\u{AD}",
        String(repeating: "Ж", count: 10_000), String(repeating: "\u{202E}", count: 300),
        "😀 e\u{301} \u{E0041} \u{FFFE}",
        "", "\\u0041 \\\" {0} %s %@ \\(x)",
    ]

    /// Whether a text could do anything to a terminal but fill it with letters and lines.
    static func controls(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x0A: false
            case 0..<0x20, 0x7F...0x9F, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0x61C: true
            default: false
            }
        }
    }
}
