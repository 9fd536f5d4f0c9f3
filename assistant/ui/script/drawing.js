// The server draws whole regions; `morph` changes only what differs, so that focus, scroll and open folds stay.


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
