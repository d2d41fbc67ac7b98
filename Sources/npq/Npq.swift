import ArgumentParser

/// The root: it only lists the verbs.
@main
struct Npq: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "npq",
    abstract: "Hand in, mark and decide the case-study assessment of England's NPQs.",
    version: "0.1.0",
    subcommands: [
      AgreementCommand.self,
      AllocateCommand.self,
      AnonymiseCommand.self,
      CheckCommand.self,
      ClaimsCommand.self,
      CollectCommand.self,
      CountCommand.self,
      DemoCommand.self,
      DistributeCommand.self,
      FeedbackCommand.self,
      HistoryCommand.self,
      ImportCommand.self,
      InitCommand.self,
      InspectCommand.self,
      MarkCommand.self,
      ModerateCommand.self,
      MoveCommand.self,
      OpenCommand.self,
      PackageCommand.self,
      PageCommand.self,
      ProtectCommand.self,
      QueriesCommand.self,
      ReceiveCommand.self,
      RecordCommand.self,
      ResultsCommand.self,
      ReturnCommand.self,
      RubricCommand.self,
      SendCommand.self,
      ShowCommand.self,
      SimilarCommand.self,
      StatusCommand.self,
      ThirdCommand.self,
      TriageCommand.self,
      UndoCommand.self,
      VerifyCommand.self,
      WindowCommand.self,
    ]
  )
}
