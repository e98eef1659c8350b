import type { CheckReport, FoundParts } from "../check.ts";
import type { AuditContext } from "../context.ts";
import type { Route } from "../deployment/deployment.ts";
import { evidenceOf } from "../http/evidence.ts";
import { callOf, isHarmless, isRefused, type RouteCall, titleOf } from "../http/route-request.ts";
import type { Answer, Sent } from "../http/send.ts";

export interface Attack {
  readonly route: Route;
  /** What is tried, for the finding: `a token with alg none`. */
  readonly what: string;
  readonly call: RouteCall;
  /** Whether the attack was held; by default, whether the gateway refused. */
  readonly holds?: (answer: Answer) => boolean;
  readonly found?: Partial<FoundParts>;
}

/** Tries one thing; what is not held is tried again before it is told. */
export async function attack(
  context: AuditContext,
  report: CheckReport,
  { route, what, call, holds, found }: Attack,
): Promise<void> {
  await tryTwice(context, report, {
    sent: callOf(context, route, call),
    holds: holds ?? ((answer) => isRefused(route, answer) || answer.status >= 500),
    found: (answer) => ({
      confidence: "proved by call",
      resource: route.resource,
      route,
      what: `${titleOf(route)} answered ${answer.status} to ${what}.`,
      ...found,
    }),
  });
}

export interface Attempt {
  readonly sent: Sent;
  readonly holds: (answer: Answer) => boolean;
  readonly found: (answer: Answer) => FoundParts;
}

export async function tryTwice(
  context: AuditContext,
  report: CheckReport,
  { sent, holds, found }: Attempt,
): Promise<void> {
  const answer = await context.send(sent);
  if (answer.status === 429) {
    return report.notChecked(`calls of ${sent.method} ${sent.path} are counted, and were too many`);
  }
  if (holds(answer)) return report.held(evidenceOf(sent, answer));
  const again = await context.send(sent);
  if (holds(again)) {
    return report.notChecked(
      `an answer of ${answer.status} to ${sent.method} ${sent.path} did not come a second time`,
    );
  }
  report.found({ evidence: [evidenceOf(sent, again)], ...found(again) });
}

/** Routes that somebody guards. */
export function guarded(context: AuditContext): readonly Route[] {
  return context.deployment.apis
    .flatMap(({ routes }) => routes)
    .filter(({ guard, method }) => guard !== "NONE" && method !== "OPTIONS");
}

/** Guarded by tokens, not by signatures. */
export function tokenRoutes(context: AuditContext): readonly Route[] {
  return guarded(context).filter(({ guard }) => guard !== "IAM");
}

/**
 * Tries tokens on every route that takes tokens: where a call that is let through does no harm, and the
 * route tells a good token from a broken one. The other routes are said to be not checked.
 */
export async function onTokenRoutes(
  context: AuditContext,
  report: CheckReport,
  tryRoute: (
    route: Route,
    good: NonNullable<Awaited<ReturnType<AuditContext["baselines"]["goodToken"]>>>,
  ) => Promise<void>,
): Promise<void> {
  const routes = tokenRoutes(context);
  for (const route of routes) {
    const baseline = await context.baselines.of(route);
    if (baseline.good === undefined || !baseline.tellsApart) {
      report.notChecked(baseline.reason);
      continue;
    }
    if (isHarmless(context, route)) await tryRoute(route, baseline.good);
    // An authorizer decides before any function: a route that could do harm is attacked through another
    // one with the same authorizer.
    else if (!hasHarmlessSibling(context, route, routes)) report.notChecked(baseline.reason);
  }
}

function hasHarmlessSibling(context: AuditContext, route: Route, routes: readonly Route[]): boolean {
  return routes.some(
    (other) =>
      other.api === route.api && other.authorizer?.id === route.authorizer?.id && isHarmless(context, other),
  );
}
