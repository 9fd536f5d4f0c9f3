// The connection: when it is lost, when it is back, and what was on its way.

// The page is asked whether it is there when nothing came for so long; a reply that takes so many times longer is slow.
const SILENT_MS = 5000, BACK_MS = 1500, SLOW_TIMES = 4;
let lost = 0, silences = 0, away = false, cut = "";

function listenFor() {
  clearTimeout(lost);
  silences = 0;
  lost = setTimeout(silence, SILENT_MS);
}

async function silence() {
  if (!(await reached())) return connectionLost();
  silences += 1;
  if (silences === SLOW_TIMES) status(words.slow);
  lost = setTimeout(silence, SILENT_MS);
}

async function reached() {
  try {
    await fetch(location.pathname, { method: "HEAD", cache: "no-store" });
    return true;
  } catch {
    return false;
  }
}

async function connectionLost() {
  cut = waiting && waiting.event === "say" ? lastSaid : "";
  clearTimeout(lost);
  away = true;
  waiting = null;
  queue = [];
  setBusy(false);
  status(words.lost);
  while (!(await reached())) await new Promise((done) => setTimeout(done, BACK_MS));
  location.reload();
}

// The conversation is drawn anew as the server has it; what stands in the box, and what was cut off, comes along. Gradio
// may load the page anew before we do.
function takeAlong() {
  if (away) sessionStorage.setItem("typed", JSON.stringify({ cut, box: $("#box").value }));
}

function takeBack() {
  const stored = sessionStorage.getItem("typed");
  if (!stored) return;
  sessionStorage.removeItem("typed");
  const typed = JSON.parse(stored), last = $("#log .turn.last .bubble");
  giveBack([last && last.textContent === typed.cut ? "" : typed.cut, typed.box].filter(Boolean).join("\n"));
  status(words.back);
}

// A phone that slept lost what was on its way; what is not on its way is found where it was.
function awake() { if (waiting) connectionLost(); }
