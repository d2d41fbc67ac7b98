/// Makes a ZIP in memory, the same bytes that `SizedZipWriter` writes.
package struct ZipBytes: ~Copyable {
  private var layout: ZipLayout
  private var bytes: [UInt8] = []

  package init() throws(ArchiveError) {
    layout = try ZipLayout(.usual)
  }

  package mutating func add(_ name: String, bytes content: [UInt8]) throws(ArchiveError) {
    let (header, packed) = try layout.add(name, content)
    bytes += header
    bytes += packed
  }

  package consuming func finish() -> [UInt8] { bytes + layout.directory }
}
