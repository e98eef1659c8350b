/**
 * Comforts of the sign-in pages; every page works without them. Plain script, no framework, served
 * from the domain itself.
 */
export const SCRIPT = `"use strict";
for (const box of document.querySelectorAll("[data-reveal]")) {
  const input = box.querySelector("input");
  const button = box.querySelector("button");
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = input.type === "text";
    input.type = shown ? "password" : "text";
    button.firstChild.nodeValue = shown ? "Show" : "Hide";
    input.focus();
  });
  input.form.addEventListener("submit", () => { input.type = "password"; });
}

const tests = {
  length: (text, least) => text.length >= Number(least),
  uppercase: (text) => /[A-Z]/.test(text),
  lowercase: (text) => /[a-z]/.test(text),
  number: (text) => /[0-9]/.test(text),
  symbol: (text) => /[\\^$*.[\\]{}()?"!@#%&/\\\\,><':;|_~\`+=-]/.test(text) || / /.test(text.trim()),
};
for (const list of document.querySelectorAll("[data-rules-for]")) {
  const input = document.getElementById(list.dataset.rulesFor);
  const mark = () => {
    for (const item of list.children) {
      item.dataset.met = String(tests[item.dataset.rule](input.value, item.dataset.least));
    }
  };
  input.addEventListener("input", mark);
  mark();
}

for (const button of document.querySelectorAll("[data-copy]")) {
  if (navigator.clipboard === undefined) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "Copied";
  });
}

for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", (event) => {
    const button = form.querySelector("[type=submit]");
    if (button.getAttribute("aria-disabled") === "true") event.preventDefault();
    button.setAttribute("aria-disabled", "true");
  });
}
window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("[type=submit]")) button.removeAttribute("aria-disabled");
});
`;
