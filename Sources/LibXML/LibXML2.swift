internal import CLibXML2

/// libxml2's functions, loaded when the first document is parsed.
enum LibXML2 {
    /// Whether libxml2 is there; without it no document is ever made, and so nothing else is called.
    static let isLoaded: Bool = loaded != nil

    /// The functions.
    static let calls: sandyq_libxml = loaded ?? sandyq_libxml()

    private static let loaded: sandyq_libxml? = {
        var table = sandyq_libxml()
        return unsafe sandyq_libxml_load(&table, "libxml2.so.2") ? table : nil
    }()
}
