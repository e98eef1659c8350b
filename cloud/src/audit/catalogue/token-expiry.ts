import { hasScope } from "../baselines.ts";
import { type Check, type CheckReport, check } from "../check.ts";
import type { AuditContext } from "../context.ts";
import type { Route } from "../deployment/deployment.ts";
import { textAt } from "../deployment/json.ts";
import { callOf, isRefused, titleOf } from "../http/route-request.ts";
import type { Answer } from "../http/send.ts";
import { changed, claimsOf, headerOf } from "../tokens/forge.ts";
import { attack, onTokenRoutes } from "./attack.ts";
import { keysOf } from "./keys-of.ts";

const DAY_SECONDS = 86_400;
const YEAR_SECONDS = 365 * DAY_SECONDS;
/** Clocks of two machines differ, and a verifier may allow for it: within this nothing is said of a token. */
const LEEWAY_SECONDS = 300;

export const TOKEN_EXPIRY: readonly Check[] = [
  check(
    "tokens",
    {
      id: "TOK-08",
      title: "A token is refused after its time",
      severity: "high",
      references: "A2 V9.2.1 C613 RFC7519-4.1.4",
      mode: "u",
      change:
        "Check exp (and nbf, where there is one) in the authorizer, with no more than seconds of leeway.",
    },
    (context, report) =>
      onTokenRoutes(context, report, async (route, good) => {
        // Times under the genuine signature: who believes them does not verify it.
        const now = Math.floor(context.clock.now() / 1000);
        const times = { exp: now + YEAR_SECONDS, iat: now + YEAR_SECONDS, nbf: now + YEAR_SECONDS };
        for (const { token } of changed(good.token, times).slice(0, 1)) {
          await attack(context, report, { route, what: "a token whose times were changed", call: { token } });
        }
        // A copy's clock is the gateway's; a function that decides has the machine's.
        const isByGateway = route.guard === "COGNITO";
        if (isByGateway && (await endsInCopy(context, report, { route, token: good.token }))) return;
        await endsAsKept(context, report, { route, token: good.token });
      }),
  ),
];

interface Ending {
  readonly route: Route;
  /** Genuine, and good at this moment. */
  readonly token: string;
}

/**
 * AUDIT-14: in a copy of the deployment, the genuine token at the moments around its end.
 * @returns false where there is no copy
 */
async function endsInCopy(
  context: AuditContext,
  report: CheckReport,
  { route, token }: Ending,
): Promise<boolean> {
  const { exp, nbf } = claimsOf(token);
  const ends = Number(exp);
  const before = await context.at(ends - 1);
  if (before === undefined) return false;
  const base = before.deployment.apis.find(({ id }) => id === route.api.id)?.stages[0]?.url;
  if (base === undefined) return false;
  const call = { token, base };
  // Otherwise a refusal after it says nothing.
  const answer = await before.send(callOf(before, route, call));
  if (!isLetIn(route, answer)) {
    report.notChecked(
      `a copy of ${titleOf(route)} answered ${answer.status} to a token that had not ended yet`,
    );
    return true;
  }
  report.held();
  const moments = [
    { what: "a token that ended a second ago", at: ends + 1 },
    { what: "a token that ended a day ago", at: ends + DAY_SECONDS },
    ...(typeof nbf === "number" ? [{ what: "a token whose nbf is a minute ahead", at: nbf - 60 }] : []),
  ];
  for (const { what, at } of moments) {
    const copy = await context.at(at);
    if (copy !== undefined) await attack(copy, report, { route, what, call, holds: refuses(route) });
  }
  return true;
}

function isLetIn(route: Route, answer: Answer): boolean {
  return !isRefused(route, answer) && answer.status !== 429 && answer.status < 500;
}

/** By the gateway itself: what broke, or was counted, has not looked at the time. */
const refuses =
  (route: Route) =>
  (answer: Answer): boolean =>
    isRefused(route, answer);

/** AUDIT-15: the token of an earlier run, when it has ended; until then one is kept. */
async function endsAsKept(context: AuditContext, report: CheckReport, ending: Ending): Promise<void> {
  const { route } = ending;
  const { kept } = context;
  if (kept === undefined) {
    return report.notChecked("a token that has expired needs a place where one is kept until it has");
  }
  const place = { api: route.api.id, route: titleOf(route) };
  const old = kept.of(place.api, place.route);
  const token = old !== undefined && (await isOfToday(context, ending, old)) ? old : ending.token;
  if (token !== old) kept.keep({ ...place, token });
  const ends = Number(claimsOf(token)["exp"]) + LEEWAY_SECONDS;
  const now = context.clock.now() / 1000;
  if (now <= ends) {
    return report.notChecked(
      `a token of a removed user is kept until it has ended: run again after ${new Date(ends * 1000).toISOString().slice(0, 16)}Z`,
    );
  }
  const hours = Math.max(1, Math.round((now - ends) / 3_600));
  let isHeld = true;
  await attack(
    context,
    {
      ...report,
      found: (parts) => {
        isHeld = false;
        report.found(parts);
      },
    },
    { route, what: `a token that ended ${hours} h ago`, call: { token } },
  );
  // What works after its end is no longer an ended token, but a key.
  if (!isHeld) kept.forget(place.api, place.route);
}

/** Whether the route would take it but for its time: its pool, client, key, kind and scopes are still right. */
async function isOfToday(context: AuditContext, { route, token }: Ending, old: string): Promise<boolean> {
  const { iss, client_id: clientId, aud, token_use: use } = claimsOf(old);
  if (use !== claimsOf(token)["token_use"] || !hasScope(old, route)) return false;
  const pool = context.deployment.pools.find(({ id }) => String(iss).endsWith(`/${id}`));
  if (pool?.clients.some(({ id }) => id === (clientId ?? aud)) !== true) return false;
  const kid = headerOf(old)["kid"];
  return (await keysOf(context, pool)).some((key) => textAt(key, "kid") === kid);
}
