internal import CLibZip

/// libzip's functions, loaded when the first archive is read.
enum ZIPLibrary {
    /// Nil when libzip is not installed.
    static let table: sandyq_zip? = {
        let room = UnsafeMutablePointer<sandyq_zip>.allocate(capacity: 1)
        defer { unsafe room.deallocate() }
        for name in ["libzip.so.4", "libzip.so.5", "libzip.so"] where unsafe sandyq_zip_load(room, name) {
            return unsafe room.move()
        }
        return nil
    }()
}
