import type { DeployedApi, DeployedRoute, DeployedStage, Deployment } from "../deployment/deployment.ts";
import { logicalIdOf } from "../deployment/names.ts";
import type { Cell } from "../matrix.ts";
import { askedToInvoke, invocableAt } from "./invocable.ts";
import { type AskedPolicy, policyCell } from "./policy-cell.ts";
import type { Principal, TokenHolder } from "./principals.ts";

/** A route as one stage serves it. */
export interface StageRoute {
  readonly api: DeployedApi;
  readonly stage: DeployedStage;
  readonly route: DeployedRoute;
}

/**
 * Whether the call passes authorizer and resource policy, in this order.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
export function routeCell(deployment: Deployment, principal: Principal, at: StageRoute): Cell {
  const { authorizationType } = at.route;
  switch (authorizationType) {
    case "NONE":
      return behindPolicy(deployment, at, openCell(principal, at));
    case "COGNITO_USER_POOLS":
      return behindPolicy(deployment, at, tokenCell(deployment, principal, at));
    case "AWS_IAM":
      return signedCell(deployment, principal, at);
    default:
      return {
        verdict: "only-if",
        reason: "authorizer-asked",
        sentence: `${at.route.authorizer?.name ?? `the authorizer of type ${authorizationType}`} says so: it is code, and was not asked`,
        conditions: [`authorizer ${at.route.authorizer?.name ?? authorizationType}`],
        by: { place: at.api.place },
      };
  }
}

function openCell(principal: Principal, { api, route }: StageRoute): Cell {
  const what =
    route.integration === "MOCK" ? "a fixed answer of the gateway, no function runs" : "no authorizer";
  const reason = principal.kind === "anonymous" ? "open" : "as-nobody";
  return { verdict: "yes", reason, sentence: what, by: { place: api.place } };
}

function tokenCell({ names }: Deployment, principal: Principal, { api, route }: StageRoute): Cell {
  const { authorizer } = route;
  const by = { place: api.place };
  const no = (reason: string, sentence: string): Cell => ({ verdict: "no", reason, sentence, by });
  if (authorizer === undefined || authorizer.providerArns.length === 0) {
    return no("authorizer-misconfigured", "the authorizer of the route is not there: every call fails");
  }
  if (principal.kind === "anonymous") return no("api-token-missing", "no token");
  if (principal.kind !== "token") {
    return no(
      "api-token-missing",
      `${authorizer.name} takes tokens only: a signature counts for nothing here`,
    );
  }
  const refusal = refusedToken(principal, { ...route, authorizer });
  if (refusal !== undefined) return no(refusal.reason, refusal.sentence);
  const shared = route.scopes.map(names.logical).filter((scope) => principal.scopes.includes(scope));
  const sentence =
    principal.use === "id"
      ? "a route without scopes takes the ID token of every app client of the pool"
      : `the access token carries ${shared.join(", ")}${shared.length > 1 ? "; one is enough" : ", which the route asks for"}`;
  return { verdict: "yes", reason: principal.use === "id" ? "id-token" : "scope", sentence, by };

  function refusedToken(
    holder: TokenHolder,
    guarded: DeployedRoute & { readonly authorizer: NonNullable<DeployedRoute["authorizer"]> },
  ): { readonly reason: string; readonly sentence: string } | undefined {
    const { use, pool, client, failed } = holder;
    if (failed !== undefined)
      return { reason: "sign-in-fails", sentence: `nobody like this gets a token: ${failed}` };
    if (!guarded.authorizer.providerArns.includes(pool.arn)) {
      return {
        reason: "api-token-of-other-pool",
        sentence: `the route takes tokens of another pool than ${logicalIdOf(pool.place)}`,
      };
    }
    if (guarded.scopes.length === 0 && use === "access") {
      return {
        reason: "id-token-needed",
        sentence: "a route without scopes takes ID tokens, and this is an access token",
      };
    }
    if (guarded.scopes.length > 0 && use === "id") {
      return {
        reason: "access-token-needed",
        sentence: "the route lists scopes, so an access token is needed",
      };
    }
    const wanted = guarded.scopes.map(names.logical);
    if (wanted.length > 0 && !wanted.some((scope) => holder.scopes.includes(scope))) {
      return {
        reason: "scope-missing",
        sentence: `the access token has no scope ${wanted.join(" or ")}${hintOf(holder, wanted)}`,
      };
    }
    const { audience } = guarded.authorizer;
    if (
      audience !== undefined &&
      (use === "access" || !new RegExp(`^(?:${audience})$`, "u").test(client.id))
    ) {
      return {
        reason: "audience-mismatch",
        sentence: "the audience of the token is not the one the authorizer wants",
      };
    }
    return undefined;
  }
}

/** The group that would bring one of the scopes. */
function hintOf({ groupsBy }: TokenHolder, wanted: readonly string[]): string {
  const groups = new Set(wanted.flatMap((scope) => groupsBy.get(scope) ?? []));
  return groups.size === 0 ? "" : `; it comes with the group ${[...groups].sort().join(" or ")}`;
}

