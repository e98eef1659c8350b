/** Shapes that say a verdict before a word or a colour does. */
export type Verdict = "yes" | "no" | "fail" | "if" | "skip";

/** What a screen reader hears in place of the shape. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  yes: "Passed",
  no: "Refused",
  fail: "Failed",
  if: "Only if",
  skip: "Not reached",
};

/** Verdict of a decision as the trace has it. */
export function verdictOf(traced: "allow" | "deny" | "error" | "skip"): Verdict {
  return ({ allow: "yes", deny: "no", error: "fail", skip: "skip" } as const)[traced];
}

/** The shape of a verdict: circle, square, triangle, diamond, dashed ring. */
export const Mark = ({ verdict }: { readonly verdict: Verdict }) => (
  <svg class={`v ${verdict}`} viewBox="0 0 16 16" aria-hidden="true">
    {SHAPES[verdict]}
  </svg>
);

const INNER = { stroke: "var(--surface)", "stroke-width": "1.9", "stroke-linecap": "round" } as const;

const SHAPES: Readonly<Record<Verdict, unknown>> = {
  yes: (
    <>
      <circle cx="8" cy="8" r="7.5" fill="currentColor" />
      <path d="M4.7 8.3l2.2 2.2 4.4-4.9" fill="none" {...INNER} />
    </>
  ),
  no: (
    <>
      <rect x=".7" y=".7" width="14.6" height="14.6" rx="2.5" fill="currentColor" />
      <path d="M5 5l6 6M11 5l-6 6" {...INNER} />
    </>
  ),
  fail: (
    <>
      <path d="M8 1 15.5 14.6H.5z" fill="currentColor" stroke="currentColor" stroke-linejoin="round" />
      <path d="M8 6v4M8 12.1v.1" {...INNER} />
    </>
  ),
  if: (
    <>
      <path d="M8 .6 15.4 8 8 15.4.6 8z" fill="none" stroke="currentColor" stroke-width="1.4" />
      <path d="M8 .6V15.4L.6 8z" fill="currentColor" />
    </>
  ),
  skip: (
    <circle
      cx="8"
      cy="8"
      r="6.5"
      fill="none"
      stroke="currentColor"
      stroke-width="1.4"
      stroke-dasharray="3 2.5"
    />
  ),
};

/** An icon of lines, 24 by 24. */
export const Icon = ({ path }: { readonly path: string }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={path} />
  </svg>
);

export const ICONS = {
  start: "M4 11 12 4l8 7v9h-5v-6H9v6H4z",
  trace: "M4 6h4M4 12h10M4 18h7M18 4v9M15 10l3 3 3-3M15 19h6",
  access: "M4 4h16v16H4zM4 9.5h16M9.5 4v16M14.75 9.5V20M4 14.75h16",
  audit: "M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6ZM8.5 12l2.5 2.5L15.5 10",
  people:
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2 20a7 7 0 0 1 14 0M16 4.5a3.5 3.5 0 0 1 0 6.5M18.5 14a7 7 0 0 1 3.5 6",
  mail: "M3 6h18v12H3zM3 7l9 7 9-7",
  api: "M5 19a2.5 2.5 0 1 0 0-.1M19 5a2.5 2.5 0 1 0 0 .1M7.5 19H15a3.5 3.5 0 0 0 0-7H9a3.5 3.5 0 0 1 0-7h7.5",
  function: "M5 20 12.5 9M9 4c2 0 2.5 1 3.5 4l3 9c.8 2.4 1.5 3 3.5 3",
  mqtt: "M4 20v-4M4 10a10 10 0 0 1 10 10M4 4a16 16 0 0 1 16 16",
  storage: "M3 8l9-4 9 4v9l-9 4-9-4zM3 8l9 4 9-4M12 12v9",
  table: "M4 5h16v14H4zM4 10h16M4 14.5h16M10 10v9",
  queue: "M3 7h5v10H3zM10.5 7h5v10h-5zM18 12h3M19.5 10l2 2-2 2",
  topic: "M4 10v4h3l8 4V6l-8 4zM18 9a4 4 0 0 1 0 6M8 14.5 9.5 20H12l-1-4",
  schedule: "M12 21a8 8 0 1 0 0-16 8 8 0 0 0 0 16ZM12 8.5V13l3 2M4 6l3-3M20 6l-3-3",
  run: "M7 4v16l12-8z",
  rule: "M4 5h16l-6 7v6l-4 2v-8z",
  parameter: "M4 7h9M17 7h3M15 5v4M4 12h3M11 12h9M9 10v4M4 17h7M15 17h5M13 15v4",
  secret: "M14.5 13a4.5 4.5 0 1 0-4.3-3.2L3 17v4h4v-2.5h2.5V16l2.4-2.2M15.5 8.4v.1",
  role: "M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM5 21v-2a5 5 0 0 1 5-5h4a5 5 0 0 1 5 5v2M9.5 18l1.8 1.8 3.4-3.6",
  logs: "M6 3h9l4 4v14H6zM15 3v4h4M9.5 11.5h6M9.5 14.5h6M9.5 17.5h3.5",
  key: "M8 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 12h9v4M17.5 12v3M8 12v.1",
  stacks: "M12 3 3 8l9 5 9-5zM3 12.5l9 5 9-5M3 17l9 5 9-5",
  find: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM15.5 15.5 21 21",
  help: "M9 9a3 3 0 1 1 4.2 2.8c-.9.4-1.2 1-1.2 2.2M12 17.5v.3M12 21.5a9.5 9.5 0 1 0 0-19 9.5 9.5 0 0 0 0 19Z",
  more: "M5 12v.1M12 12v.1M19 12v.1",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  send: "M21 3 10 14M21 3l-7 18-4-7-7-4Z",
  back: "M15 5l-7 7 7 7",
  pause: "M8 5v14M16 5v14",
  save: "M12 4v11M7 11l5 5 5-5M5 20h14",
} as const;

/** The product's mark. */
export const Brand = () => (
  <svg
    class="mark"
    viewBox="0 0 40 40"
    fill="none"
    stroke="currentColor"
    stroke-width="2.25"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path d={`${ARCH}M12.5 12v14.5M20 8v18.5M27.5 12v14.5M9 15.5h22M9 22h22`} />
    <path d="M11 26.5l1.5 3 1.5-3M18.5 26.5l1.5 3 1.5-3M26 26.5l1.5 3 1.5-3" />
  </svg>
);

const ARCH = "M5 36V17.5a15 15 0 0 1 30 0V36";
const PORTCULLIS: Readonly<Record<"no" | "fail" | "yes", string>> = {
  no: "M12.5 12v24M20 8v28M27.5 12v24M9 15.5h22M9 22h22M9 29h22",
  fail: "M12.5 12v14.5M20 8v18.5M27.5 12v14.5M9 15.5h22M9 22h22",
  yes: "M12.5 12v4M20 8v8M27.5 12v4M9 13.5h22",
};

/** A big verdict: the portcullis is down, half way, or up. */
export const BigMark = ({ verdict }: { readonly verdict: "no" | "fail" | "yes" }) => (
  <svg class="gatemark" viewBox="0 0 40 40" aria-hidden="true">
    <path d={`${ARCH}${PORTCULLIS[verdict]}`} />
  </svg>
);
