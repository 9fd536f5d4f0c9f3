// The page's script. Gradio runs it with `trigger`, `watch` and `props` at hand; it triggers "say", "act" and "halt". It shows what the server drew, and tells the server what a person did.
// The server draws whole regions; `morph` changes only what differs, so that focus, scroll and open folds stay.
(() => {
  "use strict";
  const LOST_MS = 20000, SLOW_MS = 500, TYPING_MS = 350;
  const $ = (selector, root = document) => root.querySelector(selector);
  const drawerMode = { nav: matchMedia("(max-width: 1099px)"), bench: matchMedia("(max-width: 899px)") };
  let send = null, words = {}, busy = false, waiting = null, queue = [], number = 0, lost = 0, slow = 0, typing = new Map(), back = null, shown = location.search, leaving = false, halting = false, lastSaid = "";
  const ticks = new Set();  // what is done of a checklist, for as long as the page is open

  // Drawing

  function morph(now, next) {
    if (now.nodeType !== next.nodeType || now.nodeName !== next.nodeName || (now.id || "") !== (next.id || "")) {
      now.replaceWith(next);
      return;
    }
    if (now.nodeType === Node.TEXT_NODE) {
      if (now.data !== next.data) now.data = next.data;
      return;
    }
    if (now.nodeType !== Node.ELEMENT_NODE) return;
    const typed = now.matches("textarea, input, select");
    const set = typed && ("rev" in next.dataset ? now.dataset.rev !== next.dataset.rev : document.activeElement !== now);
    for (const { name } of [...now.attributes]) if (name !== "open" && name !== "hidden" && !next.hasAttribute(name)) now.removeAttribute(name);
    for (const { name, value } of next.attributes) if (now.getAttribute(name) !== value) now.setAttribute(name, value);
    if (now.nodeName !== "TEXTAREA") children(now, next);
    if (set) {
      if (now.type === "checkbox" || now.type === "radio") now.checked = next.checked;
      else now.value = next.value;
    }
  }

  function children(now, next) {
    const keyed = new Map([...now.children].filter((child) => child.id).map((child) => [child.id, child]));
    let at = now.firstChild;
    for (const child of [...next.childNodes]) {
      const same = child.id && keyed.get(child.id);
      if (same) {
        if (same === at) at = at.nextSibling;
        else now.insertBefore(same, at);
        morph(same, child);
      } else if (at && !child.id && !at.id && at.nodeName === child.nodeName) {
        const after = at.nextSibling;
        morph(at, child);
        at = after;
      } else now.insertBefore(child, at);
    }
    while (at) {
      const after = at.nextSibling;
      at.remove();
      at = after;
    }
  }

  function draw(region, html) {
    const place = $("#" + region);
    if (!place) return;
    const next = document.createElement(place.nodeName);
    next.innerHTML = html;
    const focused = place.contains(document.activeElement) ? document.activeElement : null;
    const view = $("#panel", place)?.dataset.view;
    children(place, next);
    const panel = $("#panel", place);
    if (panel && panel.dataset.view !== view) panel.scrollTop = 0;
    if (focused && !document.contains(focused)) (panel || $("#box")).focus({ preventScroll: true });
    place.querySelectorAll("textarea[data-grow]").forEach(grow);
    place.querySelectorAll("[data-tick]").forEach((box) => { box.checked = ticks.has(box.dataset.tick); });
  }

  function grow(box) {
    box.style.height = "auto";
    box.style.height = Math.min(box.scrollHeight + 2, box.id === "box" ? innerHeight * 0.35 : 4000) + "px";
  }

  function turn(n, html) {
    const log = $("#log"), place = $("#turn-" + n);
    const holder = document.createElement("div");
    holder.innerHTML = html;
    $("#welcome")?.remove();
    if (place) morph(place, holder.firstElementChild);
    else {
      log.querySelectorAll(".last").forEach((old) => old.classList.remove("last"));
      log.querySelectorAll(".choices").forEach((old) => old.remove());
      log.append(holder.firstElementChild);
      toTop($("#turn-" + n));
    }
  }

  function toTop(article) {
    if (article) $("#log").scrollTop = article.offsetTop - 8;
  }

  // Talking with the server: one thing at a time, in order

  function put(event, data) {
    if (event === "act" && queue.length && queue.at(-1).data.act === data.act && data.coalesce) queue.pop();
    queue.push({ event, data: { id: new URLSearchParams(shown).get("c") || "", ...data, seq: ++number } });
    next();
  }

  function next() {
    if (waiting || !queue.length || !send) return;
    waiting = queue.shift();
    halting = false;
    clearTimeout(slow);
    slow = setTimeout(() => { $("#room").dataset.waiting = "yes"; }, SLOW_MS);
    clearTimeout(lost);
    lost = setTimeout(connectionLost, LOST_MS);
    send(waiting.event, waiting.data);
  }

  // Nothing came for a while: either it takes long, or nobody is there.
  async function connectionLost() {
    try {
      await fetch(location.pathname, { method: "HEAD", cache: "no-store" });
      status(words.slow);
      lost = setTimeout(connectionLost, LOST_MS);
    } catch {
      status(words.lost);
      waiting = null;
      queue = [];
      setBusy(false);
    }
  }

  function receive(got) {
    // What was on its way when stop was pressed comes too late.
    if (!got || !got.at || (halting && !got.done)) return;
    clearTimeout(slow);
    $("#room").dataset.waiting = "no";
    clearTimeout(lost);
    if (!got.done) lost = setTimeout(connectionLost, LOST_MS);
    if (got.busy) setBusy(true);
    if (got.turn) turn(got.turn.n, got.turn.html);
    for (const [region, html] of Object.entries(got.regions || {})) draw(region, html);
    if (got.bottom) toTop($("#log .turn.last"));
    if (got.file) save(got.file);
    if (typeof got.url === "string" && got.url !== shown) {
      shown = got.url;
      history[got.push ? "pushState" : "replaceState"](got.push ? {} : history.state, "", shown || location.pathname);
    }
    if (got.box !== undefined) { $("#box").value = got.box; grow($("#box")); $("#box").focus(); }
    if (got.told !== undefined) status(got.told);
    if (got.said) $("#said").textContent = got.said;
    if (got.show && drawerMode.bench.matches) open("bench");
    if (!got.done) return;
    if (waiting && waiting.event === "say") setBusy(false);
    waiting = null;
    if (got.say) say(got.say);
    next();
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
    if (busy || (!text && !more.mode)) return;
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

  // Drawers

  function open(name) {
    const drawer = $("#" + name);
    if (!drawerMode[name].matches || drawer.classList.contains("open")) return;
    close();
    back = document.activeElement;
    drawer.classList.add("open");
    $("#veil").hidden = false;
    document.querySelectorAll(`[data-drawer="${name}"]`).forEach((button) => button.setAttribute("aria-expanded", "true"));
    for (const other of ["top", "nav", "talk", "bench"]) $("#" + other).inert = other !== name;
    drawer.focus({ preventScroll: true });
    if (!history.state?.drawer) history.pushState({ drawer: name }, "");
  }

  // The back button closes a drawer before it leaves the page; closed by hand, its step in the history is taken back.
  function shut() {
    if (!close() || !history.state?.drawer) return;
    leaving = true;
    history.back();
  }

  function stepped() {
    if (!close() && !leaving) return arrive();
    leaving = false;
    history.replaceState({}, "", shown || location.pathname);
  }

  function close() {
    const drawer = $(".drawer.open");
    if (!drawer) return false;
    drawer.classList.remove("open");
    $("#veil").hidden = true;
    document.querySelectorAll("[data-drawer]").forEach((button) => button.setAttribute("aria-expanded", "false"));
    for (const other of ["top", "nav", "talk", "bench"]) $("#" + other).inert = false;
    if (back && document.contains(back)) back.focus({ preventScroll: true });
    return true;
  }

  // Small things

  function save({ name, kind, data }) {
    const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(new Blob([bytes], { type: kind })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    status(words.saved.replace("$name", name));
  }

  async function copy(text) {
    try { await navigator.clipboard.writeText(text); } catch {
      const area = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    status(words.copied);
  }

  function fill(blank, nth) {
    for (const area of document.querySelectorAll("#draft-subject, #draft-body")) {
      let at = area.value.indexOf(blank);
      for (let skip = Number(nth); skip > 0 && at >= 0; skip--) at = area.value.indexOf(blank, at + 1);
      if (at < 0) continue;
      area.focus();
      area.setSelectionRange(at, at + blank.length);
      return;
    }
  }

  function edit(n) {
    const you = $(`#turn-${n} .you`), bubble = $("#user-" + n);
    if (busy || $("form", you)) return;
    const form = document.createElement("form");
    form.className = "edit";
    form.innerHTML = `<label class="sr" for="edit-${n}"></label><textarea id="edit-${n}" data-grow></textarea><div class="buttons"><button type="submit" class="main"></button><button type="button" class="quiet"></button></div>`;
    $("label", form).textContent = words.edit;
    const area = $("textarea", form), [again, leave] = form.querySelectorAll("button");
    area.value = bubble.innerText;
    again.textContent = words.send_again;
    leave.textContent = words.cancel;
    const close = () => { form.remove(); bubble.hidden = false; $(`[data-edit="${n}"]`, you)?.focus(); };
    leave.onclick = close;
    form.onsubmit = (event) => { event.preventDefault(); event.stopPropagation(); const text = area.value; close(); say(text, { mode: "edit", turn: n }); };
    bubble.hidden = true;
    bubble.after(form);
    grow(area);
    area.focus();
  }

  function sure(text, then) {
    const dialog = $("#sure");
    $("#sure-text").textContent = text;
    $("#sure-yes").onclick = () => { dialog.close(); then(); };
    $("#sure-no").onclick = () => dialog.close();
    dialog.showModal();
    $("#sure-no").focus();
  }

  function keep(element) {
    const value = element.type === "checkbox" ? (element.checked ? "yes" : "no") : element.value;
    try { localStorage.setItem("mentor." + element.dataset.keep, value); } catch { /* a private window keeps nothing */ }
    if (element.dataset.keep !== "country") document.documentElement.dataset[element.dataset.keep] = value;
  }

  function kept(name) {
    try { return localStorage.getItem("mentor." + name) || ""; } catch { return ""; }
  }

  function press(button, event) {
    const data = button.dataset;
    if (data.drawer) return $("#" + data.drawer).classList.contains("open") ? shut() : open(data.drawer);
    if (button.matches("[type=submit]") || busy) return;
    if (data.edit) return edit(data.edit);
    if (data.unmask) return say(lastSaid, { mode: "edit", turn: data.turn, unmask: data.unmask });
    if (data.again) return say("", { mode: "retry" });
    if (data.takeback) return act({ act: "take-back" });
    if (data.copy) { const from = $("#" + data.copy); return copy(from.value ?? spoken(from)); }
    if (data.copyDraft !== undefined) return copy(data.copyDraft);
    if (data.link) return copy(location.origin + location.pathname + data.link);
    if (data.fill) return fill(data.fill, data.nth || 0);
    if (data.say) {
      if (!button.hasAttribute("data-stay")) shut();
      return say(data.say);
    }
    if (data.turnAct) return make({ ...asked(button, data.turnAct) });
    if (!data.act) return;
    const go = () => {
      flush();
      const given = asked(button, data.act);
      const menu = button.closest("details.menu");
      if (menu) menu.open = false;
      if (data.close) shut();
      if (data.open) open(data.open);
      if (data.act === "new" || data.act.startsWith("conversations.open")) shut();
      if (data.act === "save") given.zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      act(given);
      if (data.focus) { shut(); $("#" + data.focus).focus(); }
    };
    data.sure ? sure(data.sure, go) : go();
  }

  function spoken(element) {
    const copyOf = element.cloneNode(true);
    copyOf.querySelectorAll(".tools, .made, .cite, .sr, .writing").forEach((part) => part.remove());
    const holder = document.createElement("div");
    holder.style.cssText = "position:fixed;left:-9999px;white-space:pre-wrap";
    holder.append(copyOf);
    document.body.append(holder);
    const text = copyOf.innerText.trim();
    holder.remove();
    return text;
  }

  function listen() {
    document.addEventListener("click", (event) => {
      const button = event.target.closest("#room button");
      if (button) press(button, event);
      else if (event.target.id === "veil") shut();
      const menu = $("details.menu[open]");
      if (menu && !menu.contains(event.target)) menu.open = false;
    });
    document.addEventListener("submit", (event) => {
      if (!event.target.closest("#room")) return;
      event.preventDefault();
      if (event.target.id === "say") {
        const box = $("#box"), text = box.value;
        if (busy) return;
        if (!text.trim() || !navigator.onLine) { status(navigator.onLine ? words.empty : words.offline); box.focus(); return; }
        box.value = "";
        grow(box);
        say(text);
      } else if (event.target.dataset.act) {
        const data = asked(event.target, event.target.dataset.act), menu = event.target.closest("details.menu");
        if (event.submitter?.name) data[event.submitter.name] = event.submitter.value;
        if (menu) menu.open = false;
        if (event.target.dataset.shut !== undefined) shut();
        for (const [field, entry] of typing) if (event.target.contains(field)) { clearTimeout(entry); typing.delete(field); }
        flush();
        if (event.target.dataset.busy !== undefined) make(data); else act(data);
      } else if (event.target.dataset.rate !== undefined) {
        shut();
        say(event.target.elements.rate.value);
      } else if (event.target.dataset.paste) {
        const area = $("textarea", event.target), text = area.value.trim();
        if (!text) return;
        shut();
        area.value = "";
        say(event.target.dataset.paste + "\n\n" + text);
      }
    });
    document.addEventListener("input", (event) => {
      const field = event.target;
      if (field.id === "box" || field.hasAttribute("data-grow")) grow(field);
      if (field.type === "range" && field.dataset.shows) $("#" + field.dataset.shows).textContent = field.value;
      if (!field.dataset.input) return;
      clearTimeout(typing.get(field));
      typing.set(field, setTimeout(() => { typing.delete(field); act({ ...asked(field, field.dataset.input), coalesce: "yes" }); }, TYPING_MS));
    });
    document.addEventListener("change", (event) => {
      const field = event.target;
      if (field.dataset.keep) keep(field);
      if (field.dataset.tick) ticks[field.checked ? "add" : "delete"](field.dataset.tick);
      if (field.dataset.change) act(asked(field, field.dataset.change));
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        if (busy) halt();
        else if ($("details.menu[open]")) $("details.menu[open]").open = false;
        else shut();
      }
      if (event.target.id === "box" && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        $("#say").requestSubmit();
      }
      if (event.target.role === "tab" && ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
        const tabs = [...event.target.parentElement.children], here = tabs.indexOf(event.target), step = event.key === "ArrowLeft" ? -1 : 1;
        const to = event.key === "Home" ? 0 : event.key === "End" ? tabs.length - 1 : (here + step + tabs.length) % tabs.length;
        event.preventDefault();
        tabs[to].focus();
        tabs[to].click();
      }
    });
    let dragged = null;
    document.addEventListener("dragstart", (event) => { dragged = event.target.closest?.("[data-row]"); event.dataTransfer?.setData("text/plain", ""); });
    document.addEventListener("dragover", (event) => { if (dragged && event.target.closest("[data-row]")) event.preventDefault(); });
    document.addEventListener("drop", (event) => {
      const on = event.target.closest("[data-row]");
      if (!dragged || !on) return;
      event.preventDefault();
      if (on !== dragged) act({ act: "agenda.move", item: dragged.dataset.row, to: on.dataset.row });
      dragged = null;
    });
    addEventListener("popstate", stepped);
    addEventListener("offline", () => status(words.offline));
    addEventListener("online", () => status(""));
  }

  function arrive() {
    shown = location.search;
    put("act", { act: "arrive", search: shown, country: kept("country") });
  }

  function connect() {
    send = (event, data) => trigger(event, data);
    for (const name of ["scheme", "large"]) document.documentElement.dataset[name] = kept(name);
    words = JSON.parse($("#room").dataset.words);
    watch("value", () => receive(props.value));
    listen();
    $("#stop").addEventListener("click", halt);
    for (const element of document.querySelectorAll("[data-keep]")) {
      const value = kept(element.dataset.keep);
      if (!value) continue;
      if (element.type === "checkbox") element.checked = value === "yes";
      else element.value = value;
    }
    if (!drawerMode.bench.matches) $("#box").focus();
    arrive();
  }

  connect();
})();
