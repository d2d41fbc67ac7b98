// What the leads agreed on for a practice script, for whoever has marked it.

function showAgreed(desk, script, isMarked) {
  const place = find("agreed");
  const told = "Practice: once every criterion is marked you can see what the leads agreed on.";
  if (!isMarked) return place.replaceChildren(element("p", { class: "hint" }, told));
  const open = place.querySelector("details")?.open || false;
  const row = desk.row(script.script), scheme = schemeOf(desk.pack, script);
  const sum = Object.values(script.agreed.marks).reduce((all, mark) => all + mark, 0);
  place.replaceChildren(element("details", { open },
    element("summary", {}, "Practice: what the leads agreed on"),
    element("p", {}, `Your total ${total(row)}, the leads' ${sum}, of ${scheme.maximum}.`),
    element("ul", {}, scheme.criteria.map((criterion) => {
      const own = row.marks[criterion.id], theirs = script.agreed.marks[criterion.id];
      const why = script.agreed.why[criterion.id];
      return element("li", {}, element("strong", {}, criterion.title),
        own === theirs ? `: ${theirs}, as you` : `: ${theirs}, you gave ${own}`, why ? ` – ${why}` : "");
    }))));
}
