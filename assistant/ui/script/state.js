"use strict";
// What the parts of the script share. Gradio runs them as one function, with `trigger`, `watch` and `props` at hand; the
// script triggers "say", "act" and "halt". It shows what the server drew, and tells the server what a person did.
const SLOW_MS = 500, TYPING_MS = 350;
const $ = (selector, root = document) => root.querySelector(selector);
const drawerMode = { nav: matchMedia("(max-width: 1099px)"), bench: matchMedia("(max-width: 899px)") };
let send = null, words = {}, busy = false, waiting = null, queue = [], number = 0, slow = 0, typing = new Map(), back = null, shown = location.search, leaving = false, halting = false, lastSaid = "";
const ticks = new Set();  // what is done of a checklist, for as long as the page is open
