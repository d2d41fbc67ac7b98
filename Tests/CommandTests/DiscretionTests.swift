import Foundation
import Testing

/// What fails says nothing of people, and what is kept for good holds none of it.
@Suite struct Discretion {
  /// What stands nowhere else, so that it can be looked for.
  private static let secrets = [
    "zyxwolda", "quimperstone", "zq.mail7", "708152", "vexmoor", "uldric", "hapgrave",
  ]

  /// The story of six people, two of them of one name, with lists and files in which much is wrong.
  private static let setup = #"""
    cp -r "$SAMPLES/stories/moderated" story; rm -f story/expected.csv
    sed -i 's/^id,name,email,qualification,school/&,trn/; s/^mo-1,Agnes Thorne,[^,]*,NPQLT,[^,]*/mo-1,Zyxwolda Quimperstone,zq.mail77@qvist.example,NPQLT,Vexmoor Academy,7081526/; s/^mo-2,Bilal Sharif,[^,]*/mo-2,Zyxwolda Quimperstone,zq.mail78@qvist.example/' story/participants.csv
    sed -i 's/^mk-1,[^,]*,[^,]*/mk-1,Uldric Hapgrave,uldric77@qvist.example/' story/assessors.csv
    "$SAMPLES/story" story work >log 2>&1 || tail -3 log
    export NPQ_SERIES=work/series NPQ_PERSON=office
    printf 'id,name,email,trn,qualification\nmo-1,Zyxwolda Quimperstone,zq.mail77 at qvist,708152,NPQLT\nmo-1,Other Person,zq.mail77@qvist.example,7081526,NPQLT\nmo-3,Zyxwolda Quimperstone,zq.mail77@qvist.example,7081526,NPQXX\n' > people.csv
    head -c 3000 /dev/zero | tr '\0' '\351' > garbage.bin
    printf 'participant,assessment,closes,category,authoriser,recorded\nmo-1,none,32.13.2027,x,y,z\nzq.mail77@qvist.example,specialist,2027-04-01,x,y,z\n' > extensions.csv
    printf 'participant,value,script,decision,words\nZyxwolda Quimperstone,abc,x,y,z\nzq.mail77@qvist.example,900,x,y,z\n7081526,12,x,y,z\n' > values.csv
    printf 'id,name,email,qualifications,capacity\nmk-1,Uldric Hapgrave,uldric77 at x,NPQXX,many\n' > assessors.csv
    printf 'participant,assessor,reason,name\nmo-1,nobody,x,x\nZyxwolda Quimperstone,mk-1,their aunt,x\n' > interests.csv
    mkdir in returns
    printf 'Zyxwolda Quimperstone wrote this at Vexmoor Academy.\n' > in/essay.txt; printf 'PK broken' > in/b.docx
    printf 'file,participant,time\nessay.txt,7081526,2027-03-09T09:00:00Z\nb.docx,mo-2,2027-04-29T09:00:00Z\n' > match.csv
    S=$(npq show mo-1 --format json | sed -n 's/.*"script" : "\(S.*\)".*/\1/p')
    printf "script,assessor,keep\n$S,nobody,yes\n" > wrong.csv
    printf "pack,revision,script,plan\nM0001,9,$S,77\nM0009,1,$S,2\n" > returns/x.csv
    npq package in/essay.txt --assessment story/assessments/specialist.yaml --participant mo-1 --own-work -o package.zip >/dev/null 2>&1
    npq review -o review.csv >/dev/null; sed -i 's/,\r$/,perhaps\r/' review.csv
    cp -r work/series broken
    sqlite3 broken/ledger.sqlite "UPDATE person SET details = replace(details, '7081526', '7081527'); UPDATE submission SET name = 'x'; UPDATE receipt SET body = replace(body, '1', '2'); UPDATE private_text SET text = 'x'"
    rm "$(find broken/store -type f | head -1)"
    echo "$S" > script
    """#

  /// A command of each verb that comes to nothing, or finds something to say.
  private static let commands = #"""
    npq show zyx
    npq history nobody
    npq access mo-1 -o log --at $T
    npq access nobody -o x.json --at $T
    npq record withdrawal mo-1 --reason x --at 2027-01-01T09:00:00Z
    npq record extension mo-1 --closes 2026-01-01 --reason x --at $T
    npq record adjustment mo-1 --reason x --at $T
    npq record adjustment mo-1 --instruction "because of an illness" --reason x --at $T
    npq record mark mo-1 plan 9 --for mk-1 --reason x --at $T
    npq record mark $S plan 9 --for mk-1 --reason x --at $T
    npq record mark $S plan 2 --for nobody --reason x --at $T
    npq record engagement mo-1 --value 900 --reason x --at $T
    npq record integrity mo-1 --check Similar --reason x --at $T
    npq undo 1 --reason x --at $T
    npq undo 2 --reason x --at $T
    npq undo 999 --reason x --at $T
    npq undo 8 --reason x --at $T
    npq move x --to mo-2 --reason x --at $T
    npq move $S --to mo-2 --reason x --at $T
    npq move mo-1 --to mo-2 --reason x --at $T
    npq import participants people.csv --at $T
    npq import participants garbage.bin --at $T
    npq import extensions extensions.csv --at $T
    npq import engagement values.csv --at $T
    npq import integrity values.csv --at $T
    npq import assessors assessors.csv --at $T
    npq import interests interests.csv --at $T
    npq import officers interests.csv --at $T
    npq import definitive-marks interests.csv --at $T
    npq import dfe-answers values.csv --at $T
    npq receive garbage.bin --at $T
    npq receive in --match match.csv --times match.csv --at $T
    npq receive package.zip --at $T
    npq receive nowhere --at $T
    npq allocate --markings 9 --at $T
    npq allocate --keep wrong.csv --at $T
    npq distribute --plain -o log --at $T
    npq collect garbage.bin --at $T
    npq collect returns --at $T
    npq collect nowhere --at $T
    npq queries answer 99 --text x --at $T
    npq queries give 99 --to x --at $T
    npq triage --apply garbage.bin
    npq triage --apply values.csv
    npq similar -o log --at $T
    npq moderate second --class assessor --assessor nobody --at $T
    npq moderate adjudicate $S --keep nobody --reason x --at $T
    npq moderate adjudicate $S --marks plan=77 --reason x --at $T
    npq moderate sample 9 --at $T
    npq moderate clashes --apply values.csv --at $T
    npq moderate standardise approve mk-1 --reason x --at $T
    npq results --xlsx log --at $T
    npq report -o log --at $T
    npq review --apply values.csv
    npq review --apply review.csv
    npq publish -o rel --digest 00000000 --as Nobody --at $T
    npq publish --list log --at $T
    npq publish --release 9 -o rel --at $T
    npq reopen mo-1 --reason x --at $T
    npq reopen mo-1 --settle --reason x --at $T
    npq feedback -o log --at $T
    npq carry work/series --into work/series --at $T
    npq carry work/series --into nowhere --at $T
    npq backup log
    npq restore log -o restored --keys other
    npq recover nowhere --as Nobody --at $T
    npq recover garbage.bin --as Nobody --at $T
    npq protect --passphrase-file nowhere
    npq page marking -o log
    npq map --reason x -o log --at $T
    npq verify broken --at 2028-01-01T00:00:00Z
    npq verify nowhere
    npq inspect garbage.bin
    npq check nowhere --assessment story/assessments/specialist.yaml
    npq init work --assessment story/assessments/specialist.yaml
    """#

  @Test func `what fails names nobody, and neither does what is chained`() throws {
    _ = try installed(["sqlite3"])
    try withFolder { folder in
      #expect(try ScenarioStep(command: Self.setup).run(in: folder) == [])
      let environment =
        "export NPQ_SERIES=work/series NPQ_PERSON=office TMPDIR=$PWD/tmp S=$(cat script) T=2027-05-01T09:00:00Z;"
        + "mkdir -p tmp;"
      for command in Self.commands.split(separator: "\n") {
        let said = try ScenarioStep(command: "\(environment) \(command)").run(in: folder)
        #expect(said.last?.hasPrefix("= ") == true, "\(command) came to something: \(said)")
        let errors = said.filter { $0.hasPrefix("! ") }
        #expect(!errors.isEmpty, "\(command) says nothing")
        for line in errors { Self.expectDiscreet(line, "\(command)") }
      }
      let kept = ScenarioStep(
        command: """
          for table in event head lookup; do
            sqlite3 work/series/ledger.sqlite "SELECT CAST(body AS TEXT) FROM $table"
          done
          """)
      let bodies = try kept.run(in: folder)
      #expect(bodies.count > 30)
      for body in bodies { Self.expectDiscreet(body, "the record") }
      let files = ScenarioStep(
        command: "find work tmp; [ -z \"$(ls tmp)\" ] || echo left: $(ls tmp)")
      for file in try files.run(in: folder) {
        Self.expectDiscreet(file, "a file")
        #expect(!file.hasPrefix("left: "), "\(file)")
      }
    }
  }

  @Test func `nothing of a series or its keys is anybody else's, whatever the umask`() throws {
    try withFolder { folder in
      let commands = #"""
        umask 000
        npq init spring --assessment "$SAMPLES/series/assessments/specialist.yaml" --keys keys --as office >/dev/null 2>&1
        head -3 "$SAMPLES/series/participants.csv" | sed 's/NPQSENCO/NPQLT/' > people.csv
        npq import participants people.csv --series spring --as office >/dev/null
        npq map --reason test -o map.csv --series spring --as office >/dev/null
        npq access np27-01 -o access.json --series spring --as office >/dev/null
        npq backup spring.age --series spring --as office >/dev/null
        npq page submit --assessment "$SAMPLES/series/assessments/specialist.yaml" -o submit.html >/dev/null
        find spring keys map.csv access.json spring.age -perm /077 ! -name '*.pub'
        stat -c %a submit.html
        """#
      let said = try ScenarioStep(command: commands).run(in: folder)
      #expect(said == ["644"])
    }
  }

  private static func expectDiscreet(_ line: String, _ place: String) {
    for secret in secrets {
      #expect(!line.lowercased().contains(secret), "\(place): \(line)")
    }
  }
}
