import { hasPart } from "../../../core/part-of-name.ts";
import { ICONS } from "../../../web/parts/marks.tsx";
import { readRole } from "../../../web/read-role.ts";
import { readStackNames } from "../../../web/stack-names.ts";
import type { ConsoleArea, ConsoleContext, ConsoleRequest } from "../../../wire/console-area.ts";
import { savedEvents, starterEvent } from "./events.ts";
import { actOnEvent, keptEvent, lastInvoked } from "./invoke.ts";
import { FunctionList } from "./list.tsx";
import { FunctionPage } from "./page.tsx";
import {
  countFunctions,
  findFunctions,
  readFunction,
  readFunctions,
  readInvokers,
  readVersions,
} from "./read.ts";
import { logLines } from "./reports.ts";

/** Lines of the log that durations are taken from. */
const READ_LINES = 1_000;

/** Functions: what they may do, who may invoke them, what they said. */
const functions: ConsoleArea = {
  path: "functions",
  title: "Functions",
  group: "resources",
  order: 21,
  icon: ICONS.function,
  key: "f",
  count: countFunctions,
  pages: [
    {
      method: "GET",
      path: "",
      handle: async (console, { query }) => {
        const names = await readStackNames(console);
        const part = query.get("part")?.trim() ?? "";
        const after = query.get("after") ?? undefined;
        const fits = (name: string) => hasPart(name, part) || hasPart(names.short(name), part);
        const page = await (part === ""
          ? readFunctions(console, after)
          : findFunctions(console, fits, after));
        return { view: { title: "Functions", body: <FunctionList view={{ page, names, part }} /> } };
      },
    },
    { method: "GET", path: "/:name", handle: (console, request) => functionPage(console, request, false) },
    {
      method: "POST",
      path: "/:name/environment",
      handle: (console, request) => functionPage(console, request, true),
    },
    {
      method: "GET",
      path: "/:name/environment",
      handle: (console, request) => functionPage(console, request, false),
    },
    {
      method: "POST",
      path: "/:name/invoke",
      handle: async (console, { parameters, form }) => {
        const { FunctionName } = await readFunction(console, parameters["name"] ?? "");
        return actOnEvent(console, FunctionName, form);
      },
    },
  ],
};

export const areas: readonly ConsoleArea[] = [functions];

/** Several lines of a log are of one request. */
function tracedIn({ trace }: Pick<ConsoleContext, "trace">): (requestId: string) => boolean {
  const known = new Map<string, boolean>();
  return (requestId) => {
    const isTraced = known.get(requestId) ?? trace.story(requestId) !== undefined;
    known.set(requestId, isTraced);
    return isTraced;
  };
}

async function functionPage(
  console: ConsoleContext,
  { parameters, query }: ConsoleRequest,
  areSecretsShown: boolean,
) {
  const one = await readFunction(console, parameters["name"] ?? "");
  const { FunctionName: name } = one;
  const [names, versions, role, invokers] = await Promise.all([
    readStackNames(console),
    readVersions(console, name),
    readRole(console, one.Role),
    readInvokers(console, name),
  ]);
  const events = savedEvents(console, name);
  const chosen = events.find((event) => event.name === query.get("event"));
  const invoked = lastInvoked(console.session, name);
  const view = {
    one,
    label: names.short(name),
    stack: names.stackOf(name),
    versions,
    role,
    invokers,
    events,
    chosen,
    eventText: chosen?.text ?? keptEvent(console.session, name) ?? starterEvent(invokers),
    invoked: invoked?.requestId === query.get("invoked") ? invoked : undefined,
    lines: logLines(console.logs.newest(name, READ_LINES)),
    isTraced: tracedIn(console),
    areSecretsShown,
  };
  return { view: { title: `${view.label} · Functions`, body: <FunctionPage view={view} /> } };
}
