import ArgumentParser

/// `npq moderate`: it only lists its steps.
struct ModerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "moderate", abstract: "The moderator's steps between marks and results.",
    subcommands: [
      AdjudicateCommand.self,
      AgreeCommand.self,
      AppealCommand.self,
      ClashesCommand.self,
      ExternalCommand.self,
      LeadCommand.self,
      SampleCommand.self,
      SecondCommand.self,
      StandardiseCommand.self,
      ThirdCommand.self,
    ])
}
