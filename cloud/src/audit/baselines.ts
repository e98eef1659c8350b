import { AwsError, UserError } from "../core/errors.ts";
import type { CallingContext } from "./calling.ts";
import type { AppClient, Route, UserPool } from "./deployment/deployment.ts";
import { textAt } from "./deployment/json.ts";
import { callOf, isHarmless, titleOf } from "./http/route-request.ts";
import type { Answer } from "./http/send.ts";
import { broken, claimsOf } from "./tokens/forge.ts";

/** A genuine token that a route takes, and whose it is. */
export interface GoodToken {
  readonly token: string;
  readonly use: "access" | "id";
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly groups: readonly string[];
}

/**
 * AUDIT-9: how a route answers a good token and one with a broken signature. Where both answers look alike, nothing
 * that is said of tokens on this route means anything.
 */
export interface Baseline {
  readonly good: GoodToken | undefined;
  /** Undefined where a call that is let through might do something. */
  readonly goodAnswer: Answer | undefined;
  readonly brokenAnswer: Answer | undefined;
  readonly tellsApart: boolean;
  /** Why it does not, or cannot be seen to. */
  readonly reason: string;
}

export interface Baselines {
  of(route: Route): Promise<Baseline>;
  /** A token that the route should take; undefined where no sign-in gives one. */
  goodToken(route: Route): Promise<GoodToken | undefined>;
}

export function createBaselines(context: () => CallingContext): Baselines {
  const known = new Map<Route, Promise<Baseline>>();
  const tokens = new Map<Route, Promise<GoodToken | undefined>>();
  const goodToken = (route: Route): Promise<GoodToken | undefined> => {
    const found = tokens.get(route) ?? findToken(context(), route);
    tokens.set(route, found);
    return found;
  };
  const of: Baselines["of"] = (route) => {
    const found = known.get(route) ?? measure(context(), route, { of, goodToken });
    known.set(route, found);
    return found;
  };
  return { of, goodToken };
}

async function measure(context: CallingContext, route: Route, baselines: Baselines): Promise<Baseline> {
  const nothing = { good: undefined, goodAnswer: undefined, brokenAnswer: undefined, tellsApart: false };
  const good = await baselines.goodToken(route);
  if (good === undefined) return { ...nothing, reason: `no sign-in gives a token for ${titleOf(route)}` };
  const brokenAnswer = await context.send(callOf(context, route, { token: broken(good.token) }));
  if (!isHarmless(context, route)) {
    // What tells them apart is the authorizer: a sibling of the same one that may be called shows it.
    const sibling = route.api.routes.find(
      (other) =>
        other !== route && other.authorizer?.id === route.authorizer?.id && isHarmless(context, other),
    );
    const shown = sibling === undefined ? undefined : await baselines.of(sibling);
    const tellsApart = shown?.tellsApart === true && isAlike(shown.brokenAnswer, brokenAnswer);
    return {
      good,
      goodAnswer: undefined,
      brokenAnswer,
      tellsApart,
      reason: `${titleOf(route)} is called with a good token only where that is harmless: declare it "safe", or check its body by a model`,
    };
  }
  const goodAnswer = await context.send(callOf(context, route, { token: good.token }));
  return {
    good,
    goodAnswer,
    brokenAnswer,
    tellsApart: !isAlike(goodAnswer, brokenAnswer),
    reason: `${titleOf(route)} answers a good token and a broken one alike (${goodAnswer.status})`,
  };
}

/** By status first; bodies count where neither is an answer of success. */
function isAlike(one: Answer | undefined, other: Answer | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.status === other.status && (one.status >= 400 ? one.body === other.body : true);
}

async function findToken(context: CallingContext, route: Route): Promise<GoodToken | undefined> {
  const { deployment } = context;
  const ids = route.authorizer?.poolIds ?? [];
  const pools = deployment.pools.filter(({ id }) => ids.length === 0 || ids.includes(id));
  for (const pool of pools) {
    for (const client of pool.clients) {
      if (!canSignIn(client)) continue;
      for (const groups of [[], ...pool.groups.map((group) => [group])]) {
        const tokens = await signedIn(context, pool, client, groups);
        if (tokens === undefined) continue;
        const use = route.scopes.length === 0 && route.guard === "COGNITO" ? "id" : "access";
        const token = use === "id" ? tokens.IdToken : tokens.AccessToken;
        if (hasScope(token, route)) return { token, use, pool, client, groups };
      }
    }
  }
  return undefined;
}

async function signedIn(
  { people }: CallingContext,
  pool: UserPool,
  client: AppClient,
  groups: readonly string[],
) {
  try {
    return await people.tokens(pool, client, groups);
  } catch (error) {
    if (error instanceof AwsError || error instanceof UserError) return undefined;
    throw error;
  }
}

/** By the API, as an app does: over SRP or with a plain password. */
export function canSignIn({ settings }: AppClient): boolean {
  const flows = JSON.stringify(settings["ExplicitAuthFlows"] ?? []);
  return (
    flows === "[]" || /USER_SRP_AUTH|USER_PASSWORD_AUTH/.test(flows.replaceAll("ADMIN_USER_PASSWORD", ""))
  );
}

export function hasScope(token: string, { scopes }: Pick<Route, "scopes">): boolean {
  if (scopes.length === 0) return true;
  const own = textAt(claimsOf(token) as Parameters<typeof textAt>[0], "scope").split(" ");
  return scopes.some((scope) => own.includes(scope));
}
