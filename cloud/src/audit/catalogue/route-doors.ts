import { type Check, type CheckReport, check } from "../check.ts";
import type { AuditContext } from "../context.ts";
import { type Api, ofType, type Route } from "../deployment/deployment.ts";
import { isOn, numberAt, objectAt, textAt } from "../deployment/json.ts";
import { evidenceOf } from "../http/evidence.ts";
import {
  callOf,
  concretePath,
  isCatchAll,
  isHarmless,
  isOfGateway,
  isRefused,
  titleOf,
} from "../http/route-request.ts";
import type { Answer } from "../http/send.ts";
import { guarded, tryTwice } from "./attack.ts";
import { ownFirst, stageTitle } from "./stage-title.ts";

const VERBS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE"];
const FOREIGN = "https://audit.example";
/** What an account has in a region unless it asked for more. */
const ACCOUNT_RATE = 10_000;
const ACCOUNT_BURST = 5_000;

/** Which doors there are, and that each has its lock. */
export const ROUTE_DOORS: readonly Check[] = [
  check(
    "routes",
    {
      id: "RTE-01",
      title: "No route is open but those declared public",
      severity: "critical",
      references: "A5 A9 V8.2.1 C862 APIGateway.8",
      mode: "h",
      change:
        '- Authorizer: NONE\n+ Authorizer: <the API\'s authorizer>\nor declare it: "access": { "public": ["<route>"] } in portcullis.json',
    },
    async (context, report) => {
      for (const route of allRoutes(context)) {
        if (route.method === "OPTIONS" || isCatchAll(route)) continue;
        const isOpen = route.guard === "NONE" && !route.needsKey && route.functionName !== undefined;
        if (!isOpen || context.declared.public.includes(titleOf(route))) report.held();
        else await tellOpen(context, report, route);
      }
    },
  ),
  check(
    "routes",
    {
      id: "RTE-02",
      title: "Other stages and addresses are as closed as the first",
      severity: "high",
      references: "A9 V13.4.5 C1059",
      mode: "h",
      change: "+ DisableExecuteApiEndpoint: true\nand delete stages that nobody uses.",
    },
    async (context, report) => {
      for (const api of context.deployment.apis) {
        for (const stage of api.stages.slice(1)) {
          for (const route of api.routes.filter(({ guard }) => guard !== "NONE")) {
            await withoutToken(context, report, {
              route,
              what: `at the stage ${stage.name}`,
              base: stage.url,
            });
          }
        }
        bypassedDomain(context, report, api);
        if (api.stages.length === 1) report.held();
      }
    },
  ),
  check(
    "routes",
    {
      id: "RTE-03",
      title: "No other verb reaches a function",
      severity: "critical",
      references: "A5 V4.1.4 V13.4.4 C288",
      mode: "h",
      change: "- Path: /{proxy+}\n-   Method: ANY\n-   Auth: { Authorizer: NONE }",
    },
    async (context, report) => {
      for (const route of allRoutes(context).filter((one) => isCatchAll(one) && one.guard === "NONE")) {
        await openCatchAll(context, report, route);
      }
      for (const api of context.deployment.apis) {
        // With an open catch-all the verbs would run it: that is told above.
        if (api.routes.some((route) => isCatchAll(route) && route.guard === "NONE")) continue;
        for (const route of onePerPath(api.routes)) await otherVerbs(context, report, route);
      }
    },
  ),
  check(
    "routes",
    {
      id: "RTE-04",
      title: "Another spelling of a path opens nothing",
      severity: "high",
      references: "A5 V8.2.1 C22 C436",
      mode: "h",
      change: "Decide by the route, not by the text of the path.",
    },
    async (context, report) => {
      for (const route of guarded(context)) {
        if (isCatchAll(route) || !stopsWithoutToken(context, route)) continue;
        for (const path of spellings(concretePath(route, context.runId))) {
          await withoutToken(context, report, { route, what: `spelled ${path}`, path });
        }
      }
    },
  ),
  check(
    "routes",
    {
      id: "RTE-05",
      title: "Browsers of other sites are not let in",
      severity: "medium",
      references: "A8 V3.4.2 C942",
      mode: "h",
      change: "+ AllowOrigin: \"'https://<your app>'\"\n- AllowCredentials: true",
    },
    async (context, report) => {
      for (const route of onePerPath(allRoutes(context))) {
        if (!isCatchAll(route)) await preflight(context, report, route);
      }
    },
  ),
  check(
    "routes",
    {
      id: "RTE-11",
      title: "Calls are limited below what the account has",
      severity: "medium",
      references: "A4 V2.4.1 C770",
      mode: "c",
      change:
        '+ MethodSettings:\n+   - HttpMethod: "*"\n+     ResourcePath: /*\n+     ThrottlingRateLimit: 20\n+     ThrottlingBurstLimit: 40',
    },
    (context, report) => {
      for (const api of context.deployment.apis.filter(({ kind }) => kind === "REST")) {
        for (const stage of ownFirst(api.stages)) {
          const settings = objectAt(stage.settings, "methodSettings", "*/*");
          const rate = numberAt(settings, "throttlingRateLimit");
          const burst = numberAt(settings, "throttlingBurstLimit");
          if (rate < ACCOUNT_RATE && burst < ACCOUNT_BURST) report.held();
          else {
            report.found({
              confidence: "seen in configuration",
              resource: stage.resource,
              member: ["MethodSettings"],
              what: Number.isNaN(rate)
                ? `${stageTitle(stage, api.stages)} has no limit of its own: one caller can use up the account's.`
                : `${stageTitle(stage, api.stages)} lets ${rate} calls a second and ${burst} at once through; an account has ${ACCOUNT_RATE} and ${ACCOUNT_BURST}.`,
            });
          }
        }
      }
    },
  ),
  check(
    "routes",
    {
      id: "RTE-12",
      title: "An API key is not the only guard",
      severity: "high",
      references: "A2 V7.2.2 C287",
      mode: "c",
      change: "+ Authorizer: <the API's authorizer>",
    },
    (context, report) => {
      for (const route of allRoutes(context).filter(({ needsKey }) => needsKey)) {
        if (route.guard !== "NONE") report.held();
        else {
          report.found({
            confidence: "seen in configuration",
            resource: route.resource,
            route,
            event: ["Auth"],
            what: `${titleOf(route)} is guarded by an API key alone, which says which program calls and not who.`,
          });
        }
      }
    },
  ),
  check(
    "routes",
    {
      id: "RTE-16",
      title: "No function has an address of its own that is open",
      severity: "critical",
      references: "A5 A9 V8.2.1 C306 Lambda.1",
      mode: "h",
      change: "- AuthType: NONE\n+ AuthType: AWS_IAM",
    },
    (context, report) => {
      for (const resource of ofType(context.deployment, "AWS::Lambda::Url")) {
        if (textAt(resource.properties, "AuthType") !== "NONE") report.held();
        else {
          report.found({
            confidence: "seen in configuration",
            resource,
            member: ["FunctionUrlConfig"],
            what: `${resource.logicalId} lets everybody call the function, beside the API and its authorizer.`,
          });
        }
      }
    },
  ),
  check(
    "routes",
    {
      id: "RTE-17",
      title: "Nobody connects to a WebSocket API without a token",
      severity: "high",
      references: "A2 V4.4.2 C1385",
      mode: "h",
      change: "+ AuthorizationType: CUSTOM\n+ AuthorizerId: <authorizer>",
    },
    (context, report) => {
      for (const resource of ofType(context.deployment, "AWS::ApiGatewayV2::Route")) {
        if (textAt(resource.properties, "RouteKey") !== "$connect") continue;
        const type = textAt(resource.properties, "AuthorizationType");
        if (type !== "" && type !== "NONE") report.held();
        else {
          report.found({
            confidence: "seen in configuration",
            resource,
            member: ["AuthorizationType"],
            what: "The route $connect lets everybody connect.",
          });
        }
      }
    },
  ),
];

