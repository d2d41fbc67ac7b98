// Numbers, days and spans of time as a letter to a person writes them, and the window:
// Sources/Assessment/Submission/Spoken.swift and WindowWords.swift.

const spokenNumber = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");
const spokenCount = (number, noun) => `${spokenNumber(number)} ${noun}${number === 1 ? "" : "s"}`;

function spokenBytes(bytes) {
  if (bytes < 1000) return spokenCount(bytes, "byte");
  if (bytes < 1_000_000) return `${Math.floor(bytes / 1000)} kB`;
  const tenths = Math.floor(bytes / 100_000);
  return tenths % 10 === 0 ? `${spokenNumber(tenths / 10)} MB` : `${spokenNumber(Math.floor(tenths / 10))}.${tenths % 10} MB`;
}

/** A span of time in its two largest units; seconds matter only where nothing larger is there. */
function spokenSpan(seconds) {
  const parts = [[Math.floor(seconds / 86_400), "day"], [Math.floor(seconds / 3600) % 24, "hour"], [Math.floor(seconds / 60) % 60, "minute"], [seconds % 60, "second"]];
  const first = parts.findIndex(([number]) => number > 0);
  if (first < 0) return "0 seconds";
  const last = Math.min(first + 1, first === 3 ? 3 : 2);
  return parts.slice(first, last + 1).filter(([number]) => number > 0).map(([number, noun]) => spokenCount(number, noun)).join(" ");
}

/** A moment as clocks in a zone show it: `Monday 15 March 2027, 23:41`. */
function spokenMoment(seconds, zone) {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone, weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });
  const part = Object.fromEntries(format.formatToParts(new Date(seconds * 1000)).map(({ type, value }) => [type, value]));
  return `${part.weekday} ${part.day} ${part.month} ${part.year}, ${part.hour}:${part.minute}`;
}

/** What is said about time: never a refusal, since the person may have an extension. */
function windowNotice({ opens, closes, zone }, now) {
  const close = spokenMoment(closes, zone), open = spokenMoment(opens, zone);
  if (now > closes) {
    const ago = spokenSpan(now - closes);
    return { text: `The window closed ${close}, ${ago} ago.`, findings: [finding("window-over", "warning", "", `the window closed ${close}, ${ago} ago`,
      "if you have an extension, hand in; if not, write to your provider at once")] };
  }
  if (now < opens) {
    return { text: `The window opens ${open} and closes ${close}.`, findings: [finding("window-not-open", "warning", "",
      `the window opens ${open}, in ${spokenSpan(opens - now)}`, "hand in after that")] };
  }
  return { text: `The window closes ${close}, in ${spokenSpan(closes - now)}.`, findings: [] };
}

/** The close as this device's own clock shows it, where that is in another zone. */
function closeHere({ closes, zone }) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone, there = spokenMoment(closes, zone);
  const own = here && spokenMoment(closes, here);
  return own && own !== there ? `On this device's clock that is ${own}.` : "";
}
