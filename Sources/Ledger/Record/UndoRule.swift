/// What rests on what by the rules of the field, as queries over what is to be undone.
///
/// `temp.undoing` holds the events that go, `temp.doomed` the rows that they added, `temp.idle` the
/// events that no longer stand.
enum UndoRule {
  /// What no undo can go behind.
  static let released = "a result was released on it"

  /// What rests on what by the rules of the field and not by a reference: each gives events.
  static let all: [(why: String, sql: String)] = [
    (
      "marks stand on it",
      """
      SELECT DISTINCT fact.event FROM change mine
      JOIN fact ON fact.entry = mine.entry AND fact.assessor = mine.assessor
      WHERE mine.record = 'allocation' AND mine.kind = 'added' AND mine.event IN temp.undoing
      """
    ),
    (
      "the script is shared out",
      """
      SELECT DISTINCT allocation.event FROM temp.doomed
      JOIN submission mine ON doomed.record = 'submission' AND doomed.key = json_array(mine.id)
      JOIN allocation ON allocation.entry = mine.entry
      WHERE mine.standing = 'accepted' AND NOT EXISTS (
        SELECT 1 FROM submission other WHERE other.entry = mine.entry
        AND other.standing = 'accepted' AND json_array(other.id) NOT IN (
          SELECT key FROM temp.doomed WHERE record = 'submission'))
      AND NOT EXISTS (
        SELECT 1 FROM change WHERE record = 'submission' AND kind = 'changed'
        AND event IN temp.undoing AND entry = mine.entry
        AND json_extract(before, '$.standing') = 'accepted')
      """
    ),
    (
      "the same pack was returned again",
      """
      SELECT DISTINCT later.event FROM temp.doomed
      JOIN fact mine ON doomed.record = 'fact' AND doomed.key = json_array(mine.id)
      JOIN returned later ON later.pack = mine.pack AND later.event > mine.event
      """
    ),
    (
      "a later version of the same mark stands",
      """
      SELECT DISTINCT later.event FROM temp.doomed
      JOIN fact mine ON doomed.record = 'fact' AND doomed.key = json_array(mine.id)
      JOIN fact later ON later.entry = mine.entry AND later.assessor = mine.assessor
        AND later.kind = mine.kind AND later.name = mine.name AND later.event > mine.event
      """
    ),
    (
      "another marking was asked for by these marks",
      """
      SELECT DISTINCT later.event FROM temp.doomed
      JOIN fact mine ON doomed.record = 'fact' AND doomed.key = json_array(mine.id)
      JOIN allocation later ON later.entry = mine.entry AND later.round <> 'marking'
        AND later.event > mine.event
      """
    ),
    (
      "people decided on these marks",
      """
      SELECT DISTINCT later.event FROM temp.doomed
      JOIN fact mine ON doomed.record = 'fact' AND doomed.key = json_array(mine.id)
      JOIN resolution later ON later.entry = mine.entry AND later.event > mine.event
      """
    ),
    (
      "a sample was drawn of these marks",
      """
      SELECT DISTINCT sample.event FROM temp.doomed
      JOIN fact mine ON doomed.record = 'fact' AND doomed.key = json_array(mine.id)
      JOIN sample_script ON sample_script.entry = mine.entry
      JOIN sample ON sample.id = sample_script.sample AND sample.event > mine.event
      """
    ),
    (
      released,
      """
      SELECT DISTINCT released.event FROM change mine
      JOIN released ON released.entry = mine.entry AND released.event > mine.event
      WHERE mine.event IN temp.undoing
      AND mine.record IN (
        'allocation', 'exception', 'fact', 'feedback', 'reopening', 'submission')
      AND coalesce((
        SELECT act FROM reopening WHERE reopening.released = (
          SELECT max(id) FROM released last WHERE last.entry = mine.entry)
        ORDER BY id DESC LIMIT 1), 'none') <> 'reopened'
      """
    ),
    (
      "a response was taken by these rules",
      """
      SELECT DISTINCT submission.event FROM temp.doomed
      JOIN exception mine ON doomed.record = 'exception' AND doomed.key = json_array(mine.id)
      JOIN submission ON submission.entry = mine.entry AND submission.event > mine.event
      WHERE mine.kind = 'adjustment' AND submission.standing = 'accepted'
      """
    ),
  ]

  /// Work on the entries of a move that came after it.
  static let workSinceMove = """
    SELECT DISTINCT later.event FROM change later
    WHERE later.record IN ('submission', 'allocation', 'pack_script', 'fact', 'query')
    AND later.entry IN (SELECT entry FROM change WHERE event IN temp.undoing)
    AND later.event > (SELECT max(event) FROM temp.undoing)
    AND later.event NOT IN temp.idle
    """
}
