import { printable } from "../core/printable.ts";
import type { StartedWith } from "../core/shown-commands.ts";
import { assets } from "../web/assets.ts";
import { StartedWithContext } from "../web/parts/commands.tsx";
import { Brand, ICONS, Icon, Mark, verdictOf } from "../web/parts/marks.tsx";
import { ago, timeZone } from "../web/parts/parts.tsx";
import { CONSOLE_PATH } from "../web/paths.ts";
import type { ConsoleArea, ConsoleGroup, Markup, Notice, TracedRequest } from "../wire/console-area.ts";

export interface FrameView {
  readonly title: string;
  readonly body: Markup;
  /** Path of the area that the page belongs to; empty for the start page. */
  readonly here: string;
  readonly place: string;
  readonly account: string;
  readonly region: string;
  readonly version: string;
  readonly port: number;
  readonly areas: readonly ConsoleArea[];
  readonly counts: ReadonlyMap<string, number | undefined>;
  readonly refusals: number;
  readonly last: TracedRequest | undefined;
  readonly notice: Notice | undefined;
  readonly now: number;
  readonly startedWith: StartedWith;
}

const GROUPS: readonly { readonly group: ConsoleGroup; readonly title: string }[] = [
  { group: "decisions", title: "Decisions" },
  { group: "people", title: "People" },
  { group: "resources", title: "Resources" },
  { group: "data", title: "Data" },
  { group: "events", title: "Events" },
];

/** Groups that have places, with them. */
function grouped(areas: readonly ConsoleArea[]) {
  return GROUPS.map(({ group, title }) => ({
    title,
    areas: areas.filter((area) => area.group === group),
  })).filter((each) => each.areas.length > 0);
}

/** A page of the console with what is around it. */
export function framed(view: FrameView): string {
  return `<!doctype html>${withoutTurns(String(Frame({ view })))}`;
}

/** A text between tags, or a field whose text goes back with its form. */
const TEXTS = /<textarea[^>]*>[^<]*|>([^<]+)/g;

/**
 * CON-18: in no text of a page a character steers, or turns the others: what came from outside (paths,
 * client ids, topics, names) shows them as `\\u202e`. Values of fields stay what they are.
 */
function withoutTurns(html: string): string {
  return html.replace(TEXTS, (whole, text?: string) => (text === undefined ? whole : printable(whole)));
}

const Frame = ({ view }: { readonly view: FrameView }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{`${view.title} · Portcullis`}</title>
      <link rel="icon" href="data:," />
      <link rel="stylesheet" href={`${CONSOLE_PATH}assets/${assets().styles}`} />
      <script src={`${CONSOLE_PATH}assets/${assets().script}`} defer />
    </head>
    <body>
      <a class="skip-link" href="#main">
        Skip to content
      </a>
      <Rail view={view} />
      <div class="stage">
        <Bar view={view} />
        <StartedWithContext value={view.startedWith}>
          <main id="main" tabindex={-1}>
            <NoticeOf notice={view.notice} />
            {view.body}
          </main>
        </StartedWithContext>
      </div>
      <Tabs view={view} />
      <Keys areas={view.areas} />
    </body>
  </html>
);

const Rail = ({ view }: { readonly view: FrameView }) => (
  <nav class="rail" aria-label="Console">
    <RailIron />
    <a class="brand" href={CONSOLE_PATH} aria-label="Portcullis, start page">
      <Brand />
      <span>Portcullis</span>
    </a>
    <p class="place">
      <b>{view.place}</b>
      {`${view.account} · ${view.region}`}
    </p>
    <div class="rail-places">
      <ul>
        <li>
          <Place href={CONSOLE_PATH} title="Start" icon={ICONS.start} isHere={view.here === ""} />
        </li>
      </ul>
      {grouped(view.areas).map(({ title, areas }) => (
        <details open data-keep={`places-${title}`}>
          <summary>
            <h2>{title}</h2>
          </summary>
          <ul>
            {areas.map((area) => (
              <li>
                <Place
                  href={`${CONSOLE_PATH}${area.path}`}
                  title={area.title}
                  icon={area.icon}
                  isHere={view.here === area.path}
                  count={view.counts.get(area.path)}
                  refused={area.path === "trace" ? view.refusals : undefined}
                />
              </li>
            ))}
          </ul>
        </details>
      ))}
    </div>
    <p class="rail-foot">
      {`${view.version} · localhost:${view.port}`}
      <span>{`Times in ${timeZone()}`}</span>
    </p>
  </nav>
);

interface PlaceProps {
  readonly href: string;
  readonly title: string;
  readonly icon: string;
  readonly isHere: boolean;
  readonly count?: number | undefined;
  readonly refused?: number | undefined;
}

const Place = ({ href, title, icon, isHere, count, refused }: PlaceProps) => (
  <a href={href} title={title} {...(isHere ? { "aria-current": "page" } : {})}>
    <Icon path={icon} />
    <span>{title}</span>
    {refused !== undefined && refused > 0 ? (
      <span class="count bad" title="refused since start" data-live id={`count-${title}`}>
        {refused}
        <span class="vh"> refused</span>
      </span>
    ) : count === undefined ? null : (
      <span class="count">{count}</span>
    )}
  </a>
);

const RailIron = () => (
  <svg
    class="rail-iron"
    viewBox="0 250 540 560"
    preserveAspectRatio="xMidYMax slice"
    fill="none"
    stroke="currentColor"
    aria-hidden="true"
  >
    <g stroke-width="7" stroke-linejoin="round">
      {[118, 194, 270, 346, 422].map((x) => (
        <path d={`M${x} 98v402l-9 14 9 26 9-26-9-14`} />
      ))}
      <path d="M48 268h444M46 350h448M46 432h448" />
    </g>
  </svg>
);

