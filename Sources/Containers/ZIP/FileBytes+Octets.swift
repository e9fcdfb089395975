internal import SandyqFiles

extension FileBytes {
    /// The octets of a range that a file from outside names: one that does not lie within the file is the file's defect.
    func octets(_ range: Range<Int>) throws(ZIPError) -> ArraySlice<UInt8> {
        guard range.lowerBound >= 0, range.upperBound <= count else { throw .malformed("the archive breaks off") }
        do throws(FileError) { return try bytes(in: range) } catch { throw .unreadable(error.reason) }
    }
}
