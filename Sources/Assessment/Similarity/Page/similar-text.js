// Lays one script out with the passages of a pair marked in it.

/** For each word of a script: its passage, counted from 1, and whether it is the same word there. */
function wordStates(script, passages, side) {
  const last = script.paragraphs[script.paragraphs.length - 1];
  const count = last ? last.first + (last.pieces.length - 1) / 2 : 0;
  const states = Array.from({ length: count }, () => ({ passage: 0, same: false, out: false }));
  passages.forEach((passage, index) => {
    for (const run of passage.runs) {
      for (let place = run[side]; place < run[side] + run[2]; place++) {
        states[place] = { passage: index + 1, same: true, out: false };
      }
    }
  });
  passages.forEach((passage, index) => {
    const [from, to] = side === 0 ? passage.left : passage.right;
    for (let place = from; place < to; place++) if (!states[place].passage) states[place].passage = index + 1;
  });
  for (const [from, to] of script.leftOut) {
    for (let place = from; place < to; place++) states[place].out = true;
  }
  return states;
}

/** Pieces in a row that are shown alike, within one paragraph. */
function stretches(paragraph, states) {
  const all = [];
  const blank = { passage: 0, same: false, out: false };
  paragraph.pieces.forEach((text, index) => {
    const before = states[paragraph.first + (index >> 1) - 1], after = states[paragraph.first + (index >> 1)];
    const isWord = index % 2 === 1;
    const inside = index > 1 && index < paragraph.pieces.length - 1;
    // What stands between two words belongs to what both belong to.
    const state = isWord ? after : !inside ? blank : {
      passage: before.passage === after.passage ? before.passage : 0,
      same: before.same && after.same && before.passage === after.passage,
      out: before.out && after.out,
    };
    const open = all[all.length - 1];
    if (open && open.passage === state.passage && open.same === state.same && open.out === state.out) open.text += text;
    else if (text) all.push({ ...state, text });
  });
  return all;
}

/** The paragraphs of a script; `choose` is called with the number of a passage that is pressed. */
function scriptText(script, passages, side, choose) {
  const states = wordStates(script, passages, side);
  const begun = new Set();
  return script.paragraphs.map((paragraph) => {
    const line = element("p");
    let open = null;
    for (const piece of stretches(paragraph, states)) {
      const shown = element("span", { class: piece.out ? "out" : piece.passage ? (piece.same ? "same" : "changed") : null }, piece.text);
      if (!piece.passage) {
        open = null;
        line.append(piece.out ? shown : piece.text);
        continue;
      }
      if (!open || Number(open.dataset.passage) !== piece.passage) {
        const number = piece.passage;
        open = element("mark", { "data-passage": number, onclick: () => choose(number, side) });
        if (!begun.has(number)) {
          begun.add(number);
          open.append(element("button", { type: "button", "aria-label": `Passage ${number}, ${passages[number - 1].words} words` }, String(number)));
        }
        line.append(open);
      }
      open.append(shown);
    }
    return line;
  });
}