/** A call that its authorizer let pass is still the resource policy's to refuse. */
function behindPolicy(deployment: Deployment, at: StageRoute, cell: Cell): Cell {
  if (cell.verdict !== "yes" || at.api.policy === undefined) return cell;
  const weighed = policyCell(deployment, { kind: "anonymous" }, askedOf(deployment, at));
  if (weighed.verdict === "yes") return cell;
  return weighed.verdict === "no"
    ? { ...weighed, sentence: "the API's resource policy does not let them in", by: { place: at.api.place } }
    : weighed;
}

function signedCell(deployment: Deployment, principal: Principal, at: StageRoute): Cell {
  if (principal.kind === "anonymous" || principal.kind === "token") {
    return {
      verdict: "no",
      reason: "route-wants-signature",
      sentence: "the route wants an AWS signature",
      by: { place: at.api.place },
    };
  }
  const cell = policyCell(deployment, principal, askedOf(deployment, at));
  const asCaller = cell.verdict === "no" ? undefined : askedAsCaller(deployment, at);
  return asCaller === undefined ? cell : both(cell, policyCell(deployment, principal, asCaller));
}

/** Who may call the route, and the function behind it. */
function both(route: Cell, called: Cell): Cell {
  if (called.verdict === "no") {
    const sentence = `the route calls the function with the caller's own rights, and ${called.sentence}`;
    return { ...called, sentence };
  }
  if (called.verdict === "yes") return route;
  if (route.verdict === "yes") return called;
  const conditions = [...new Set([...(route.conditions ?? []), ...(called.conditions ?? [])])].sort();
  return { ...route, sentence: conditions.join(" and "), conditions };
}

/** The question that Lambda asks where the integration has the caller's credentials. */
export function askedAsCaller({ functions }: Deployment, { route }: StageRoute): AskedPolicy | undefined {
  if (route.credentials !== CALLER_CREDENTIALS) return undefined;
  const its = functions.find(({ name }) => name === route.functionName);
  if (its === undefined) return undefined;
  return askedToInvoke(invocableAt(its, route.qualifier));
}

const CALLER_CREDENTIALS = "arn:aws:iam::*:user/*";

/** The question that API Gateway asks the policies of a call; variables of the path stand for any value. */
export function askedOf({ scope }: Deployment, at: StageRoute): AskedPolicy {
  const { api, stage, route } = at;
  const method = calledMethod(at);
  const path = examplePath(route.path);
  return {
    action: "execute-api:Invoke",
    resource: `arn:aws:execute-api:${scope.region}:${scope.accountId}:${api.id}/${stage.name}/${method}${path}`,
    resourcePolicy: api.policy,
    words: `execute-api:Invoke on ${route.method} ${route.path}`,
    place: api.place,
  };
}

const METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];

/** A method that this route answers: `ANY` answers those that no other route of the path has. */
export function calledMethod({ stage, route }: StageRoute): string {
  if (route.method !== "ANY") return route.method;
  const taken = stage.routes.filter(({ path }) => path === route.path).map(({ method }) => method);
  return METHODS.find((method) => !taken.includes(method)) ?? "GET";
}

/** The path with a value in place of each variable. */
export function examplePath(path: string): string {
  return path.replace(/\{[^{}]*\}/g, "portcullis-access");
}
