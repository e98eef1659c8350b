import { AwsError } from "../../../core/errors.ts";
import { ICONS } from "../../../web/parts/marks.tsx";
import { readStackNames, type StackNames } from "../../../web/stack-names.ts";
import type { ConsoleArea, ConsoleContext, ConsoleRequest } from "../../../wire/console-area.ts";
import type { SignInQuestion } from "../../../wire/console-ports.ts";
import { APIS } from "./addresses.ts";
import { type Attempt, findTried, firstAttempt } from "./attempt.ts";
import { readCandidates } from "./candidates.ts";
import { TryForm } from "./form.tsx";
import { ApiList } from "./list.tsx";
import { Outcome } from "./outcome.tsx";
import { type ApiView, type RouteView, readApi, readApis, readSchema } from "./read.ts";
import { ApiPage, type RouteCount } from "./routes.tsx";
import { sampleBody, schemaWords } from "./schema.ts";
import { draftKey, tryRoute } from "./try.ts";

/** Requests that the counts beside the routes look at. */
const COUNTED = 500;

/** APIs: who may call which route, and what becomes of a request. */
const apis: ConsoleArea = {
  path: "apis",
  title: "APIs",
  group: "resources",
  order: 20,
  icon: ICONS.api,
  key: "i",
  count: async (console) => (await readApis(console)).length,
  pages: [
    {
      method: "GET",
      path: "",
      handle: async (console) => ({
        view: { title: "APIs", body: <ApiList apis={await readApis(console)} base={console.base} /> },
      }),
    },
    { method: "GET", path: "/:api", handle: apiPage },
    { method: "GET", path: "/:api/:resource/:method", handle: apiPage },
    {
      method: "POST",
      path: "/:api/:resource/:method",
      handle: async (console, { parameters, form }) => {
        const api = await readApi(console, parameters["api"] ?? "");
        const route = routeOf(api, parameters);
        return route === undefined ? { redirect: APIS } : tryRoute(console, api, route, form);
      },
    },
  ],
};

export const areas: readonly ConsoleArea[] = [apis];

async function apiPage(console: ConsoleContext, { parameters, query }: ConsoleRequest) {
  const [api, names] = await Promise.all([
    readApi(console, parameters["api"] ?? ""),
    readStackNames(console),
  ]);
  const opened =
    parameters["method"] === undefined ? routeNamed(api, query.get("route")) : routeOf(api, parameters);
  if (parameters["method"] !== undefined && opened === undefined) {
    throw new AwsError("NotFoundException", `${api.name} has no such route.`, 404);
  }
  const view = {
    api,
    opened,
    base: console.base,
    counts: countsOf(console, api),
    functionLabel: names.short,
  };
  const title = opened === undefined ? api.name : `${opened.method} ${opened.path} · ${api.name}`;
  return {
    view: {
      title: `${title} · APIs`,
      body: (
        <ApiPage view={view}>
          {opened === undefined || api.stages.length === 0 ? null : (
            <TryPanes {...(await tryView(console, { api, route: opened, names, query }))} />
          )}
        </ApiPage>
      ),
    },
  };
}

interface Opened {
  readonly api: ApiView;
  readonly route: RouteView;
  readonly names: StackNames;
  readonly query: URLSearchParams;
}

type Panes = Awaited<ReturnType<typeof tryView>>;

const TryPanes = ({ form, outcome }: Panes) => (
  <div class="grid try" id="try">
    <TryForm view={form} />
    {outcome === undefined ? null : <Outcome {...outcome} />}
  </div>
);

async function tryView(console: ConsoleContext, { api, route, names, query }: Opened) {
  const tried = findTried(console.session, query.get("tried") ?? "");
  const [candidates, schema] = await Promise.all([
    readCandidates(console, route),
    route.model === undefined ? undefined : readSchema(console, api.id, route.model),
  ]);
  const attempt =
    tried?.attempt ??
    console.session.get<Attempt>(draftKey(api.id, route)) ??
    firstAttempt(route, api.stages[0]?.name ?? "", schema === undefined ? "" : sampleBody(schema));
  const model =
    route.model === undefined || schema === undefined
      ? undefined
      : { name: route.model, words: schemaWords(schema) };
  const form = { api, route, attempt, candidates, asks: questionOf(query), model };
  if (tried === undefined) return { form, outcome: undefined };
  const stage = api.stages.find(({ name }) => name === attempt.stage);
  const facts = {
    apiId: api.id,
    stage: attempt.stage,
    deploymentId: stage?.deploymentId ?? "",
    route,
    bodyBytes: tried.bodyBytes,
    functionLabel: route.functionName === undefined ? route.integration : names.short(route.functionName),
  };
  return { form, outcome: { tried, story: console.trace.story(tried.requestId), facts } };
}

const QUESTIONS: readonly SignInQuestion["asks"][] = ["password", "newPassword", "code"];

function questionOf(query: URLSearchParams): SignInQuestion["asks"] | undefined {
  return QUESTIONS.find((asks) => asks === query.get("asks"));
}

/** By `METHOD /path`, as the trace names it. */
function routeNamed(api: ApiView, name: string | null): RouteView | undefined {
  return api.routes.find(({ method, path }) => `${method} ${path}` === name);
}

function routeOf(api: ApiView, parameters: ConsoleRequest["parameters"]): RouteView | undefined {
  return api.routes.find(
    ({ resourceId, method }) => resourceId === parameters["resource"] && method === parameters["method"],
  );
}

/** TRACE-8: the same that the link below a count lists. */
function countsOf({ trace }: ConsoleContext, { id }: ApiView): ReadonlyMap<string, RouteCount> {
  const counts = new Map<string, RouteCount>();
  for (const { operation, verdict } of trace.newest({ api: id, probes: "none", limit: COUNTED })) {
    const { passed, refused } = counts.get(operation) ?? { passed: 0, refused: 0 };
    const isPassed = verdict === "allow";
    counts.set(operation, { passed: passed + (isPassed ? 1 : 0), refused: refused + (isPassed ? 0 : 1) });
  }
  return counts;
}
