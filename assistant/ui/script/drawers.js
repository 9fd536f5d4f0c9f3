// On a narrow page the left side and the workbench are drawers over the chat.


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
