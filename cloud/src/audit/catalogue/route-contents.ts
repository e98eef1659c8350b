import { isDeepStrictEqual } from "node:util";
import { type Check, type CheckReport, check } from "../check.ts";
import type { AuditContext } from "../context.ts";
import type { Route, Stage } from "../deployment/deployment.ts";
import { isOn, listAt, objectAt, textAt, valueAt } from "../deployment/json.ts";
import { evidenceOf } from "../http/evidence.ts";
import { callOf, isHarmless, isRefused, titleOf, tokenHeader } from "../http/route-request.ts";
import type { Answer, Sent } from "../http/send.ts";
import { claimsOf } from "../tokens/forge.ts";
import { attack, guarded, onTokenRoutes, tokenRoutes, tryTwice } from "./attack.ts";
import { ownFirst } from "./stage-title.ts";

/** What says more of the inside than a caller needs. */
const LEAKS: readonly (readonly [string, RegExp])[] = [
  ["a stack trace", /(?:\n|\\n) {4}at /],
  ["a path of the function", /\/var\/task|node_modules|\/opt\/nodejs/],
  ["an ARN", /arn:aws:(?:iam|lambda|s3|cognito-idp|dynamodb|iot|sqs|sns|logs):/],
  ["a version", /\b(?:node|express|python|nginx)\/v?\d+\.\d+/i],
];

const MEGABYTE = 1_048_576;

