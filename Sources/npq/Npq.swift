import Archive
import ArgumentParser
import Ledger

/// The root: it only lists the verbs.
@main
struct Npq: ParsableCommand {
  /// The program's version, and those of the libraries that it finds on this machine.
  static var version: String {
    """
    npq 0.1.0
    \(libraryVersion)
    SQLite \(Ledger.libraryVersion)
    """
  }

  static let configuration = CommandConfiguration(
    commandName: "npq",
    abstract: "Hand in, mark and decide the case-study assessment of England's NPQs.",
    version: version,
    subcommands: [
      AccessCommand.self,
      AgreementCommand.self,
      AllocateCommand.self,
      AnonymiseCommand.self,
      BackupCommand.self,
      CarryCommand.self,
      CheckCommand.self,
      ClaimsCommand.self,
      CollectCommand.self,
      CountCommand.self,
      DemoCommand.self,
      DetachCommand.self,
      DistributeCommand.self,
      FeedbackCommand.self,
      HistoryCommand.self,
      ImportCommand.self,
      InitCommand.self,
      InspectCommand.self,
      JoinCommand.self,
      MapCommand.self,
      MarkCommand.self,
      ModerateCommand.self,
      MoveCommand.self,
      OpenCommand.self,
      PackageCommand.self,
      PageCommand.self,
      ProtectCommand.self,
      PublishCommand.self,
      QueriesCommand.self,
      ReceiveCommand.self,
      RecordCommand.self,
      RecoverCommand.self,
      ReopenCommand.self,
      ReportCommand.self,
      RestoreCommand.self,
      ResultsCommand.self,
      RetainCommand.self,
      ReturnCommand.self,
      ReviewCommand.self,
      RubricCommand.self,
      SendCommand.self,
      SettleCommand.self,
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
