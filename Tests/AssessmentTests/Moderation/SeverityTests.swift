import Foundation
import Testing

@testable import Assessment

/// Severity against what statsmodels 0.14 (ordinary least squares) and scipy (the likelihood of the
/// many-facet Rasch model, maximised outright) make of the same marks.
@Suite struct SeverityTests {
  /// Sixteen scripts, five assessors, three criteria of 0 to 3: script, assessor, marks.
  static let marks = """
    0 0 121/0 2 003/0 3 101/1 0 333/1 1 323/2 1 332/2 4 320/3 0 211/3 3 010/4 1 322/4 3 321/
    5 0 020/5 1 202/5 3 000/6 3 121/6 4 221/7 0 332/7 1 333/8 2 011/8 3 110/9 3 201/9 4 233/
    10 0 110/10 2 220/10 3 100/11 3 311/11 4 001/12 0 222/12 4 201/13 3 211/13 4 200/14 1 122/
    14 4 311/15 0 322/15 1 221/15 3 211
    """

  struct Read {
    let design: SeverityDesign
    let levels: [[Int]]

    init(_ text: String, assessors: Int) {
      var scripts: [[Int]] = []
      var levels: [[Int]] = []
      for item in text.split(whereSeparator: { $0 == "/" || $0 == "\n" }) {
        let words = item.split(separator: " ")
        guard words.count == 3, let script = Int(words[0]), let marker = Int(words[1]) else {
          continue
        }
        if script == scripts.count { scripts.append([]) }
        scripts[script].append(marker)
        levels.append(words[2].compactMap(\.wholeNumberValue))
      }
      design = SeverityDesign(assessors: assessors, scripts: scripts)
      self.levels = levels
    }

    var totals: [Double] { levels.map { Double($0.reduce(0, +)) } }
  }

  static let made = Read(marks, assessors: 5)

