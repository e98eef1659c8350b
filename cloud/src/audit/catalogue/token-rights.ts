import { canSignIn, hasScope } from "../baselines.ts";
import { type Check, type CheckReport, check } from "../check.ts";
import type { AuditContext } from "../context.ts";
import type { AppClient, Route, UserPool } from "../deployment/deployment.ts";
import { isOn, textsAt } from "../deployment/json.ts";
import { evidenceOf } from "../http/evidence.ts";
import { callOf, isCatchAll, isHarmless, isOfGateway, isRefused, titleOf } from "../http/route-request.ts";
import type { Answer } from "../http/send.ts";
import { claimsOf } from "../tokens/forge.ts";
import { attack, onTokenRoutes, tokenRoutes } from "./attack.ts";

export const TOKEN_RIGHTS: readonly Check[] = [
  check(
    "tokens",
    {
      id: "TOK-01",
      title: "Nobody without a token is let in",
      severity: "critical",
      references: "A2 V8.2.1 C306 APIGateway.8",
      mode: "h",
      change: "- Authorizer: NONE\n+ Authorizer: <the API's authorizer>",
    },
    async (context, report) => {
      for (const route of context.deployment.apis.flatMap(({ routes }) => routes)) {
        if (route.method === "OPTIONS" || route.functionName === undefined) continue;
        if (context.declared.public.includes(titleOf(route)) || isCatchAll(route)) continue;
        if (route.guard === "NONE" && !route.needsKey && !isHarmless(context, route)) {
          report.notChecked(`${titleOf(route)} is open, and a call would run ${route.functionName}`);
          continue;
        }
        await attack(context, report, {
          route,
          what: "a call without a token",
          call: {},
          // An open route whose function refuses by itself lets nobody in.
          holds: (answer) => isRefused(route, answer) || ownRefusal(route, answer),
          found: { event: ["Auth"] },
        });
      }
    },
  ),
  check(
    "tokens",
    {
      id: "TOK-09",
      title: "A token of another user pool is refused",
      severity: "critical",
      references: "A2 V9.1.3 C345 RFC8725-3.8",
      mode: "u",
      change: "Name the one pool in UserPoolArn.",
    },
    async (context, report) => {
      await takesOpenPools(context, report);
      const others = await otherPools(context);
      if (others.length === 0) return report.notChecked("there is one user pool only");
      await onTokenRoutes(context, report, async (route) => {
        for (const { pool, token } of others) {
          if (route.authorizer?.poolIds.includes(pool.id) === true) continue;
          // The good token is of one of them, and the function may mean the others, too.
          if (route.guard === "FUNCTION" && context.deployment.pools.includes(pool)) {
            report.notChecked(
              `whose tokens ${titleOf(route)} takes, the function of its authorizer says alone`,
            );
            continue;
          }
          await attack(context, report, { route, what: "a genuine token of another pool", call: { token } });
        }
      });
    },
  ),
  check(
    "tokens",
    {
      id: "TOK-10",
      title: "Tokens of app clients that are not meant are refused",
      severity: "medium",
      references: "V9.2.3 V10.3.1 C863 RFC8725-3.9",
      mode: "u",
      change: "Give each client scopes of its own and ask for them on the route, or check client_id.",
    },
    async (context, report) => {
      const { audience } = context.declared;
      if (audience === undefined) {
        report.note("No audience is declared: a route takes tokens of every client of its pool.");
        return;
      }
      await onTokenRoutes(context, report, async (route, { pool, use }) => {
        const others = pool.clients.filter((client) => !isMeant(client, audience) && canSignIn(client));
        if (others.length === 0 && context.target.kind === "local")
          others.push(await context.spares.client(pool));
        for (const client of others) {
          const tokens = await context.people.tokens(pool, client);
          await attack(context, report, {
            route,
            what: "a token of an app client that is not in the audience",
            call: { token: use === "id" ? tokens.IdToken : tokens.AccessToken },
          });
        }
      });
    },
  ),
  check(
    "tokens",
    {
      id: "TOK-11",
      title: "An ID token does not pass for an access token, nor the other way round",
      severity: "high",
      references: "A2 V9.2.2 C287 RFC8725-3.12",
      mode: "u",
      change: "- AuthorizationScopes: []\n+ AuthorizationScopes: [<a scope that every access token has>]",
    },
    (context, report) =>
      onTokenRoutes(context, report, async (route, good) => {
        const tokens = await context.people.tokens(good.pool, good.client, good.groups);
        const other = good.use === "id" ? tokens.AccessToken : tokens.IdToken;
        const kind =
          good.use === "id"
            ? "an access token where ID tokens are taken"
            : "an ID token in place of the access token";
        await attack(context, report, { route, what: kind, call: { token: other } });
        const mixes = route.api.routes.some(({ scopes }) => scopes.length > 0);
        if (good.use === "id" && mixes) await tellMixed(context, report, route, tokens.IdToken);
        if (good.use === "id" && !mixes)
          report.note(`${titleOf(route)} has no scopes: it takes ID tokens of every client of the pool.`);
      }),
  ),
  check(
    "tokens",
    {
      id: "TOK-12",
      title: "Who is in no group has no more than the others",
      severity: "critical",
      references: "A5 V8.2.1 V10.3.2 C862",
      mode: "u",
      change: "+ AuthorizationScopes: [<the scope that only the group has>]",
    },
    async (context, report) => {
      for (const pool of context.deployment.pools) await groupsMatter(context, report, pool);
    },
  ),
  check(
    "tokens",
    {
      id: "TOK-13",
      title: "Names of groups and scopes count as whole words",
      severity: "high",
      references: "A5 V8.2.1 C863 C178",
      mode: "L",
      change: "Compare whole entries of the list, not a part of its text.",
    },
    async (context, report) => {
      for (const pool of context.deployment.pools) await lookAlikes(context, report, pool);
    },
  ),
];