/** What goes in and out by the doors. */
export const ROUTE_CONTENTS: readonly Check[] = [
  check(
    "routes",
    {
      id: "RTE-06",
      title: "Nobody reads another person's object by its id",
      severity: "critical",
      references: "A1 V8.2.2 C639",
      mode: "u",
      change: "Key objects by the sub of the token.",
    },
    (context, report) => {
      for (const route of tokenRoutes(context)) {
        if (route.path.includes("{") && !route.path.includes("+}")) {
          report.notChecked(`${titleOf(route)} takes an id, and no samples of ids are declared`);
        }
      }
    },
  ),
  check(
    "routes",
    {
      id: "RTE-07",
      title: "What only a token may say is not taken from the body",
      severity: "high",
      references: "A3 V8.2.3 C915",
      mode: "L",
      change: "Take the identity from the claims that the authorizer verified.",
    },
    (context, report) =>
      onTokenRoutes(context, report, async (route, { token, pool, client, groups }) => {
        const other = await context.people.make(pool, groups);
        const { AccessToken } = await context.people.signIn(other, client);
        const asked = withMember(context, route, { token, more: {} });
        const plain = await context.send(asked);
        if (!isSame(plain, await context.send(asked))) {
          report.notChecked(
            `${titleOf(route)} answers one request in two ways: no difference shows anything`,
          );
          return;
        }
        // Somebody else, and nobody: an answer that differs shows that the body was believed.
        for (const value of [String(claimsOf(AccessToken)["sub"]), NOBODY]) {
          for (const name of ["sub", "userId", "owner", "role"]) {
            const sent = withMember(context, route, { token, more: { [name]: value } });
            const answer = await context.send(sent);
            if (isSame(plain, answer) || REFUSED_BODIES.has(answer.status))
              report.held(evidenceOf(sent, answer));
            else {
              report.found({
                confidence: "proved by call",
                resource: route.resource,
                route,
                what: `${titleOf(route)} answers ${otherwise(plain, answer)} when the body has a "${name}" of somebody else.`,
                evidence: [evidenceOf(sent, answer)],
              });
            }
          }
        }
      }),
  ),
  check(
    "routes",
    {
      id: "RTE-08",
      title: "A body of the wrong shape breaks nothing",
      severity: "medium",
      references: "A4 V2.2.1 C20 C770",
      mode: "L",
      change: "+ RequestModel: { Model: <model>, Required: true, ValidateBody: true }",
    },
    (context, report) =>
      onTokenRoutes(context, report, async (route, { token }) => {
        if (route.method === "GET" || route.method === "HEAD") return;
        const bodies: readonly (readonly [string, string])[] = [
          ["a broken body", "{"],
          ["null", "null"],
          ["a list", "[]"],
          ["a number without end", `{"message":${"9".repeat(5_000)}}`],
          ["a megabyte of brackets", "[".repeat(MEGABYTE)],
        ];
        for (const [what, body] of bodies) {
          await attack(context, report, {
            route,
            what,
            call: { token, body },
            holds: ({ status }) => status >= 400 && status < 500,
          });
        }
      }),
  ),
  check(
    "routes",
    {
      id: "RTE-09",
      title: "A body of another type is refused, too",
      severity: "medium",
      references: "A8 V2.2.1 C436",
      mode: "L",
      change: "Map the model to every content type, or check the body in the function.",
    },
    (context, report) =>
      onTokenRoutes(context, report, async (route, { token }) => {
        if (route.model === undefined) return;
        for (const type of ["text/plain", "application/xml"]) {
          await attack(context, report, {
            route,
            what: `a body of ${type}`,
            call: { token, body: "<portcullis/>", headers: [["content-type", type]] },
            holds: ({ status }) => status >= 400 && status < 500,
          });
        }
      }),
  ),
  check(
    "routes",
    {
      id: "RTE-10",
      title: "Errors say nothing of the inside",
      severity: "low",
      references: "A8 V16.5.1 C209",
      mode: "h",
      change: "Catch errors in the function; + GatewayResponses for what the gateway says.",
    },
    async (context, report) => {
      for (const route of guarded(context)) await tellsInside(context, report, route, undefined);
      for (const route of tokenRoutes(context)) {
        if (!isHarmless(context, route) || context.target.kind !== "local") continue;
        const good = await context.baselines.goodToken(route);
        if (good !== undefined) await tellsInside(context, report, route, good.token);
      }
    },
  ),
  check(
    "routes",
    {
      id: "RTE-13",
      title: "Made-up headers of proxies change nothing",
      severity: "high",
      references: "A8 V4.1.3 C348",
      mode: "h",
      change: "Read requestContext.identity.sourceIp, never X-Forwarded-For.",
    },
    async (context, report) => {
      const spoofed: readonly (readonly [string, string])[] = [
        ["X-Forwarded-For", "127.0.0.1"],
        ["X-Forwarded-Host", "localhost"],
        ["X-Original-URL", "/"],
        ["X-Amzn-Oidc-Identity", "admin"],
        ["X-Amzn-Apigateway-Api-Id", "audit"],
        ["X-Amz-Security-Token", "audit"],
      ];
      for (const route of guarded(context)) {
        await attack(context, report, {
          route,
          what: "made-up headers of a proxy",
          call: { headers: spoofed },
        });
      }
    },
  ),
  check(
    "routes",
    {
      id: "RTE-14",
      title: "A cached answer is given to its own caller only",
      severity: "high",
      references: "A1 V14.2.2 C524 APIGateway.5",
      mode: "c",
      change: "+ CacheKeyParameters: [method.request.header.Authorization]\nor\n- CachingEnabled: true",
    },
    (context, report) => {
      for (const api of context.deployment.apis) {
        for (const stage of ownFirst(api.stages)) {
          for (const route of api.routes) cachedAnswer(report, stage, route);
        }
      }
    },
  ),
  check(
    "routes",
    {
      id: "RTE-15",
      title: "An authorizer's answer is not reused for another route",
      severity: "high",
      references: "A5 V8.3.1 C863",
      mode: "c",
      change: "+ Identity: { ReauthorizeEvery: 0 }\nor add method and path to the identity sources",
    },
    (context, report) => {
      const shared = new Map<string, Route[]>();
      for (const route of guarded(context).filter(({ guard }) => guard === "FUNCTION")) {
        const key = `${route.api.id}/${route.authorizer?.id}`;
        shared.set(key, [...(shared.get(key) ?? []), route]);
      }
      for (const routes of shared.values()) {
        const [route, second] = routes;
        const { ttlSeconds = 0, identitySource = "", name = "" } = route?.authorizer ?? {};
        const isPerRoute = /httpMethod|resourcePath|\$context/.test(identitySource);
        if (route === undefined || second === undefined || ttlSeconds === 0 || isPerRoute) report.held();
        else {
          report.found({
            confidence: "inferred",
            resource: route.api.resource,
            member: ["Auth", "Authorizers", name],
            what: `${name} keeps its answer for ${ttlSeconds} s by ${identitySource} alone, for ${routes.length} routes.`,
          });
        }
      }
    },
  ),
  check(
    "routes",
    {
      id: "RTE-18",
      title: "Personal answers are not kept on the way",
      severity: "low",
      references: "V4.1.1 V14.3.2 V3.4.4 C525",
      mode: "u",
      change: '+ "Cache-Control": "no-store"\n+ "X-Content-Type-Options": "nosniff"',
    },
    (context, report) =>
      onTokenRoutes(context, report, async (route, { token }) => {
        const { goodAnswer } = await context.baselines.of(route);
        if (goodAnswer === undefined || goodAnswer.status >= 300 || goodAnswer.body === "") return;
        await tryTwice(context, report, {
          sent: callOf(context, route, { token }),
          holds: (answer) => missingHeaders(answer).length === 0,
          found: (answer) => ({
            confidence: "proved by call",
            resource: route.resource,
            route,
            what: `The answer of ${titleOf(route)} lacks ${missingHeaders(answer).join(" and ")}.`,
          }),
        });
      }),
  ),
];

