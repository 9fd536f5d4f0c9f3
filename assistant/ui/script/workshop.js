// The script of a workshop, for participants and the facilitator. Gradio runs it with `trigger`, `watch` and `props` at hand.
// It shows what the server drew, counts the timer down between two looks, and tells the server what a person did.
(() => {
  "use strict";
  const $ = (selector) => document.querySelector(selector);
  const drawn = {}, hall = !!$("#hall");
  let left = null, running = false, since = 0, demo = false;

  function draw(id, html) {
    const place = document.getElementById(id);
    if (!place || drawn[id] === html) return;
    drawn[id] = html;
    const active = place.contains(document.activeElement) ? document.activeElement : null;
    const open = [...place.querySelectorAll("details[open]")].map((fold) => fold.id);
    place.innerHTML = html;
    for (const id of open) if (id && document.getElementById(id)) document.getElementById(id).open = true;
    if (active?.id) document.getElementById(active.id)?.focus({ preventScroll: true });
    if (id.startsWith("demo")) { const screen = $("#demo"); if (screen) screen.scrollTop = screen.scrollHeight; }
  }

  function receive(got) {
    if (!got || !got.regions && got.told === undefined) return;
    for (const [id, html] of Object.entries(got.regions || {})) draw(id, html);
    if (got.left !== undefined) { left = got.left; running = got.running; since = performance.now(); count(); }
    if (got.inside !== undefined) $("#room").dataset.inside = got.inside ? "yes" : "no";
    if (got.told !== undefined) status(got.told);
    if (got.file) save(got.file);
  }

  function status(text) {
    const line = $(hall ? "#hall-status" : "#workshop-status");
    if (line) line.textContent = text;
  }

  function count() {
    const now = left === null ? null : Math.max(0, left - (running ? (performance.now() - since) / 1000 : 0));
    const text = now === null ? "" : Math.floor(Math.ceil(now) / 60) + ":" + String(Math.ceil(now) % 60).padStart(2, "0");
    for (const place of document.querySelectorAll("[data-timer]")) {
      if (place.textContent !== text) place.textContent = text;
      place.classList.toggle("over", now === 0);
    }
  }

  function save({ name, kind, data }) {
    const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(new Blob([bytes], { type: kind })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  function act(name, data = {}) { trigger("act", { act: name, here: location.origin + location.pathname, ...data }); }

  function playing(now) {
    demo = now;
    $("#room").dataset.demo = now ? "yes" : "no";
    if (now) $("#demo-stop").focus(); else $("#demo-play")?.focus();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-room]");
    if (!button || button.nodeName !== "BUTTON") return;
    const { room, ...data } = button.dataset;
    if (room === "projector") {
      const on = $("#room").dataset.projector !== "yes";
      $("#room").dataset.projector = on ? "yes" : "no";
      button.setAttribute("aria-pressed", String(on));
    } else if (room === "halt") { playing(false); trigger("halt", {}); }
    else act(room, data);
  });

  document.addEventListener("submit", (event) => {
    const form = event.target, name = form.dataset.room;
    if (!name) return;
    event.preventDefault();
    const data = Object.fromEntries(new FormData(form));
    if (name === "demo") { playing(true); trigger("demo", data); } else act(name, data);
  });

  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field.dataset.room === "consent") act("consent", { agreed: String(field.checked) });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && demo) { playing(false); trigger("halt", {}); }
  });

  watch("value", () => receive(props.value));
  setInterval(count, 500);
  const code = new URLSearchParams(location.search).get("join");
  if (hall) for (const name of ["scheme", "large"]) { try { document.documentElement.dataset[name] = localStorage.getItem("mentor." + name) || ""; } catch { /* nothing is kept here */ } }
  // The page's own first look comes first.
  setTimeout(() => act(code && !hall ? "join" : "look", code ? { code } : {}), 300);
})();