/** Refused by the function behind an open route. */
function ownRefusal(route: Route, answer: Answer): boolean {
  return route.guard === "NONE" && !isOfGateway(answer) && (answer.status === 401 || answer.status === 403);
}

function isMeant({ id, resource }: AppClient, audience: readonly string[]): boolean {
  return audience.includes(id) || audience.includes(resource.logicalId);
}

async function otherPools(context: AuditContext) {
  const { deployment, target, people, spares } = context;
  const trusted = new Set(tokenRoutes(context).flatMap(({ authorizer }) => authorizer?.poolIds ?? []));
  const pools = deployment.pools.filter(({ id, clients }) => !trusted.has(id) && clients.some(canSignIn));
  if (pools.length === 0 && target.kind === "local") pools.push(await spares.pool());
  const found: { pool: UserPool; token: string }[] = [];
  for (const pool of pools) {
    const client = pool.clients.find(canSignIn);
    if (client === undefined) continue;
    const { AccessToken, IdToken } = await people.tokens(pool, client);
    found.push({ pool, token: AccessToken }, { pool, token: IdToken });
  }
  return found;
}

/** An authorizer that takes tokens of a pool in which everybody may make an account. */
async function takesOpenPools(context: AuditContext, report: CheckReport): Promise<void> {
  if (context.declared.openSignUp) return;
  for (const route of tokenRoutes(context)) {
    const ids = route.authorizer?.poolIds ?? [];
    if (ids.length < 2) continue;
    for (const pool of context.deployment.pools.filter(({ id }) => ids.includes(id))) {
      const isOpen = !isOn(pool.settings, "AdminCreateUserConfig", "AllowAdminCreateUserOnly");
      const gives = pool.clients.some((client) => canGive(client, route));
      if (!isOpen || !gives) continue;
      report.found({
        confidence: "inferred",
        resource: route.api.resource,
        member: ["Auth", "Authorizers"],
        what: `${route.authorizer?.name} takes tokens of ${pool.resource.logicalId}, too, in which everybody may make an account.`,
      });
    }
  }
}

/** Whether tokens of a client may have what a route asks for. */
function canGive({ settings }: AppClient, { scopes }: Route): boolean {
  if (scopes.length === 0) return true;
  const given = [...textsAt(settings, "AllowedOAuthScopes"), "aws.cognito.signin.user.admin"];
  return scopes.some((scope) => given.includes(scope));
}

async function tellMixed(
  context: AuditContext,
  report: CheckReport,
  route: Route,
  token: string,
): Promise<void> {
  const sent = callOf(context, route, { token });
  const answer = await context.send(sent);
  if (isRefused(route, answer)) return;
  report.found({
    confidence: "proved by call",
    resource: route.resource,
    route,
    event: ["Auth"],
    what: `${titleOf(route)} answered ${answer.status} to an ID token: it has no scopes, though other routes of the API have.`,
    evidence: [evidenceOf(sent, answer)],
  });
}

