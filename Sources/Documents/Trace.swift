/// Something in a document that tells who made it, or where, when and with what.
///
/// It names the place and the kind, never the person.
package struct Trace: Sendable, Hashable {
  /// What a trace is.
  package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Author, title, company, times and the like in the document's properties.
    case properties
    /// Properties that a program or an organisation added.
    case customProperties = "custom-properties"
    /// Comments, with who wrote them.
    case comments
    /// Who made a tracked change, and when.
    case changes
    /// The list of people who worked on the document.
    case people
    /// Numbers that link two documents from one machine.
    case revisionIDs = "revision-ids"
    /// A picture of the first page.
    case thumbnail
    /// The file or address of a template.
    case template
    /// Variables, mail merge and data bindings.
    case documentData = "document-data"
    /// Parts that hold data of other programs.
    case customData = "custom-data"
    /// EXIF, XMP, IPTC and texts within a picture.
    case imageMetadata = "image-metadata"
    case printer
    case signature
    /// A path on somebody's computer, or the address of a mailbox.
    case link
    /// A field that shows the author or the file.
    case authorField = "author-field"
    /// An embedded file with properties of its own.
    case embedded
    /// Who may edit which passage.
    case permissions
    /// Notes and marks in a PDF.
    case annotations
    /// The head of a Markdown file.
    case frontMatter = "front-matter"
    /// A part that we do not know.
    case unknownPart = "unknown-part"
    /// Names, times and owners that the container holds.
    case container
    /// Words that the caller named.
    case name
  }

  /// The part of the document, or a plain word for the place.
  package let place: String
  package let kind: Kind
  /// How many, or which fields; never what they say.
  package let detail: String?

  package init(_ place: String, _ kind: Kind, _ detail: String? = nil) {
    self.place = place
    self.kind = kind
    self.detail = detail
  }
}

/// How often something was found; once goes without saying.
package func timesText(_ count: Int) -> String? { count == 1 ? nil : "\(count) times" }
