import { AwsError } from "../../core/errors.ts";
import { signRequest } from "../../wire/sigv4/sign.ts";
import { canSignIn } from "../baselines.ts";
import { type Check, type CheckReport, check } from "../check.ts";
import type { AuditContext } from "../context.ts";
import type { AppClient, Route, UserPool } from "../deployment/deployment.ts";
import { numberAt, textAt } from "../deployment/json.ts";
import { callOf } from "../http/route-request.ts";
import { claimsOf } from "../tokens/forge.ts";
import { attack, guarded, onTokenRoutes } from "./attack.ts";

export const TOKEN_LIFE: readonly Check[] = [
  check(
    "tokens",
    {
      id: "TOK-14",
      title: "Sign-out and disabling end what they can",
      severity: "low",
      references: "V7.4.1 V7.4.2 V8.3.2 C613",
      mode: "u",
      change: "+ AccessTokenValidity: 5\n+ TokenValidityUnits: { AccessToken: minutes }",
    },
    async (context, report) => {
      for (const pool of context.deployment.pools) {
        for (const client of pool.clients.filter(canSignIn))
          await endsSessions(context, report, pool, client);
      }
    },
  ),
  check(
    "tokens",
    {
      id: "TOK-15",
      title: "A token counts in its header only",
      severity: "medium",
      references: "V14.2.1 C598 RFC6750-2.3",
      mode: "u",
      change: "Read tokens from the Authorization header alone.",
    },
    (context, report) =>
      onTokenRoutes(context, report, async (route, { token, pool, client, groups }) => {
        const path = callOf(context, route).path.slice(
          new URL(route.api.stages[0]?.url ?? "http://x").pathname.length,
        );
        const tokens = await context.people.tokens(pool, client, groups);
        const tries = [
          { what: "a refresh token", call: { token: tokens.RefreshToken } },
          {
            what: "a token in the query",
            call: { path: `${path}?access_token=${token}&Authorization=${token}` },
          },
          {
            what: "a token in a cookie",
            call: { headers: [["cookie", `Authorization=${token}; access_token=${token}`]] as const },
          },
        ];
        for (const one of tries) await attack(context, report, { route, ...one });
      }),
  ),
  check(
    "tokens",
    {
      id: "TOK-16",
      title: "Tokens do not live longer than they need",
      severity: "low",
      references: "V10.4.8 V7.3.2 C613",
      mode: "c",
      change: "+ AccessTokenValidity: 60\n+ TokenValidityUnits: { AccessToken: minutes }",
    },
    (context, report) => {
      for (const client of context.deployment.pools.flatMap(({ clients }) => clients)) {
        for (const life of LIVES) tokenLife(report, client, life);
      }
    },
  ),
  check(
    "tokens",
    {
      id: "TOK-17",
      title: "A signed call that was changed is refused",
      severity: "high",
      references: "A2 V9.1.1 C294 C347",
      mode: "h",
      change: "Nothing: API Gateway checks signatures. Report this.",
    },
    async (context, report) => {
      for (const route of guarded(context).filter(({ guard }) => guard === "IAM")) {
        await changedSignatures(context, report, route);
      }
    },
  ),
];

async function endsSessions(
  context: AuditContext,
  report: CheckReport,
  pool: UserPool,
  client: AppClient,
): Promise<void> {
  const { people, target } = context;
  const person = await people.make(pool);
  const tokens = await people.signIn(person, client);
  const who = { UserPoolId: pool.id, Username: person.username };
  await target.cognito("AdminUserGlobalSignOut", who);
  await refusesRefresh(context, report, { client, token: tokens.RefreshToken, after: "global sign-out" });
  const again = await people.signIn(person, client).catch(() => undefined);
  await target.cognito("AdminDisableUser", who);
  if (again !== undefined) {
    await refusesRefresh(context, report, { client, token: again.RefreshToken, after: "disabling" });
  }
  const claims = claimsOf(tokens.AccessToken);
  const seconds = Number(claims["exp"]) - Number(claims["iat"]);
  report.note(
    `An API takes an access token of ${client.resource.logicalId} for up to ${seconds} s after sign-out, disabling or removal from a group.`,
  );
}

interface EndedRefresh {
  readonly client: AppClient;
  readonly token: string;
  readonly after: string;
}

async function refusesRefresh(
  { target }: AuditContext,
  report: CheckReport,
  { client, token, after }: EndedRefresh,
): Promise<void> {
  if (textAt(client.settings, "ClientSecret") !== "") return report.notChecked(`${client.id} has a secret`);
  try {
    await target.cognito("GetTokensFromRefreshToken", { ClientId: client.id, RefreshToken: token });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code === "NotAuthorizedException" || error.code === "RefreshTokenReuseException")
      return report.held();
    return report.notChecked(`a refresh was answered with ${error.code}`);
  }
  report.found({
    confidence: "proved by call",
    resource: client.resource,
    what: `A refresh token of ${client.resource.logicalId} gave tokens after ${after}.`,
  });
}

const UNIT_SECONDS: Readonly<Record<string, number>> = {
  seconds: 1,
  minutes: 60,
  hours: 3_600,
  days: 86_400,
};
const LIVES = [
  { token: "AccessToken", unit: "hours", most: 3_600, words: "an hour" },
  { token: "IdToken", unit: "hours", most: 3_600, words: "an hour" },
  { token: "RefreshToken", unit: "days", most: 30 * 86_400, words: "30 days" },
] as const;

function tokenLife(
  report: CheckReport,
  client: AppClient,
  { token, unit, most, words }: (typeof LIVES)[number],
): void {
  const given = numberAt(client.settings, `${token}Validity`);
  const named = textAt(client.settings, "TokenValidityUnits", token) || unit;
  const seconds = (given || (unit === "days" ? 30 : 1)) * (UNIT_SECONDS[given ? named : unit] ?? 1);
  if (seconds <= most) report.held();
  else
    report.found({
      confidence: "seen in configuration",
      resource: client.resource,
      member: [`${token}Validity`],
      what: `${token} of ${client.resource.logicalId} lives ${given} ${named}, more than ${words}.`,
    });
}

async function changedSignatures(context: AuditContext, report: CheckReport, route: Route): Promise<void> {
  const { credentials, region } = context.target;
  const sent = callOf(context, route);
  const past = { now: () => context.clock.now() - 20 * 60_000 };
  const signed = (more: { readonly region?: string; readonly clock?: { now(): number } } = {}) =>
    signRequest({
      method: sent.method,
      url: `${sent.origin}${sent.path}`,
      headers: {},
      body: sent.body ?? "",
      service: "execute-api",
      region: more.region ?? region,
      credentials,
      clock: more.clock ?? context.clock,
    });
  const good = signed();
  const wrong = { ...good, authorization: turned(good["authorization"] ?? "") };
  const tries = [
    { what: "a signature with one digit changed", headers: wrong },
    {
      what: "a signature for another region",
      headers: signed({ region: region === "us-east-1" ? "us-east-2" : "us-east-1" }),
    },
    { what: "a signature of 20 minutes ago", headers: signed({ clock: past }) },
  ];
  for (const { what, headers } of tries) {
    await attack(context, report, { route, what, call: { headers: Object.entries(headers) } });
  }
}

function turned(authorization: string): string {
  const last = authorization.at(-1);
  return `${authorization.slice(0, -1)}${last === "0" ? "1" : "0"}`;
}
