import type { TraceFilter } from "../../trace/filter.ts";
import type { TraceLog } from "../../trace/trace-log.ts";
import { ICONS } from "../../web/parts/marks.tsx";
import { Empty, Head } from "../../web/parts/parts.tsx";
import type { ConsoleArea, ConsoleRequest } from "../../wire/console-area.ts";
import { TraceList } from "./list.tsx";
import type { Requests } from "./requests.ts";

const ON_A_PAGE = 50;
const IN_A_FILE = 1_000;

/** Every request, filtered and searched here; one row opens to its whole story. */
export function traceArea({
  log,
  requests,
}: {
  readonly log: TraceLog;
  readonly requests: Requests;
}): ConsoleArea {
  const page = ({ query, parameters }: ConsoleRequest) => {
    const id = parameters["id"];
    const opened = id === undefined ? undefined : requests.one(id);
    if (id !== undefined && opened === undefined) return { view: forgotten(id) };
    const found = requests.find({ ...filterOf(query), limit: ON_A_PAGE });
    const kept = log.kept;
    const view = {
      ...{ ...found, opened, query: cleaned(query), names: requests.names() },
      ...{ isGone: requests.isGone, kept, isPaused: false },
    };
    return {
      view: {
        title: opened === undefined ? "Trace" : `${opened.headline} · Trace`,
        body: <TraceList view={view} />,
      },
    };
  };
  const saved = (query: URLSearchParams) => ({
    status: 200,
    headers: {
      "Content-Type": "application/json",
      "Content-Disposition": 'attachment; filename="trace.json"',
      "Cache-Control": "no-store",
    },
    body: JSON.stringify(requests.find({ ...filterOf(query), limit: IN_A_FILE }).stories, undefined, 2),
  });
  return {
    path: "trace",
    title: "Trace",
    group: "decisions",
    order: 1,
    icon: ICONS.trace,
    key: "t",
    pages: [
      { method: "GET", path: "", handle: (_console, request) => page(request) },
      { method: "GET", path: "/save/json", handle: (_console, { query }) => ({ response: saved(query) }) },
      { method: "GET", path: "/:id", handle: (_console, request) => page(request) },
    ],
  };
}

const VERDICTS = ["allow", "deny", "error", "skip"] as const;

function filterOf(query: URLSearchParams): Omit<TraceFilter, "limit"> {
  const wanted = (query.get("verdict") ?? "").split(",");
  const verdicts = new Set(VERDICTS.filter((verdict) => wanted.includes(verdict)));
  const [service, api, person, text] = ["service", "api", "person", "q"].map(
    (name) => query.get(name) || undefined,
  );
  const before = Number(query.get("before") ?? "");
  const probes = query.get("probes");
  return {
    ...(service === undefined ? {} : { service }),
    ...(api === undefined ? {} : { api }),
    ...(person === undefined ? {} : { person }),
    ...(text === undefined ? {} : { text: text.toLowerCase() }),
    ...(verdicts.size === 0 ? {} : { verdicts }),
    ...(Number.isInteger(before) && before > 0 ? { before } : {}),
    ...(query.get("console") === "1" ? { console: true } : {}),
    ...(probes === "only" ? { probes } : query.get("tools") === "1" ? {} : { probes: "none" as const }),
  };
}

const NAMES = ["verdict", "service", "api", "person", "q", "before", "console", "probes", "tools"];

function cleaned(query: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...query].filter(([name, value]) => NAMES.includes(name) && value !== ""));
}

function forgotten(id: string) {
  return {
    status: 404,
    title: "Trace",
    body: (
      <>
        <Head title="Trace" />
        <Empty
          text={
            <>
              No request <code>{id.slice(0, 64)}</code> is kept: the trace holds the newest decisions since
              the start.
            </>
          }
          command="npx portcullis explain --last 10"
        />
      </>
    ),
  };
}
