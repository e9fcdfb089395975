/// One object as qpdf will read it: what it costs, and what its dictionary says at the top.
struct PDFSkim {
    /// Values in it, those in values counted as well, and weighed by what qpdf makes of them.
    private(set) var values = 0
    /// Where it ends.
    private(set) var end: Int
    /// Where the data of a stream begins; nil when it is none.
    private(set) var data: Int?
    /// Whether it names other objects.
    private(set) var hasReferences = false
    /// The objects that are values of its dictionaries: qpdf looks them up whenever it is asked for the keys.
    private(set) var lookedUp: [Int] = []
    /// What stands in a dictionary, value by value.
    private var items: [[PDFLexer.Token]] = []
    private let lexer: PDFLexer

    /// Goes through the object that begins at a place.
    ///
    /// - Parameters:
    ///   - start: A lexer before the object.
    ///   - limit: Values after which it stops.
    ///   - isNested: Whether it is in an object stream, where there are no streams (ISO 32000-2 clause 7.5.7).
    init(_ start: PDFLexer, atMost limit: Int, isNested: Bool = false) {
        var lexer = start
        var open: [PDFLexer.Token] = []
        var isDictionary = false
        var numbers: (Int?, Int?) = (nil, nil)
        repeat {
            let token = lexer.next()
            values += 1
            // Of a word that has no meaning qpdf keeps a complaint.
            if case .word(let range) = token, range.count > 1 || !lexer.isWord(token, "R") { values += 2 }
            switch token {
            case .end: open = []
            case .dictionaryOpen, .arrayOpen:
                if open.isEmpty { isDictionary = token == .dictionaryOpen }
                if open.count == 1, isDictionary { items.append([token]) }
                if open.count > 1, isDictionary { items[items.count - 1].append(token) }
                open.append(token)
            case .dictionaryClose where open.last == .dictionaryOpen, .arrayClose where open.last == .arrayOpen:
                open.removeLast()
                if open.count > 0, isDictionary { items[items.count - 1].append(token) }
            default:
                if open.count == 1, isDictionary { items.append([token]) }
                if open.count > 1, isDictionary { items[items.count - 1].append(token) }
                if lexer.isWord(token, "R") {
                    hasReferences = true
                    if let number = numbers.0, numbers.1 != nil, open.last == .dictionaryOpen {
                        lookedUp.append(number)
                    }
                }
            }
            numbers.0 = numbers.1
            numbers.1 = if case .integer(let number) = token { number } else { nil }
        } while !open.isEmpty && values <= limit
        end = lexer.place
        if isDictionary, !isNested, lexer.isWord(lexer.next(), "stream") {
            lexer.skipLineEnd()
            data = lexer.place
        }
        self.lexer = start
    }

    /// The entries of a dictionary, paired as qpdf pairs them; where a key stands twice, the last counts.
    func entries() -> [String: [PDFLexer.Token]] {
        var collapsed: [[PDFLexer.Token]] = []
        for item in items {
            guard item.count == 1, lexer.isWord(item[0], "R"), collapsed.count >= 2,
                collapsed.suffix(2).allSatisfy({ $0.count == 1 && !Self.integers(in: $0).isEmpty })
            else {
                collapsed.append(item)
                continue
            }
            let generation = collapsed.removeLast()
            collapsed[collapsed.count - 1] += generation + item
        }
        var entries: [String: [PDFLexer.Token]] = [:]
        var rest = collapsed[...]
        while let key = rest.popFirst() {
            // qpdf makes up a key for a value that has none.
            guard case .name(let range)? = key.first else { continue }
            entries[lexer.name(in: range)] = rest.popFirst() ?? []
        }
        return entries
    }

    /// The names among tokens.
    func names(in tokens: [PDFLexer.Token]?) -> [String] {
        (tokens ?? []).compactMap { if case .name(let range) = $0 { lexer.name(in: range) } else { nil } }
    }

    /// The numbers of objects that tokens refer to.
    func references(in tokens: [PDFLexer.Token]?) -> [Int] {
        let tokens = tokens ?? []
        return tokens.indices.compactMap { index in
            guard index >= 2, lexer.isWord(tokens[index], "R"), case .integer(let number) = tokens[index - 2] else {
                return nil
            }
            return number
        }
    }

    /// The integers among tokens.
    static func integers(in tokens: [PDFLexer.Token]?) -> [Int] {
        (tokens ?? []).compactMap { if case .integer(let number) = $0 { number } else { nil } }
    }

    /// Whether tokens are the word `null`.
    func isNull(_ tokens: [PDFLexer.Token]) -> Bool { tokens.count == 1 && lexer.isWord(tokens[0], "null") }

    /// The entries of a dictionary of integers, which may be the only element of an array.
    ///
    /// - Throws: The bound on filters when it is anything else: nobody could tell what qpdf makes of it.
    func numbers(in tokens: [PDFLexer.Token]) throws(PDFError) -> [String: Int] {
        var rest = tokens[...]
        if rest.first == .arrayOpen, rest.last == .arrayClose { rest = rest.dropFirst().dropLast() }
        if rest.isEmpty || isNull(Array(rest)) { return [:] }
        guard rest.popFirst() == .dictionaryOpen, rest.popLast() == .dictionaryClose else {
            throw .limit("pdfFilters", 1)
        }
        var numbers: [String: Int] = [:]
        while let key = rest.popFirst() {
            guard case .name(let range) = key, case .integer(let number)? = rest.popFirst() else {
                throw .limit("pdfFilters", 1)
            }
            numbers[lexer.name(in: range)] = number
        }
        return numbers
    }
}
