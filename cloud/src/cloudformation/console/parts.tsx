import { Mark, type Verdict } from "../../web/parts/marks.tsx";
import { Head, OutsideName, Time } from "../../web/parts/parts.tsx";
import { CONSOLE_PATH } from "../../web/paths.ts";
import type { DescribedStack } from "./answers.ts";

export const STACKS_PATH = `${CONSOLE_PATH}stacks`;

/** @param below e.g. `/events` */
export function stackPath(stack: string, below = "", query: Readonly<Record<string, string>> = {}): string {
  const path = `${STACKS_PATH}/${encodeURIComponent(stack)}${below}`;
  return Object.keys(query).length === 0 ? path : `${path}?${new URLSearchParams(query)}`;
}

/** A stack that rolled back stands, and is not what was asked for. */
export function statusVerdict(status: string): Verdict {
  if (status.endsWith("FAILED")) return "no";
  if (status.includes("ROLLBACK")) return "fail";
  if (status.startsWith("DELETE")) return "skip";
  return status.endsWith("_COMPLETE") ? "yes" : "if";
}

export const Status = ({ status }: { readonly status: string }) => (
  <span class="status-word">
    <Mark verdict={statusVerdict(status)} /> {status}
  </span>
);

/** A moment with its day. */
export const Moment = ({ iso }: { readonly iso: string | undefined }) => {
  const at = Date.parse(iso ?? "");
  if (Number.isNaN(at)) return <span class="muted">–</span>;
  return (
    <span class="nowrap num">
      {new Date(at).toLocaleDateString("en-GB", { day: "numeric", month: "short" })}, <Time at={at} />
    </span>
  );
};

const PLACES = [
  { below: "", title: "Overview" },
  { below: "/events", title: "Events" },
  { below: "/template", title: "Template" },
  { below: "/changes", title: "Changes" },
] as const;

interface StackHeadProps {
  readonly stack: DescribedStack;
  /** As the address names it: by its id where it was deleted. */
  readonly name: string;
  readonly here: (typeof PLACES)[number]["below"];
}

/** The head of every page of a stack. */
export const StackHead = ({ stack, name, here }: StackHeadProps) => (
  <>
    <Head
      title={<OutsideName name={stack.StackName} />}
      lead={
        <>
          <a href={STACKS_PATH}>Stacks</a> · <Status status={stack.StackStatus} />
          {stack.Description === undefined ? null : ` · ${stack.Description}`}
        </>
      }
    />
    <nav class="filters" aria-label="Of this stack">
      <div class="seg">
        {PLACES.map(({ below, title }) => (
          <a href={stackPath(name, below)} {...(below === here ? { "aria-current": "page" } : {})}>
            {title}
          </a>
        ))}
      </div>
    </nav>
  </>
);

interface PagesProps {
  readonly text: string;
  readonly first: string | undefined;
  readonly next: string | undefined;
}

/** How many are shown and the ways to the other pages. */
export const Pages = ({ text, first, next }: PagesProps) => (
  <p class="count-line">
    <span>{text}</span>
    <span class="btns">
      {first === undefined ? null : <a href={first}>First page</a>}
      {next === undefined ? null : <a href={next}>Next page</a>}
    </span>
  </p>
);
