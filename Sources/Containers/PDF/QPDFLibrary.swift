internal import CQPDF

/// qpdf's C API, loaded when the first PDF is read.
enum QPDFLibrary {
    /// Nil when libqpdf is not installed.
    static let table: sandyq_qpdf? = {
        var table = sandyq_qpdf()
        for name in ["libqpdf.so.29", "libqpdf.so.30", "libqpdf.so"] where unsafe sandyq_qpdf_load(&table, name) {
            return table
        }
        return nil
    }()
}
