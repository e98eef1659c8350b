import type { Child } from "hono/jsx";
import { CREDENTIALS } from "../../core/shown-commands.ts";
import { Command, CommandWords } from "./commands.tsx";
import { Mark, VERDICT_WORDS, type Verdict } from "./marks.tsx";

interface CardProps {
  readonly id: string;
  readonly title: Child;
  /** At the end of its head: a link, a count. */
  readonly aside?: Child;
  readonly foot?: Child;
  readonly children?: Child;
}

/** A part of a page with a heading of its own. */
export const Card = ({ id, title, aside, foot, children }: CardProps) => (
  <section class="card" aria-labelledby={id}>
    <header>
      <h2 id={id}>{title}</h2>
      {aside}
    </header>
    {children}
    {foot === undefined ? null : <p class="foot">{foot}</p>}
  </section>
);

/** A card that its heading closes and opens: on a phone, where it would push the others away, it is closed at first. */
export const FoldCard = ({ id, title, aside, foot, children }: CardProps) => (
  <details class="card fold" open data-fold>
    <summary>
      <h2 id={id}>{title}</h2>
      {aside}
    </summary>
    {children}
    {foot === undefined ? null : <p class="foot">{foot}</p>}
  </details>
);

/** Name and value, in the order given; values that are undefined are left out. */
export const Facts = ({ facts }: { readonly facts: readonly (readonly [Child, Child])[] }) => (
  <dl class="facts">
    {facts
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => (
        <>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </>
      ))}
  </dl>
);

/** A verdict in a word. */
export const VerdictWord = ({ verdict, text }: { readonly verdict: Verdict; readonly text?: Child }) => (
  <span class={`verdict ${verdict}`}>
    <Mark verdict={verdict} />
    {text ?? VERDICT_WORDS[verdict]}
  </span>
);

/** Says that nothing is there, and the next command. */
export const Empty = ({ text, command }: { readonly text: Child; readonly command?: string }) => (
  <div class="empty">
    <p>{text}</p>
    {command === undefined ? null : <Command text={command} />}
    {command === undefined || !/^(?:aws|sam) /.test(command) ? null : (
      <p class="small muted">
        In a shell that knows this cloud: <CommandWords text={CREDENTIALS} />
      </p>
    )}
  </div>
);

/** A time of day, with the whole moment for machines. */
export const Time = ({ at }: { readonly at: number }) => (
  <time datetime={new Date(at).toISOString()} title={new Date(at).toISOString()}>
    {timeOfDay(at)}
  </time>
);

/** A moment with its day: what is stored is older than a session. */
export const Day = ({ at }: { readonly at: number }) =>
  Number.isNaN(new Date(at).getTime()) ? (
    <span class="muted">unknown</span>
  ) : (
    <span class="nowrap num">
      {new Date(at).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" })},{" "}
      <Time at={at} />
    </span>
  );

/** `09:48:14` in the time zone of the machine, which is the reader's. */
export function timeOfDay(at: number): string {
  return new Date(at).toLocaleTimeString("en-GB", { hour12: false });
}

/** The time zone that times are shown in, e.g. `Europe/Dublin`. */
export function timeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** `12 s`, `4 min`, `3 h`, `2 days` ago. */
export function ago(at: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} days`;
}

/** Ids are cut in the middle in sentences and lists: `o980…xen73`. */
export function shortened(text: string, most = 24): string {
  if (text.length <= most) return text;
  const end = Math.floor((most - 1) / 3);
  return `${text.slice(0, most - 1 - end)}…${text.slice(-end)}`;
}

/** A form that acts; its answer is a page that says what happened. */
export const Act = ({
  action,
  fields = {},
  children,
}: {
  readonly action: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly children?: Child;
}) => (
  <form method="post" action={action}>
    {Object.entries(fields).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    {children}
  </form>
);

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: Child;
  readonly children: Child;
}

/** A field with its label and what to know of it. */
export const Field = ({ id, label, hint, children }: FieldProps) => (
  <div class="field">
    <label for={id}>{label}</label>
    {children}
    {hint === undefined ? null : (
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
    )}
  </div>
);

interface HeadProps {
  readonly title: Child;
  readonly lead?: Child;
  readonly children?: Child;
}

/** `ListOfLatestOrdersFunction` may break between its words: a phone's line does not hold it. */
const withBreaks = (name: string): Child[] =>
  name.split(/(?<=[a-z])(?=[A-Z])/).flatMap((word, index) => (index === 0 ? [word] : [<wbr />, word]));

/** The name of a thing of the project, as a heading. */
export const OutsideName = ({ name }: { readonly name: string }) => (
  <span class="outside">{withBreaks(name)}</span>
);

/** The head of a page: its name, what it is about, and what can be done. */
export const Head = ({ title, lead, children }: HeadProps) => (
  <div class="head">
    <h1>{typeof title === "string" ? withBreaks(title) : title}</h1>
    <div class="btns">{children}</div>
    {lead === undefined ? null : <p class="lead">{lead}</p>}
  </div>
);

/** What is replaced while the page is live; the id tells the old one from the new one. */
export const Live = ({ id, children }: { readonly id: string; readonly children?: Child }) => (
  <div id={id} data-live>
    {children}
  </div>
);
