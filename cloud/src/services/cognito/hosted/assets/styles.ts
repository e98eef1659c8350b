import { colourRules } from "../../../../web/colours.ts";

/**
 * The one style sheet of the sign-in pages. System fonts, no images, no requests to anywhere else.
 * Colours meet WCAG 2.2 AA in both schemes: text 4.5:1, borders of fields and focus rings 3:1.
 */
export const STYLES = `
${colourRules(["ground", "ink", "muted", "line", "field-line", "accent", "accent-hover", "on-accent", "link", "focus", "danger", "danger-ground", "danger-line", "calm", "calm-ground", "calm-line", "brand-ground", "brand-deep", "brand-ink", "brand-muted"], { surface: ["#ffffff", "#101417"], field: ["#ffffff", "#171d21"], "brand-grille": ["#2d5967", "#234652"] })}
:root{--radius:0.625rem;--space:1.25rem}
*, *::before, *::after { box-sizing: border-box; }
html { font-size: 100%; -webkit-text-size-adjust: 100%; }
body {
  margin: 0;
  min-height: 100vh;
  min-height: 100dvh;
  background: var(--ground);
  color: var(--ink);
  font-family: ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", "DejaVu Sans", sans-serif;
  font-size: 1rem;
  line-height: 1.5;
  display: flex;
  flex-direction: column;
}
a { color: var(--link); text-underline-offset: 0.2em; text-decoration-thickness: 0.06em; }
a:hover { text-decoration-thickness: 0.12em; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
a:focus-visible, summary:focus-visible { border-radius: 0.25rem; }

/* The band: who is asking, above on phones and beside the form on wide screens. */
.brand {
  position: relative;
  overflow: hidden;
  background: linear-gradient(160deg, var(--brand-ground), var(--brand-deep));
  color: var(--brand-ink);
  padding: 1.125rem 1.5rem;
}
.brand-name { position: relative; margin: 0; display: flex; align-items: center; gap: 0.75rem; min-width: 0; font-weight: 600; letter-spacing: 0.01em; }
.brand-name span { overflow-wrap: anywhere; }
.brand-mark { flex: none; width: 2rem; height: 2rem; }
.brand-grille { display: none; }
.brand-words { display: none; }

main { flex: 1; display: flex; justify-content: center; background: var(--surface); padding: 2rem 1.5rem 3rem; }
.panel { width: 100%; max-width: 25rem; }
h1 { margin: 0; font-size: 1.625rem; line-height: 1.25; font-weight: 650; letter-spacing: -0.012em; text-wrap: balance; }
.lead { margin: 0.5rem 0 0; color: var(--muted); overflow-wrap: anywhere; }
.lead strong { color: var(--ink); font-weight: 600; }
form { margin: 1.75rem 0 0; display: grid; gap: var(--space); }

.field { display: grid; gap: 0.375rem; }
label { font-weight: 600; font-size: 0.9375rem; }
.hint { margin: 0; font-size: 0.875rem; color: var(--muted); }
input {
  width: 100%;
  min-height: 3rem;
  padding: 0.625rem 0.875rem;
  border: 1px solid var(--field-line);
  border-radius: var(--radius);
  background: var(--field);
  color: var(--ink);
  font: inherit;
  transition: border-color 120ms, box-shadow 120ms;
}
input:hover { border-color: var(--ink); }
input:focus { outline: none; border-color: var(--focus); box-shadow: 0 0 0 3px color-mix(in srgb, var(--focus) 32%, transparent); }
input[aria-invalid="true"] { border-color: var(--danger); }
input.code { font-variant-numeric: tabular-nums; font-size: 1.375rem; letter-spacing: 0.28em; }
.reveal { position: relative; }
.reveal input { padding-right: 4.75rem; }
.reveal button {
  position: absolute;
  inset: 0 0 0 auto;
  min-width: 4.25rem;
  padding: 0 0.875rem;
  border: 0;
  border-radius: var(--radius);
  background: transparent;
  color: var(--link);
  font: inherit;
  font-size: 0.875rem;
  font-weight: 600;
  cursor: pointer;
}
.label-row { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; }
.below { margin: -0.5rem 0 0; font-size: 0.9375rem; }
.below a, .links a { display: inline-flex; align-items: center; min-height: 2.75rem; }

.primary {
  min-height: 3rem;
  padding: 0.625rem 1.25rem;
  border: 1px solid transparent;
  border-radius: var(--radius);
  background: var(--accent);
  color: var(--on-accent);
  font: inherit;
  font-weight: 650;
  cursor: pointer;
  transition: background-color 120ms;
}
.primary:hover { background: var(--accent-hover); }
.primary[aria-disabled="true"] { opacity: 0.75; cursor: progress; }
.links { margin: 1.5rem 0 0; padding-top: 0.75rem; border-top: 1px solid var(--line); font-size: 0.9375rem; color: var(--muted); }

.message { margin: 1.5rem 0 0; padding: 0.8125rem 1rem; border: 1px solid var(--calm-line); border-radius: var(--radius); background: var(--calm-ground); color: var(--calm); display: flex; gap: 0.625rem; }
.message svg { flex: none; width: 1.25rem; height: 1.25rem; margin-top: 0.125rem; }
.message p { margin: 0; overflow-wrap: anywhere; }
.message.error { border-color: var(--danger-line); background: var(--danger-ground); color: var(--danger); }

.rules { margin: 0.25rem 0 0; padding: 0; list-style: none; display: grid; gap: 0.25rem; font-size: 0.875rem; color: var(--muted); }
.rules li { display: flex; align-items: center; gap: 0.5rem; }
.rules li::before { content: ""; flex: none; width: 1rem; height: 1rem; display: grid; place-items: center; border: 1.5px solid var(--field-line); border-radius: 50%; font-size: 0.6875rem; font-weight: 700; line-height: 1; }
.rules li[data-met="true"] { color: var(--calm); }
.rules li[data-met="true"]::before { content: "\\2713" / ""; border-color: var(--calm); background: var(--calm); color: var(--surface); }

.steps { margin: 1.5rem 0 0; padding: 0; list-style: none; counter-reset: step; display: grid; gap: 1.5rem; }
.steps > li { counter-increment: step; display: grid; grid-template-columns: 1.75rem minmax(0, 1fr); column-gap: 0.75rem; }
.steps > li::before { content: counter(step); width: 1.75rem; height: 1.75rem; display: grid; place-items: center; border: 1.5px solid var(--field-line); border-radius: 50%; font-size: 0.875rem; font-weight: 650; color: var(--muted); }
.steps > li > div { display: grid; gap: 0.75rem; min-width: 0; }
.steps p { margin: 0.125rem 0 0; }
.steps form { margin: 0; }
.on-phone { display: none; gap: 0.375rem; }
.on-phone .primary { display: grid; place-items: center; text-decoration: none; }
@media (pointer: coarse) { .on-phone { display: grid; } }
.qr { width: 12.5rem; height: 12.5rem; max-width: 100%; padding: 0; border: 1px solid var(--line); border-radius: var(--radius); background: #ffffff; }
.qr svg { display: block; width: 100%; height: 100%; border-radius: inherit; }
.secret { display: grid; gap: 0.375rem; font-size: 0.875rem; }
.secret summary { cursor: pointer; color: var(--link); font-weight: 600; min-height: 2.75rem; display: inline-flex; align-items: center; list-style: none; text-decoration: underline; text-decoration-thickness: 0.06em; text-underline-offset: 0.2em; }
.secret summary::-webkit-details-marker { display: none; }
.secret code { display: block; padding: 0.75rem 0.875rem; border: 1px solid var(--line); border-radius: var(--radius); background: var(--field); font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: 0.9375rem; letter-spacing: 0.06em; overflow-wrap: anywhere; user-select: all; }
.secret button { justify-self: start; min-height: 2.75rem; margin-top: 0.5rem; padding: 0 1rem; border: 1px solid var(--field-line); border-radius: var(--radius); background: transparent; color: var(--ink); font: inherit; font-weight: 600; cursor: pointer; }
.visually-hidden { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.detail { margin: 1rem 0 0; padding: 0.8125rem 1rem; border: 1px solid var(--line); border-radius: var(--radius); color: var(--muted); font-size: 0.9375rem; overflow-wrap: anywhere; }
[hidden] { display: none !important; }

@media (min-width: 56rem) {
  body { flex-direction: row; }
  .brand { flex: 0 0 42%; position: sticky; top: 0; height: 100vh; display: flex; flex-direction: column; justify-content: space-between; padding: 2.75rem 3rem; }
  .brand-name { font-size: 1.125rem; }
  .brand-mark { width: 2.5rem; height: 2.5rem; }
  .brand-grille { display: block; position: absolute; inset: 0; width: 100%; height: 100%; color: var(--brand-grille); }
  .brand-words { display: block; position: relative; margin: 0 auto 1.5rem; text-align: center; font-size: 1.125rem; color: var(--brand-muted); }
  main { align-items: center; padding: 3rem; min-height: 100vh; }
  h1 { font-size: 1.875rem; }
}
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { transition: none !important; animation: none !important; }
}
@media (forced-colors: active) {
  .primary, .qr, .message { border: 1px solid; }
  .rules li[data-met="true"]::before { background: Highlight; }
}
`;
