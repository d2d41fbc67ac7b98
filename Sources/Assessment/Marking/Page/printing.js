// Paper: every script begins on a page of its own and bears its code on each; the page number stands
// in the margin where the browser writes one (Chromium), else in the browser's own footer.

function printScripts(scripts) {
  const printed = find("print");
  printed.replaceChildren(...scripts.map((script) => {
    const { pack } = script.of, paper = pack.papers.find((one) => one.id === script.paper);
    tables = 0;
    return element("table", { class: "sheet" },
      element("thead", {}, element("tr", {}, element("th", { scope: "col" }, element("p", {}, `${script.script} · ${script.qualification} · ${pack.pack}`)))),
      element("tbody", {}, element("tr", {}, element("td", {},
        script.instruction && element("p", { class: "notice" }, `For this script: ${script.instruction}.`),
        showBlocks(script.blocks, script.wordLimit || paper.wordLimit)))));
  }));
  document.body.classList.add("printing");
  const over = () => {
    document.body.classList.remove("printing");
    printed.replaceChildren();
  };
  addEventListener("afterprint", over, { once: true });
  window.print();
}