function missingHeaders({ headers }: Answer): readonly string[] {
  const cache = headers["cache-control"] ?? "";
  return [
    ...(/\bno-store\b/.test(cache) ? [] : ["Cache-Control: no-store"]),
    ...(headers["content-type"] === undefined ? ["a Content-Type"] : []),
    ...(headers["x-content-type-options"] === "nosniff" ? [] : ["X-Content-Type-Options: nosniff"]),
  ];
}

const NOBODY = "00000000-0000-4000-8000-000000000000";
/** What a body is refused with: it was not believed. */
const REFUSED_BODIES = new Set([400, 413, 415, 422]);

interface Membered {
  readonly token: string;
  readonly more: Readonly<Record<string, string>>;
}

function withMember(context: AuditContext, route: Route, { token, more }: Membered): Sent {
  return callOf(context, route, { token, body: JSON.stringify({ ...sampleOf(route), ...more }) });
}

/** Members that a model requires, with values that mean nothing to a function. */
function sampleOf({ model }: Route): Record<string, unknown> {
  const schema = model?.schema ?? {};
  return Object.fromEntries(
    listAt(schema, "required").map((name) => {
      const type = textAt(objectAt(schema, "properties"), String(name), "type");
      return [String(name), type === "number" || type === "integer" ? -1 : "portcullis-audit"];
    }),
  );
}

/** Members of an object have no order: a table gives them out as it likes. */
function isSame(one: Answer, other: Answer): boolean {
  if (one.status !== other.status) return false;
  return one.body === other.body || isDeepStrictEqual(contentOf(one), contentOf(other));
}

function contentOf({ body }: Answer): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function otherwise(plain: Answer, answer: Answer): string {
  return answer.status === plain.status ? "otherwise" : `${answer.status} in place of ${plain.status}`;
}

async function tellsInside(
  context: AuditContext,
  report: CheckReport,
  route: Route,
  token: string | undefined,
): Promise<void> {
  const leakOf = ({ body, status }: Answer): string | undefined =>
    status < 400 ? undefined : LEAKS.find(([, pattern]) => pattern.test(body))?.[0];
  await tryTwice(context, report, {
    sent: callOf(context, route, token === undefined ? {} : { token }),
    holds: (answer) => leakOf(answer) === undefined || (token === undefined && !isRefused(route, answer)),
    found: (answer) => ({
      confidence: "proved by call",
      resource: route.resource,
      route,
      what: `The error of ${titleOf(route)} holds ${leakOf(answer)}.`,
    }),
  });
}

/** Whether a stage keeps answers of a guarded route, and by what. */
function cachedAnswer(report: CheckReport, stage: Stage, route: Route): void {
  if (route.guard === "NONE" || !isCached(stage, route)) return;
  const header = tokenHeader(route);
  const isOwn = route.cacheKeys.some(
    (key) => key.toLowerCase() === `method.request.header.${header}`.toLowerCase(),
  );
  if (isOwn) {
    report.held();
    return;
  }
  report.found({
    confidence: "inferred",
    resource: stage.resource,
    route,
    member: ["MethodSettings"],
    what: `${titleOf(route)} is cached, and nothing makes ${header} part of the key: the answer to one person is given to others.`,
  });
}

/** Settings for all methods make GET cached alone; what is set for one method counts before them. */
function isCached({ settings }: Stage, { path, method }: Route): boolean {
  if (textAt(settings, "cacheClusterEnabled") === "false") return false;
  const methods = method === "ANY" ? ["ANY", "GET"] : [method];
  // With or without the first slash.
  const paths = [path, path.slice(1)].map((one) => one.replaceAll("/", "~1"));
  const own = methods
    .flatMap((name) => paths.map((one) => valueAt(settings, "methodSettings", `${one}/${name}`)))
    .find((found) => valueAt(found, "cachingEnabled") !== undefined);
  if (own !== undefined) return isOn(own, "cachingEnabled");
  return methods.includes("GET") && isOn(settings, "methodSettings", "*/*", "cachingEnabled");
}