  @Test func `least squares agree with statsmodels`() throws {
    let fit = SeverityModel(Self.made.design).fit(Self.made.totals)
    let severities = [
      -0.9349817664324488, -0.7350351329716287, -0.5557235613270382, 1.0895668415903181,
      1.1361736191407974,
    ]
    let lows = [
      -2.1653022291051536, -2.141576645400243, -2.543387540127359, 0.03847545607980751,
      -0.34369443569321634,
    ]
    #expect(fit.estimates.count == 5)
    for (estimate, (severity, low)) in zip(fit.estimates, zip(severities, lows)) {
      #expect(abs(estimate.severity - severity) < 1e-9)
      let (foundLow, foundHigh) = (try #require(estimate.low), try #require(estimate.high))
      #expect(abs(foundLow - low) < 1e-8)
      #expect(abs(foundHigh + low - 2 * severity) < 1e-8)
    }
    #expect(fit.errorDegrees == 16)
    let (variance, chance) = (try #require(fit.errorVariance), try #require(fit.chance))
    #expect(abs(variance - 2.31022265706069) < 1e-10)
    #expect(abs(chance - 0.11468947952330054) < 1e-9)
    #expect(abs(fit.estimates.map(\.severity).reduce(0, +)) < 1e-9)
  }

  @Test func `no single assessor of these stands out once all are counted`() {
    let fit = SeverityModel(Self.made.design).fit(Self.made.totals)
    #expect(fit.estimates.filter { ($0.low ?? 0) > 0 }.map(\.assessor) == [3])
    #expect(fit.estimates.filter(\.standsOut).isEmpty)
  }

  @Test func `the many-facet Rasch model is at the top of its likelihood`() {
    let rasch = SeverityRasch(Self.made.design, levels: Self.made.levels)
    let severities = [
      -0.590501213466886, -0.5157068290899312, -0.3584565127708538, 0.722097140767453,
      0.7425674145602179,
    ]
    let errors = [
      0.321905048801032, 0.39697876438373686, 0.4873600076002329, 0.272234251759409,
      0.36440170324374877,
    ]
    let infits = [
      0.6306055262848228, 0.9956806472010632, 2.228114780111141, 0.7546060094135442,
      1.2133615549349945,
    ]
    #expect(rasch.converged)
    #expect(rasch.extremeScripts == 0)
    #expect(rasch.measures.map(\.assessor) == [0, 1, 2, 3, 4])
    for (measure, place) in zip(rasch.measures, severities.indices) {
      #expect(abs(measure.severity - severities[place]) < 1e-5)
      #expect(abs(measure.error - errors[place]) < 1e-5)
      #expect(abs(measure.infit - infits[place]) < 1e-4)
    }
    let difficulties = [-0.6610911088512237, 0.22377230311619378, 0.43731880573502985]
    for (found, difficulty) in zip(rasch.difficulties, difficulties) {
      #expect(abs((found ?? .nan) - difficulty) < 1e-5)
    }
    let steps = [
      [-1.4154953061651967, -1.175957807535558, 0.6081797871470835],
      [-1.0420408092274822, -0.6181749289207544, 2.331532647496818],
      [-1.430671639019882, 0.753790681231751, 1.9888373749932204],
    ]
    for (found, step) in zip(rasch.steps.joined(), steps.joined()) {
      #expect(abs(found - step) < 1e-5)
    }
  }

  @Test func `assessors who share no script are compared with nobody`() {
    let read = Read("0 0 12/0 1 21/1 0 22/1 1 11/2 2 30/2 3 22/3 4 11/4 2 12/4 3 33", assessors: 6)
    #expect(read.design.parts == [[0, 1], [2, 3]])
    let fit = SeverityModel(read.design).fit(read.totals)
    #expect(fit.estimates.map(\.assessor) == [0, 1, 2, 3])
    for part in read.design.parts {
      let sum = fit.estimates.filter { part.contains($0.assessor) }.map(\.severity).reduce(0, +)
      #expect(abs(sum) < 1e-12)
    }
    #expect(fit.errorDegrees == 2)
    let rasch = SeverityRasch(read.design, levels: read.levels)
    #expect(rasch.measures.filter { $0.assessor >= 4 }.isEmpty)
  }

  @Test func `marks that fit without any rest say nothing on how sure they are`() {
    let read = Read("0 0 1/0 1 2/1 0 2/1 1 3/2 0 0/2 1 1", assessors: 2)
    let fit = SeverityModel(read.design).fit(read.totals)
    #expect(fit.estimates.map(\.severity) == [0.5, -0.5])
    #expect(fit.estimates.allSatisfy { $0.low == nil && !$0.standsOut })
    #expect(fit.chance == nil)
  }

  @Test(arguments: ["", "0 0 12", "0 0 33/0 1 33/1 0 00/1 1 00", "0 0 12/1 1 21"])
  func `where nothing can be told nothing is`(text: String) {
    let read = Read(text, assessors: 2)
    let fit = SeverityModel(read.design).fit(read.totals)
    #expect(fit.estimates.allSatisfy { !$0.standsOut && $0.low == nil })
    let rasch = SeverityRasch(read.design, levels: read.levels)
    #expect(rasch.measures.isEmpty)
  }

  @Test func `scripts and criteria all lowest or all highest are set aside`() throws {
    let more =
      Self.marks.replacing("/", with: "2/").replacing("\n", with: "")
      + "2/16 0 0002/16 1 0002/17 2 3332/17 3 3332"
    let read = Read(more, assessors: 5)
    let rasch = SeverityRasch(read.design, levels: read.levels)
    let plain = SeverityRasch(Self.made.design, levels: Self.made.levels)
    #expect(rasch.extremeScripts == 2)
    #expect(rasch.scripts == 16)
    #expect(rasch.difficulties.last == .some(nil))
    #expect(rasch.converged)
    for (found, measure) in zip(rasch.measures, plain.measures) {
      #expect(abs(found.severity - measure.severity) < 1e-6)
    }
  }
}
