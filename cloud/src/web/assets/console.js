// The console's script: what is live, keys, copying. Everything else works without it.
const PATH = "/_portcullis/";
const byId = (id) => document.getElementById(id);

/* What is live: the page fetches itself anew, and its live parts are exchanged. */
let paused = false;
let lastSign = Date.now();
let fetching = false;

function mayPaint(part) {
  if (part.contains(document.activeElement) && document.activeElement !== document.body) return false;
  return !part.matches(":hover") || part.closest("header.bar, nav") !== null;
}

async function refresh() {
  if (paused || fetching || document.hidden) return;
  fetching = true;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html", "X-Portcullis-Live": "1" } });
    if (!answer.ok) return;
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-live]")) {
      const fresh = next.getElementById(part.id);
      if (fresh !== null && fresh.innerHTML !== part.innerHTML && mayPaint(part)) part.replaceWith(fresh);
    }
  } finally {
    fetching = false;
  }
}

function listen() {
  if (document.querySelector("[data-live]") === null) return;
  const source = new EventSource(`${PATH}live`);
  // What came before the stream was open, and what is written a moment after it is told (a log), is
  // fetched at the first quiet beat.
  let unseen = true;
  source.addEventListener("alive", () => {
    lastSign = Date.now();
    if (unseen) void refresh();
    unseen = false;
  });
  source.addEventListener("changed", () => {
    lastSign = Date.now();
    unseen = true;
    void refresh();
  });
  const sign = byId("live");
  setInterval(() => {
    if (sign === null) return;
    const silent = Date.now() - lastSign > 2_500;
    const text = paused ? "Paused" : silent ? `Not live since ${clock(lastSign)}` : "Live";
    sign.hidden = false;
    sign.classList.toggle("off", paused || silent);
    if (sign.textContent.trim() !== text) sign.textContent = text;
  }, 500);
}

const clock = (at) => new Date(at).toLocaleTimeString("en-GB", { hour12: false });

/* Copying */
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (button === null) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  button.classList.add("done");
  setTimeout(() => button.classList.remove("done"), 1_500);
});

/* A choice in a filter is sent at once; without script there is a button. */
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
});

function togglePause() {
  const button = document.querySelector("[data-pause]");
  if (button === null) return;
  paused = !paused;
  button.setAttribute("aria-pressed", String(paused));
  button.lastChild.textContent = paused ? "Resume" : "Pause";
  if (!paused) void refresh();
}

/* Keys. None works while a field has the focus; all can be turned off. */
const KEYS_OFF = "portcullis-keys-off";
const isField = (element) => element.matches("input, select, textarea, [contenteditable]");
let going = false;

const rows = () => [...document.querySelectorAll("[data-rows] a")];
function step(by) {
  const all = rows();
  const at = all.indexOf(document.activeElement);
  const current = at === -1 ? all.findIndex((row) => row.hasAttribute("aria-current")) : at;
  all[Math.min(all.length - 1, Math.max(0, current + by))]?.focus();
}

const ACTIONS = {
  "/": () => byId("find")?.focus(),
  w: () => byId("last")?.click(),
  j: () => step(1),
  k: () => step(-1),
  c: () => document.querySelector('[data-key="c"]')?.click(),
  " ": togglePause,
  "?": () => byId("keys").togglePopover(),
  Escape: () => document.querySelector(".btn.back")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem(KEYS_OFF) === "1") return;
  if (isField(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === " " && event.target.closest("button, a, summary")) return;
  if (going) {
    going = false;
    const to =
      event.key === "s" ? PATH : document.querySelector(`[data-go="${CSS.escape(event.key)}"]`)?.dataset.to;
    if (to !== undefined) location.assign(to);
    return;
  }
  if (event.key === "g") {
    going = true;
    return;
  }
  if (event.key === "Escape" && document.querySelector(":popover-open") !== null) return;
  const action = ACTIONS[event.key];
  if (action === undefined || (event.key === " " && document.querySelector("[data-pause]") === null)) return;
  event.preventDefault();
  action();
});

const keysOff = byId("keys-off");
if (keysOff !== null) {
  keysOff.checked = localStorage.getItem(KEYS_OFF) === "1";
  keysOff.addEventListener("change", () => localStorage.setItem(KEYS_OFF, keysOff.checked ? "1" : "0"));
}
for (const button of document.querySelectorAll("[data-pause]")) {
  button.hidden = false;
  button.addEventListener("click", togglePause);
}
listen();

/* The matrix: one stop of the tab key, arrows move from cell to cell. */
for (const matrix of document.querySelectorAll("[data-matrix]")) {
  const grid = [...matrix.querySelectorAll("tbody tr")]
    .map((row) => [...row.querySelectorAll(".cell")])
    .filter((cells) => cells.length > 0);
  for (const cell of grid.flat()) cell.tabIndex = cell === grid[0]?.[0] ? 0 : -1;
  const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  matrix.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    const at = grid.findIndex((cells) => cells.includes(event.target));
    if (move === undefined || at === -1) return;
    const to = grid[at + move[0]]?.[grid[at].indexOf(event.target) + move[1]];
    if (to === undefined) return;
    event.preventDefault();
    event.target.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  });
}

/* On a phone a long card is closed until somebody asks for it, or comes for what is in it. */
if (matchMedia("(max-width: 44.99rem)").matches) {
  for (const card of document.querySelectorAll("[data-fold]"))
    card.open = card.querySelector(":target") !== null;
}

/* A group of places that somebody closed stays closed, where there are names to open it by; not the one we are in. */
const hasNames = matchMedia("(min-width: 64rem)").matches;
for (const group of document.querySelectorAll("[data-keep]")) {
  const key = `portcullis-closed-${group.dataset.keep}`;
  if (hasNames && localStorage.getItem(key) === "1")
    group.open = group.querySelector("[aria-current]") !== null;
  group.querySelector("summary").addEventListener("click", () => {
    localStorage.setItem(key, group.open ? "1" : "0");
  });
}

/* Where we are is in sight, also where the places scroll. */
document.querySelector(".rail [aria-current]")?.scrollIntoView({ block: "nearest" });