/** Scopes that a group brings must be asked for somewhere, and nobody else may have them. */
async function groupsMatter(context: AuditContext, report: CheckReport, pool: UserPool): Promise<void> {
  const client = pool.clients.find(canSignIn);
  if (client === undefined) return report.notChecked(`nobody can sign in at ${pool.id} by the API`);
  const routes = tokenRoutes(context).filter(({ authorizer }) => authorizer?.poolIds.includes(pool.id));
  const plain = (await context.people.tokens(pool, client)).AccessToken;
  for (const group of pool.groups) {
    const named = routes.filter(({ scopes }) =>
      scopes.some((scope) => scope.split(/[^A-Za-z0-9_]/).includes(group)),
    );
    for (const route of named) await asNobody(context, report, route, plain, group);
    if (named.length > 0 || routes.length === 0) continue;
    const scopes = scopesOf((await context.people.tokens(pool, client, [group])).AccessToken);
    const own = scopes.filter((scope) => !scopesOf(plain).includes(scope));
    if (own.length === 0) {
      report.note(`The group ${group} changes nothing in tokens of ${client.resource.logicalId}.`);
    } else if (routes.some((route) => route.scopes.some((scope) => own.includes(scope)))) {
      report.held();
    } else {
      await unusedScope(context, report, { pool, group, own, routes, plain });
    }
  }
}

async function asNobody(
  context: AuditContext,
  report: CheckReport,
  route: Route,
  plain: string,
  group: string,
): Promise<void> {
  if (!isHarmless(context, route) && hasScope(plain, route)) {
    report.found({
      confidence: "inferred",
      resource: route.resource,
      route,
      what: `${titleOf(route)} asks for a scope of ${group}, which tokens of people outside it have, too.`,
    });
    return;
  }
  await attack(context, report, {
    route,
    what: `a person outside of ${group}`,
    call: { token: plain },
    found: { event: ["Auth", "AuthorizationScopes"] },
  });
}

interface Unused {
  readonly pool: UserPool;
  readonly group: string;
  readonly own: readonly string[];
  readonly routes: readonly Route[];
  readonly plain: string;
}

async function unusedScope(
  context: AuditContext,
  report: CheckReport,
  { pool, group, own, routes, plain }: Unused,
): Promise<void> {
  const [route] = routes.filter((one) => isHarmless(context, one) && one.method !== "GET");
  const shown = route ?? routes.find((one) => isHarmless(context, one));
  const sent = shown === undefined ? undefined : callOf(context, shown, { token: plain });
  const answer = sent === undefined ? undefined : await context.send(sent);
  report.found({
    confidence: "inferred",
    resource: pool.resource,
    what: `No route asks for ${own.join(" ")}, which only ${group} brings: people outside of it may call everything.`,
    evidence: sent === undefined || answer === undefined ? [] : [evidenceOf(sent, answer)],
  });
}

function scopesOf(token: string): readonly string[] {
  return String(claimsOf(token)["scope"] ?? "")
    .split(" ")
    .filter(Boolean);
}

/** Groups whose names hold, or resemble, one that counts. */
async function lookAlikes(context: AuditContext, report: CheckReport, pool: UserPool): Promise<void> {
  const client = pool.clients.find(canSignIn);
  if (client === undefined) return report.notChecked(`nobody can sign in at ${pool.id} by the API`);
  const routes = tokenRoutes(context).filter(
    (route) => route.authorizer?.poolIds.includes(pool.id) === true && isHarmless(context, route),
  );
  for (const group of pool.groups) {
    const others = [`Not${group}`, `${group}2`, swapCase(group)].filter(
      (name) => !pool.groups.includes(name),
    );
    for (const name of others) await context.spares.group(pool, name);
    const kinds = { plain: [], member: [group], ...Object.fromEntries(others.map((name) => [name, [name]])) };
    for (const route of routes) {
      const answers = new Map<string, Answer>();
      for (const [kind, groups] of Object.entries(kinds)) {
        const tokens = await context.people.tokens(pool, client, groups);
        const token = route.scopes.length === 0 ? tokens.IdToken : tokens.AccessToken;
        answers.set(kind, await context.send(callOf(context, route, { token })));
      }
      const [plain, member] = [answers.get("plain")?.status, answers.get("member")?.status];
      if (plain === member) continue;
      for (const name of others) {
        const status = answers.get(name)?.status;
        if (status === plain) report.held();
        else {
          report.found({
            confidence: "proved by call",
            resource: route.resource,
            route,
            what: `${titleOf(route)} answered ${status} to somebody in ${name}, who is not in ${group}; people in no group get ${plain}.`,
          });
        }
      }
    }
  }
}

function swapCase(text: string): string {
  return [...text].map((c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join("");
}
