// Talking with the server: one thing at a time, in order.


function put(event, data) {
  if (event === "act" && queue.length && queue.at(-1).data.act === data.act && data.coalesce) queue.pop();
  queue.push({ event, data: { ...data, seq: ++number } });
  next();
}

function next() {
  if (waiting || !queue.length || !send) return;
  waiting = queue.shift();
  halting = false;
  clearTimeout(slow);
  slow = setTimeout(() => { $("#room").dataset.waiting = "yes"; }, SLOW_MS);
  listenFor();
  // Which conversation is shown, after all that was sent before.
  send(waiting.event, { id: new URLSearchParams(shown).get("c") || "", ...waiting.data });
}

function receive(got) {
  // What was on its way when stop was pressed comes too late.
  if (!got || !got.at || (halting && !got.done)) return;
  clearTimeout(slow);
  $("#room").dataset.waiting = "no";
  if (got.done) clearTimeout(lost);
  else listenFor();
  if (got.busy) setBusy(true);
  for (const { n, html } of got.turns || []) turn(n, html);
  for (const [region, html] of Object.entries(got.regions || {})) draw(region, html);
  if (got.bottom) toTop($("#log .turn.last"));
  if (got.file) save(got.file);
  if (typeof got.url === "string" && got.url !== shown) {
    shown = got.url;
    history[got.push ? "pushState" : "replaceState"](got.push ? {} : history.state, "", shown || location.pathname);
  }
  if (got.box !== undefined) giveBack(got.box);
  if (got.told !== undefined) status(got.told);
  if (got.said) $("#said").textContent = got.said;
  if (got.show && drawerMode.bench.matches) open("bench");
  if (!got.done) return;
  if (waiting && waiting.event === "say") setBusy(false);
  waiting = null;
  if (got.say) say(got.say);
  next();
  if (!waiting) takeBack();
}

// What was typed meanwhile stays.
function giveBack(text) {
  const box = $("#box");
  box.value = [text, box.value].filter(Boolean).join("\n");
  grow(box);
  box.focus();
}

function setBusy(now) {
  busy = now;
  const room = $("#room");
  if (!room) return;
  room.dataset.busy = now ? "yes" : "no";
  $("#send").hidden = now;
  $("#stop").hidden = !now;
  $("#bench-body").inert = now;
  $("#nav-body").inert = now;
  if (now) status(words.writing, true);
  else if ($("#hint-line").textContent === words.writing) status("");
}

function status(text, quiet) {
  const line = $("#hint-line");
  if (!line) return;
  line.textContent = text || "";
  line.classList.toggle("quiet", !!quiet);
}

function say(text, more = {}) {
  text = (text || "").trim();
  if (busy || away || (!text && !more.mode)) return;
  flush();
  setBusy(true);
  if (text) lastSaid = text;
  if (!more.mode) {
    const n = document.querySelectorAll("#log .turn").length + 1;
    turn(n, `<article id="turn-${n}" class="turn last"><div class="you"><div class="bubble" id="user-${n}"></div></div><div class="reply" id="reply-${n}"><p class="writing"><i></i><i></i><i></i></p></div></article>`);
    $("#user-" + n).textContent = text.length > 4000 ? text.slice(0, 4000) + " …" : text;
  }
  put("say", { text, ...more });
}

function halt() {
  if (!busy) return;
  halting = true;
  queue = [];
  waiting = { event: "say", data: {} };
  send("halt", { seq: ++number });
}

// A turn that is made beside the chat: from a form, or from what stands there already.
function make(data) {
  if (busy) return;
  flush();
  setBusy(true);
  put("say", { mode: "act", ...data });
}

function act(data) { put("act", data); }

function flush() {
  for (const [field, entry] of typing) { clearTimeout(entry); typing.delete(field); act(asked(field, field.dataset.input)); }
}

function asked(element, name) {
  const form = element.closest("form"), data = { act: name };
  if (form) for (const [key, value] of new FormData(form)) data[key] = key in data ? data[key] + "\n" + value : value;
  else if (element.name) data[element.name] = element.type === "checkbox" ? String(element.checked) : element.value;
  for (const [key, value] of Object.entries({ ...(form ? form.dataset : {}), ...element.dataset })) if (!(key in data)) data[key] = value;
  return data;
}