function allRoutes({ deployment }: AuditContext): readonly Route[] {
  return deployment.apis.flatMap(({ routes }) => routes);
}

function onePerPath(routes: readonly Route[]): readonly Route[] {
  const seen = new Map(routes.map((route) => [`${route.api.id} ${route.path}`, route]));
  return [...seen.values()].filter(({ method }) => method !== "OPTIONS");
}

async function tellOpen(context: AuditContext, report: CheckReport, route: Route): Promise<void> {
  const sent = callOf(context, route);
  const answer = isHarmless(context, route) ? await context.send(sent) : undefined;
  report.found({
    confidence: answer === undefined ? "seen in configuration" : "proved by call",
    resource: route.resource,
    route,
    event: ["Auth"],
    what: `${titleOf(route)} runs ${route.functionName} for everybody${answer === undefined ? "" : `: ${answer.status} without a token`}.`,
    evidence: answer === undefined ? [] : [evidenceOf(sent, answer)],
  });
}

/** Whether a call without a token runs nothing, however the gateway reads it. */
function stopsWithoutToken(context: AuditContext, route: Route): boolean {
  return (
    isHarmless(context, route) ||
    route.api.routes.every((one) => one.guard !== "NONE" || one.functionName === undefined)
  );
}

interface TokenlessCall {
  readonly route: Route;
  readonly what: string;
  readonly base?: string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: readonly (readonly [string, string])[];
}

