// What a person does, turned into words for the server.

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
    if (data.act === "new") { $("#box").value = ""; grow($("#box")); }
    if (data.act === "save") given.zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    act(given);
    if (data.focus) { shut(); $("#" + data.focus).focus(); }
  };
  data.sure ? sure(data.sure, go) : go();
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
      if (!text.trim() || away || !navigator.onLine) { status(away ? words.lost : navigator.onLine ? words.empty : words.offline); box.focus(); return; }
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
  addEventListener("pagehide", takeAlong);
  document.addEventListener("resume", awake);
}
