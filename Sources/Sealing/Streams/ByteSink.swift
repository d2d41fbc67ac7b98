import Foundation

/// Where bytes go, block by block.
protocol ByteSink {
  mutating func write(_ bytes: [UInt8]) throws(AgeError)
}

/// Bytes in memory as a sink.
struct ArraySink: ByteSink {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ bytes: [UInt8]) { self.bytes += bytes }
}

/// A file that is not there yet as a sink.
struct FileSink: ByteSink {
  let file: StagedFile

  mutating func write(_ bytes: [UInt8]) throws(AgeError) {
    do throws(FileError) { try file.write(bytes) } catch { throw .file(error) }
  }
}
