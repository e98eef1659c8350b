import { colourRules } from "../../web/colours.ts";

/** Colours meet WCAG 2.2 AA in both schemes; system fonts, nothing from elsewhere. */
export const SIGNED_IN_STYLES = `
${colourRules(["ground", "ink", "muted", "link", "focus"], { line: ["#c9c6bd", "#3a444b"], box: ["#ffffff", "#171d21"] })}
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { margin: 0 0 0.75rem; font-size: 1.75rem; line-height: 1.2; overflow-wrap: anywhere; }
h2 { margin: 2rem 0 0; font-size: 1.125rem; }
p { margin: 0.5rem 0; overflow-wrap: anywhere; }
.kicker, .calm, dt { color: var(--muted); }
.kicker { margin: 0; }
.calm { font-size: 0.9375rem; }
dl { display: grid; gap: 0.75rem; margin: 1.25rem 0 0; }
dt { font-size: 0.9375rem; }
dd { margin: 0.25rem 0 0; }
.words { display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 0; padding: 0; list-style: none; }
.words li { padding: 0.125rem 0.625rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--box); font-size: 0.9375rem; overflow-wrap: anywhere; }
pre, textarea { width: 100%; margin: 0.5rem 0; padding: 0.875rem; border: 1px solid var(--line); border-radius: 0.625rem; background: var(--box); color: var(--ink); font: 0.875rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre { overflow-x: auto; }
textarea { resize: vertical; overflow-wrap: anywhere; }
a { color: var(--link); text-underline-offset: 0.2em; display: inline-flex; align-items: center; min-height: 2.75rem; }
summary { display: list-item; padding: 0.625rem 0; cursor: pointer; color: var(--link); }
code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 0.25rem; }
`;
