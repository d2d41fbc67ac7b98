// The areas of each framework, to which criteria refer. The statements themselves ("learn that",
// "learn how to") stand in the DfE's documents and are not copied here.
extension Qualification {
  /// The areas that the framework is divided into, in the order in which they are listed.
  ///
  /// Sources: outstandingleaders.org (NPQLT, NPQLTD, NPQSL); windsoracademytrust.org.uk and
  /// mknpq.partners (NPQLBC); odysseytsh.org (NPQLL); Avila Partnership (NPQLPM, as one partner
  /// teaches it; NPQSENCO); spencerteachingschoolhub.com, which says that NPQSL, NPQH and NPQEL
  /// share their ten; the contents page of the DfE's framework of October 2021 (NPQEYL). NPQML: the
  /// six content areas of the legacy mark scheme (outstandingleaders.org; inspiringleaders).
  public var areas: [String] {
    switch self {
    case .npqlt:
      [
        "Teaching", "School culture", "How pupils learn", "Subject and curriculum",
        "Classroom practice", "Adaptive teaching", "Assessment", "Professional development",
        "Implementation",
      ]
    case .npqltd:
      [
        "Teaching", "Designing effective professional development",
        "Delivering effective professional development", "Implementation",
      ]
    case .npqlbc:
      [
        "Teaching", "School culture", "Enabling conditions for good behaviour",
        "Complex behavioural needs", "Professional development", "Implementation",
      ]
    case .npqll:
      [
        "Teaching", "Developing language", "Developing reading", "Developing writing",
        "Professional development", "Implementation",
      ]
    case .npqlpm:
      [
        "Culture and expectations", "How pupils learn maths", "Curriculum", "Classroom practice",
        "Adaptive teaching", "Assessment", "Professional development", "Implementation",
      ]
    case .npqsl, .npqh, .npqel:
      [
        "School culture", "Teaching", "Curriculum and assessment", "Behaviour",
        "Additional and special educational needs and disabilities", "Professional development",
        "Organisational management", "Implementation", "Working in partnership",
        "Governance and accountability",
      ]
    case .npqeyl:
      [
        "Culture", "Child development, curriculum and assessment",
        "Additional and special educational needs and disabilities", "Professional development",
        "Organisational management", "Implementation", "Working in partnership",
      ]
    case .npqsenco:
      [
        "School culture", "Statutory framework", "Identification of need", "Teaching", "Behaviour",
        "Leading and managing provision", "Professional development", "Implementation",
      ]
    case .npqml:
      [
        "Strategy and Improvement", "Teaching and Curriculum Excellence", "Leading with Impact",
        "Working in Partnership", "Managing Resources and Risks", "Increasing Capability",
      ]
    }
  }
}
