// What a person does that needs no server: save, copy, fill a blank, edit a message, be asked once more.


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
