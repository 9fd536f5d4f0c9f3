// The page is there: take up its words, what this browser keeps, and the conversation in the address.

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
