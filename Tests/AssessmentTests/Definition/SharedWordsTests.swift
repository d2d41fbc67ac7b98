import Documents
import Testing

@testable import Assessment

/// Words that Definition keeps for itself, since it stands before the rooms that act on them.
@Suite struct SharedWords {
  @Test func `the parts whose words can count are those that a document has`() {
    #expect(Set(WordPolicy.parts) == Set(DocumentPart.allCases.map(\.rawValue)))
    #expect(Set(WordPolicy.Standard.counted).isSubset(of: WordPolicy.parts))
  }

  @Test func `the formats that can be taken are those that can be read`() {
    #expect(Set(FilePolicy.readable) == Set(DocumentFormat.allCases.map(\.rawValue)))
  }

  @Test func `no criterion can be called like a column that every mark sheet has`() {
    let columns = MarkColumns.first + MarkColumns.last + [MarkColumns.rubric]
    #expect(Rubric.reservedColumns.isSuperset(of: columns))
  }
}
