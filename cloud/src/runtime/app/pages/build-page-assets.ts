import { colourRules } from "../../../web/colours.ts";

/** Colours meet WCAG 2.2 AA in both schemes. */
export const BUILD_PAGE_STYLES = `
${colourRules(["ground", "ink", "muted", "focus"], { box: ["#ffffff", "#171d21"], line: ["#878e96", "#6c7781"] })}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 12vh 1.25rem 2rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 0.5rem; }
p { margin: 0 0 1rem; overflow-wrap: anywhere; }
.calm { color: var(--muted); }
progress { width: 100%; accent-color: var(--focus); margin: 0 0 1rem; }
.steps { list-style: none; margin: 0 0 1rem; padding: 0; display: grid; gap: 0.5rem; }
.steps li { display: flex; align-items: center; gap: 0.625rem; color: var(--muted); }
.steps li::before { box-sizing: border-box; content: "" / ""; flex: none; width: 1.5rem; height: 1.5rem; display: grid; place-items: center; border: 2px solid var(--line); border-radius: 50%; font-size: 0.875rem; font-weight: 700; }
.steps .now { color: var(--ink); font-weight: 600; }
.steps .now::before { border-color: var(--focus); border-width: 6px; }
.steps .done::before { content: "\\2713" / ""; }
.steps .calm { font-weight: 400; margin-left: -0.25rem; }
summary { cursor: pointer; min-height: 2.75rem; display: flex; align-items: center; color: var(--muted); text-decoration: underline; text-underline-offset: 0.2em; }
summary:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
pre { margin: 0; padding: 1rem; overflow: auto; max-height: 50vh; background: var(--box); border: 1px solid var(--line); border-radius: 0.625rem; font: 0.8125rem/1.5 ui-monospace, monospace; }
pre:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
@media (prefers-reduced-motion: reduce) { progress { display: none; } }
`;

/**
 * Asks for the page every second, shows what changed, and loads the app once it is there. The part
 * that a screen reader announces is touched only when it says something else.
 */
export const BUILD_PAGE_SCRIPT = `
const take = (page, id) => {
  const now = document.getElementById(id), next = page.getElementById(id);
  if (now && next && now.innerHTML !== next.innerHTML) now.replaceChildren(...next.childNodes);
};
const look = async () => {
  try {
    const reply = await fetch(location.href, { cache: "no-store" });
    if (reply.ok) return location.reload();
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    document.title = page.title || document.title;
    take(page, "status");
    take(page, "steps");
    take(page, "log");
    if (page.getElementById("output")?.open) document.getElementById("output").open = true;
  } catch {}
  setTimeout(look, 1000);
};
setTimeout(look, 1000);
`;