const Bar = ({ view }: { readonly view: FrameView }) => (
  <header class="bar">
    <a class="brandmark" href={CONSOLE_PATH} aria-label="Start page">
      <Brand />
    </a>
    <search class="find" aria-label="Find anything">
      <form method="post" action={`${CONSOLE_PATH}find`}>
        <label class="vh" for="find">
          Find a request id, person, route, token or ARN
        </label>
        <Icon path={ICONS.find} />
        <input id="find" name="q" type="search" placeholder="Id, name, route, ARN" autocomplete="off" />
        <kbd>/</kbd>
      </form>
    </search>
    <span id="last-refusal" class="last-place" data-live>
      {view.last === undefined ? null : (
        <a class="last" id="last" href={`${CONSOLE_PATH}trace/${view.last.request}`}>
          <Mark verdict={verdictOf(view.last.verdict)} />
          <span class="what">
            <span class="vh">Last refusal: </span>
            <b>{view.last.status ?? ""}</b> {view.last.operation}{" "}
            <span class="ago">{`· ${ago(view.last.at, view.now)} ago`}</span>
          </span>
          <u>Why?</u>
        </a>
      )}
    </span>
    <span class="live" id="live" role="status" hidden>
      Live
    </span>
    <button type="button" class="btn icon-only quiet" popovertarget="keys" aria-label="Keys and help">
      <Icon path={ICONS.help} />
    </button>
  </header>
);

const NoticeOf = ({ notice }: { readonly notice: Notice | undefined }) =>
  notice === undefined ? null : (
    <div class={`note ${notice.verdict}`} role="status" id="notice">
      <Mark verdict={notice.verdict} />
      <div>
        <p>
          {notice.text}
          {notice.more === undefined ? null : (
            <>
              {" "}
              <a href={notice.more.href}>{notice.more.text}</a>
            </>
          )}
        </p>
        {notice.undo === undefined ? null : (
          <form method="post" action={notice.undo.action}>
            {Object.entries(notice.undo.fields).map(([name, value]) => (
              <input type="hidden" name={name} value={value} />
            ))}
            <button type="submit" class="btn">
              Undo
            </button>
          </form>
        )}
      </div>
    </div>
  );

/** Where a thumb reaches: four places, and the others behind the last one. */
const Tabs = ({ view }: { readonly view: FrameView }) => {
  const first = ["trace", "access", "people"];
  const inBar = first.flatMap((each) => view.areas.filter(({ path }) => path === each));
  const others = view.areas.filter(({ path }) => !first.includes(path));
  return (
    <>
      <nav class="tabs" aria-label="Main pages">
        <a href={CONSOLE_PATH} {...(view.here === "" ? { "aria-current": "page" } : {})}>
          <Icon path={ICONS.start} />
          <span>Start</span>
        </a>
        {inBar.map((area) => (
          <a
            href={`${CONSOLE_PATH}${area.path}`}
            {...(view.here === area.path ? { "aria-current": "page" } : {})}
          >
            <Icon path={area.icon} />
            <span>{area.title}</span>
            {area.path === "trace" && view.refusals > 0 ? (
              <span class="dot">
                {view.refusals}
                <span class="vh"> refused</span>
              </span>
            ) : null}
          </a>
        ))}
        <button type="button" popovertarget="more">
          <Icon path={ICONS.more} />
          <span>More</span>
        </button>
      </nav>
      <div id="more" popover="auto" role="dialog" aria-label="More pages">
        <h2>More pages</h2>
        <nav class="more" aria-label="More pages">
          {grouped(others).map(({ title, areas }) => (
            <>
              <h3>{title}</h3>
              {areas.map((area) => (
                <a href={`${CONSOLE_PATH}${area.path}`}>
                  <Icon path={area.icon} />
                  {area.title}
                </a>
              ))}
            </>
          ))}
        </nav>
      </div>
    </>
  );
};

const Keys = ({ areas }: { readonly areas: readonly ConsoleArea[] }) => (
  <div id="keys" popover="auto" role="dialog" aria-label="Keys">
    <h2>Keys</h2>
    <dl class="keys">
      {KEYS.map(([keys, does]) => (
        <>
          <dt>
            {keys.map((key) => (
              <kbd>{key}</kbd>
            ))}
          </dt>
          <dd>{does}</dd>
        </>
      ))}
      {areas.map(({ key, path, title }) => (
        <>
          <dt>
            <kbd>g</kbd> <kbd>{key}</kbd>
          </dt>
          <dd data-go={key} data-to={`${CONSOLE_PATH}${path}`}>
            {title}
          </dd>
        </>
      ))}
    </dl>
    <p class="muted small">{`Times are in ${timeZone()}; each says itself in UTC when pointed at.`}</p>
    <p class="field">
      <label>
        <input type="checkbox" id="keys-off" /> No keys: letters do nothing
      </label>
    </p>
  </div>
);

const KEYS: readonly (readonly [readonly string[], string])[] = [
  [
    ["/"],
    "Find: a request id, a person, a route, what has an ARN; a pasted token is read and shown, never kept",
  ],
  [["w"], "Why: opens the last refusal, from every page"],
  [["j", "k"], "Next and previous row; Enter opens it, Esc goes back to it"],
  [["c"], "Copy what is opened as text"],
  [["Space"], "Pause what is live, and resume it"],
  [["?"], "This sheet"],
  [["g", "s"], "Start"],
];