/** Must be refused, or lead nowhere. */
async function withoutToken(
  context: AuditContext,
  report: CheckReport,
  { route, what, ...call }: TokenlessCall,
): Promise<void> {
  await tryTwice(context, report, {
    sent: callOf(context, route, call),
    holds: (answer) => isRefused(route, answer) || isOfGateway(answer) || leadsNowhere(answer),
    found: (answer) => ({
      confidence: "proved by call",
      resource: route.resource,
      route,
      what: `${titleOf(route)} ${what} answered ${answer.status} without a token.`,
    }),
  });
}

function leadsNowhere({ status }: Answer): boolean {
  return status === 404 || status === 403 || status === 405 || status === 400;
}

function bypassedDomain(context: AuditContext, report: CheckReport, api: Api): void {
  const mappings = ofType(context.deployment, "AWS::ApiGateway::BasePathMapping").filter(
    ({ properties }) => properties["RestApiId"] === api.id,
  );
  if (mappings.length === 0 || isOn(api.settings, "disableExecuteApiEndpoint")) return;
  report.found({
    confidence: "seen in configuration",
    resource: api.resource,
    member: ["DisableExecuteApiEndpoint"],
    what: `${api.resource.logicalId} answers at its execute-api address, too, past what guards its own domain.`,
  });
}

async function openCatchAll(context: AuditContext, report: CheckReport, route: Route): Promise<void> {
  if (context.declared.public.includes(titleOf(route))) return;
  const others = route.api.routes.filter((one) => one.guard !== "NONE");
  const parts = {
    resource: route.resource,
    route,
    event: ["Auth"],
    what: `${titleOf(route)} is open and answers every path and verb that the ${others.length} guarded routes lack`,
  };
  if (context.target.kind === "aws" && !context.declared.safe.includes(titleOf(route))) {
    return report.found({ confidence: "seen in configuration", ...parts, what: `${parts.what}.` });
  }
  const sent = callOf(context, route, { method: "PATCH", path: concretePath(route, context.runId) });
  const answer = await context.send(sent);
  // One that only says that nothing is there opens nothing.
  if (answer.status === 404) return report.held(evidenceOf(sent, answer));
  report.found({
    confidence: "proved by call",
    ...parts,
    what: `${parts.what}: ${answer.status} without a token.`,
    evidence: [evidenceOf(sent, answer)],
  });
}

async function otherVerbs(context: AuditContext, report: CheckReport, route: Route): Promise<void> {
  const own = new Set(route.api.routes.filter(({ path }) => path === route.path).map(({ method }) => method));
  if (own.has("ANY") || isCatchAll(route)) return;
  for (const method of VERBS.filter((verb) => !own.has(verb))) {
    await withoutToken(context, report, { route, what: `called with ${method}`, method });
  }
  if (route.guard === "NONE") return;
  for (const name of ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"]) {
    const other = VERBS.find((verb) => verb !== route.method) ?? "";
    await withoutToken(context, report, { route, what: `with ${name}: ${other}`, headers: [[name, other]] });
  }
}

/** Other ways to write a path, as gateways, proxies and functions may read them. */
function spellings(path: string): readonly string[] {
  const last = path.lastIndexOf("/");
  const encoded = [...path.slice(last + 1)]
    .map((c, i) => (i === 0 ? `%${c.charCodeAt(0).toString(16)}` : c))
    .join("");
  return [
    `${path}/`,
    `/${path}`,
    path.toUpperCase(),
    `/x/%2e%2e${path}`,
    `${path.slice(0, last)}%2f${path.slice(last + 1)}`,
    `${path.slice(0, last + 1)}${encoded}`,
    `${path};a=b`,
    `${path}%00`,
  ];
}

async function preflight(context: AuditContext, report: CheckReport, route: Route): Promise<void> {
  const options = route.api.routes.find((one) => one.method === "OPTIONS" && one.path === route.path);
  const headers = [
    ["Origin", FOREIGN],
    ["Access-Control-Request-Method", route.method],
    ["Access-Control-Request-Headers", "authorization"],
  ] as const;
  const sent = { ...callOf(context, { ...route, model: undefined }, { method: "OPTIONS", headers }) };
  const answer = await context.send(sent);
  const origin = answer.headers["access-control-allow-origin"];
  const withCredentials = answer.headers["access-control-allow-credentials"] === "true";
  const parts = { confidence: "proved by call", resource: route.api.resource, member: ["Cors"] } as const;
  if (origin === FOREIGN || (origin === "*" && withCredentials)) {
    return report.found({
      ...parts,
      route,
      what: `A page of ${FOREIGN} may call ${titleOf(route)}: Access-Control-Allow-Origin is ${origin}${withCredentials ? ", with credentials" : ""}.`,
      evidence: [evidenceOf(sent, answer)],
    });
  }
  if (options?.functionName !== undefined && answer.status < 400) {
    return report.found({
      ...parts,
      route: options,
      what: `The preflight of ${route.path} runs ${options.functionName}, without a token.`,
      evidence: [evidenceOf(sent, answer)],
    });
  }
  report.held(evidenceOf(sent, answer));
}
