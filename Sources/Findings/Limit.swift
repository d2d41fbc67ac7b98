/// How much anything from a stranger may ask of this machine: the one place where it is said.
///
/// Sizes are bytes; MB is 10^6. The README lists them with their defaults, and a test holds the two
/// together. The commands that read archives take others as options.
package enum Limit {
  /// A ZIP: a submission package, or any other that is looked into.
  package enum Archive {
    /// The archive itself.
    package static let bytes = 200_000_000
    /// One entry when inflated.
    package static let entryBytes = 100_000_000
    /// All entries when inflated.
    package static let totalBytes = 500_000_000
    /// How many times its compressed size an entry, or the whole, may grow.
    package static let ratio = 200
    package static let entries = 1_000
    package static let pathBytes = 1_024
    /// One name between two slashes.
    package static let componentBytes = 255
    /// Folders within folders, the file's own name counted.
    package static let depth = 16
    /// Wall clock for everything that one reader does.
    package static let seconds = 60
  }

  /// A ZIP of many people's files, opened one level deep: what it holds is judged file by file.
  package enum Inbox {
    package static let bytes = 50_000_000_000
    package static let entryBytes = 4_000_000_000
    package static let totalBytes = 50_000_000_000
    /// Beyond what deflate can reach (RFC 1951: 1,032), so that one file does not refuse the others.
    package static let ratio = 1_100
    package static let entries = 100_000
    package static let pathBytes = 4_096
    package static let componentBytes = 1_024
    package static let depth = 32
    package static let seconds = 3_600
  }

  /// A document that is a ZIP inside; what is not named here is as for an archive.
  package enum Document {
    package static let bytes = 100_000_000
    package static let totalBytes = 300_000_000
    /// XML of one repeated row deflates far better than what people hand in as files.
    package static let ratio = 400
  }

  /// One part of a document in XML.
  package enum Markup {
    package static let bytes = 100_000_000
    /// How deep elements may lie in each other.
    package static let depth = 200
    /// How many attributes one element may have.
    package static let attributes = 256
    /// All character data together.
    package static let text = 50_000_000
    /// One tag, comment or instruction.
    package static let token = 2_000_000
  }

  /// A PDF, which poppler's programs read in a process of their own.
  package enum Portable {
    package static let seconds = 60
    package static let processorSeconds = 30
    package static let memory = 2_000_000_000
    package static let output = 200_000_000
    /// What is inflated of it to look for names of what it does.
    package static let inflated = 200_000_000
  }

  /// A BagIt bag: of a submission, and of any other.
  package enum Bag {
    package static let manifestBytes = 1_000_000
    package static let tagBytes = 64_000
    package static let otherManifestBytes = 64_000_000
    package static let otherTagBytes = 1_000_000
  }

  /// A table: a roster, a list, a mark sheet.
  package enum Table {
    package static let bytes = 50_000_000
    package static let columns = 1_000
    package static let rows = 1_000_000
  }

  /// Other texts, whole.
  package enum Text {
    /// An assessment file or mark scheme.
    package static let definition = 1_000_000
    /// A receipt.
    package static let receipt = 1_000_000
    /// What a marking page saves.
    package static let marks = 20_000_000
  }
}
