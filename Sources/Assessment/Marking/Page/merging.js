// How what stands in a file is joined with what is here: the rules by which the office merges.

/**
 * Joins a row from a file with the one that is here. Nothing is erased: what stands in one alone is
 * taken, unless the other is later and took it back, and of two that differ the later holds. Answers with the joined row and what
 * differs at the same revision, which a person has to settle.
 */
function mergeRows(here, there) {
  const joined = structuredClone(here), clashes = [];
  const newer = there.revision > here.revision, older = there.revision < here.revision;
  const gone = clearedIn(here), goneThere = clearedIn(there);
  const join = (what, mine, theirs, put) => {
    const isBlank = (value) => value === undefined || value === "";
    if (isBlank(theirs) && newer && goneThere.includes(what) && !isBlank(mine)) return put(joined, undefined);
    if (isBlank(mine) && older && gone.includes(what)) return;
    if (isBlank(theirs) || mine === theirs) return;
    if (isBlank(mine) || newer) return put(joined, theirs);
    if (there.revision === here.revision) clashes.push({ script: here.script, what, mine, theirs, put });
  };
  const both = (mine, theirs) => new Set([...Object.keys(mine), ...Object.keys(theirs)]);
  const set = (into, id, value) => { if (value === undefined) delete into[id]; else into[id] = value; };
  for (const id of both(here.marks, there.marks)) join(id, here.marks[id], there.marks[id], (row, value) => set(row.marks, id, value));
  for (const id of both(here.comments, there.comments)) join(`${id} comment`, here.comments[id], there.comments[id], (row, value) => set(row.comments, id, value));
  join("comment", here.comment, there.comment, (row, value) => { row.comment = value || ""; });
  join("note", here.note, there.note, (row, value) => { row.note = value || ""; });
  joined.flags = [...new Set([...here.flags.filter((flag) => !(newer && goneThere.includes(`flag ${flag}`))),
    ...there.flags.filter((flag) => !(older && gone.includes(`flag ${flag}`)))])];
  joined.known = [...new Set([...(here.known || []), ...there.known])];
  joined.later = here.later || there.later;
  joined.revision = Math.max(here.revision, there.revision);
  joined.sent = here.sent || there.sent;
  return { row: joined, clashes };
}
