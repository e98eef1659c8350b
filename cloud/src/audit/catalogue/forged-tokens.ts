import { createPublicKey } from "node:crypto";
import { type Check, type CheckReport, check } from "../check.ts";
import type { AuditContext } from "../context.ts";
import type { Route } from "../deployment/deployment.ts";
import { textAt } from "../deployment/json.ts";
import { openListener } from "../http/listener.ts";
import { callOf, isRefused, titleOf } from "../http/route-request.ts";
import type { Answer } from "../http/send.ts";
import {
  changed,
  confused,
  type Forgery,
  headerOf,
  OWN_KEY,
  signedBy,
  unsigned,
  withHeader,
} from "../tokens/forge.ts";
import { attack, onTokenRoutes } from "./attack.ts";
import { keysOf } from "./keys-of.ts";

/** Neither let through nor broken. */
const refusedWell =
  (route: Route) =>
  (answer: Answer): boolean =>
    isRefused(route, answer);

async function tryAll(
  context: AuditContext,
  report: CheckReport,
  route: Route,
  forgeries: readonly Forgery[],
  more: { readonly neverBreaks?: boolean } = {},
): Promise<void> {
  for (const { name, token } of forgeries) {
    await attack(context, report, {
      route,
      what: `a token with ${name}`,
      call: { token },
      ...(more.neverBreaks === true ? { holds: refusedWell(route) } : {}),
    });
  }
}

export const FORGED_TOKENS: readonly Check[] = [
  check(
    "tokens",
    {
      id: "TOK-02",
      title: "Garbage is refused, and breaks nothing",
      severity: "medium",
      references: "A2 V9.1.1 C287",
      mode: "h",
      change: "Let the authorizer refuse what is no token before it reads it.",
    },
    (context, report) =>
      onTokenRoutes(context, report, (route, { token }) =>
        tryAll(
          context,
          report,
          route,
          [
            { name: "no content", token: "" },
            { name: "the text null", token: "null" },
            { name: "garbage", token: "portcullis" },
            { name: "three parts of garbage", token: "e30.e30.e30" },
            { name: "a second token behind it", token: `${token} ${token}` },
            { name: "blanks inside", token: token.replace(".", ". ") },
          ],
          { neverBreaks: true },
        ),
      ),
  ),
  check(
    "tokens",
    {
      id: "TOK-03",
      title: "A token without a signature is refused",
      severity: "critical",
      references: "A2 V9.1.2 C347 RFC8725-3.1",
      mode: "h",
      change: "Pin RS256 in the verifier of the authorizer; never take alg from the token.",
    },
    async (context, report) => {
      await onTokenRoutes(context, report, (route, { token }) =>
        tryAll(context, report, route, unsigned(token)),
      );
      // A route that takes any token is one of TOK-05; that it takes one without a signature is worth its name.
      for (const { route, token, asks } of await deafRoutes(context)) {
        if (asks) await tryAll(context, report, route, unsigned(token));
      }
    },
  ),
  check(
    "tokens",
    {
      id: "TOK-04",
      title: "A token signed with the public key as secret is refused",
      severity: "critical",
      references: "A2 V9.1.2 C347 RFC8725-2.1",
      mode: "h",
      change: "Pin RS256 in the verifier of the authorizer.",
    },
    (context, report) =>
      onTokenRoutes(context, report, async (route, { token, pool }) => {
        const jwk = (await keysOf(context, pool)).find(({ kid }) => kid === headerOf(token)["kid"]);
        if (jwk === undefined) return report.notChecked(`the key of ${pool.id} is not among its public keys`);
        const key = createPublicKey({ key: jwk as never, format: "jwk" });
        await tryAll(context, report, route, confused(token, key, jwk));
      }),
  ),
  check(
    "tokens",
    {
      id: "TOK-05",
      title: "A token that was changed is refused",
      severity: "critical",
      references: "A2 V9.1.1 C347",
      mode: "u",
      change: "Verify the signature before anything of the token is believed.",
    },
    async (context, report) => {
      await reportDeafRoutes(context, report);
      await onTokenRoutes(context, report, (route, { token }) =>
        tryAll(context, report, route, changed(token, { sub: "00000000-0000-4000-8000-000000000000" })),
      );
    },
  ),
  check(
    "tokens",
    {
      id: "TOK-06",
      title: "A key that the token itself brings is not used",
      severity: "critical",
      references: "A2 A7 V9.1.3 C347 C918 RFC8725-3.10",
      mode: "h",
      change: "Take keys from the pool alone, never from jwk, jku or x5u of a token.",
    },
    (context, report) =>
      onTokenRoutes(context, report, async (route, { token }) => {
        const { privateKey, publicKey } = OWN_KEY();
        const jwk = { ...publicKey.export({ format: "jwk" }), kid: "own", use: "sig", alg: "RS256" };
        const listener =
          context.target.kind === "local" ? await openListener(JSON.stringify({ keys: [jwk] })) : undefined;
        const url = listener?.url ?? "https://audit.invalid/keys.json";
        try {
          await tryAll(context, report, route, [
            { name: "its own key in jwk", token: signedBy(token, privateKey, { jwk, kid: "own" }) },
            { name: "its own key behind jku", token: signedBy(token, privateKey, { jku: url, kid: "own" }) },
            { name: "its own key behind x5u", token: signedBy(token, privateKey, { x5u: url, kid: "own" }) },
          ]);
          if ((listener?.calls() ?? 0) > 0) {
            report.found({
              confidence: "proved by call",
              resource: route.resource,
              route,
              what: `${titleOf(route)} made a call to the address that a forged token named.`,
            });
          }
        } finally {
          await listener?.close();
        }
      }),
  ),
  check(
    "tokens",
    {
      id: "TOK-07",
      title: "A key id leads to the pool's keys and nowhere else",
      severity: "high",
      references: "V9.1.3 C347 C22 RFC8725-3.10",
      mode: "h",
      change: "Look the key id up among the pool's keys; never make a path or a query of it.",
    },
    (context, report) =>
      onTokenRoutes(context, report, async (route, { token, pool }) => {
        const kid = headerOf(token)["kid"];
        const other = (await keysOf(context, pool)).find((key) => textAt(key, "kid") !== kid);
        const names = ["unknown", "../../../../dev/null", "' UNION SELECT 'key' --", ""];
        const forgeries = names.map((name) => ({
          name: `key id ${JSON.stringify(name)}`,
          token: withHeader(token, { kid: name }),
        }));
        if (other !== undefined) {
          forgeries.push({
            name: "the key id of another kind of token",
            token: withHeader(token, { kid: textAt(other, "kid") }),
          });
        }
        await tryAll(context, report, route, forgeries, { neverBreaks: true });
      }),
  ),
];

interface DeafRoute {
  readonly route: Route;
  readonly token: string;
  /** Whether it asks for a token at all. */
  readonly asks: boolean;
}

/** Routes whose authorizer is a function and takes a broken token as it takes a good one. */
async function deafRoutes(context: AuditContext): Promise<readonly DeafRoute[]> {
  const deaf: DeafRoute[] = [];
  for (const route of context.deployment.apis.flatMap(({ routes }) => routes)) {
    if (route.guard !== "FUNCTION") continue;
    const { good, goodAnswer, brokenAnswer, tellsApart } = await context.baselines.of(route);
    const isGood = goodAnswer !== undefined && goodAnswer.status < 300;
    if (good === undefined || tellsApart || !isGood) continue;
    if (brokenAnswer === undefined || brokenAnswer.status >= 300) continue;
    const none = await context.send(callOf(context, route));
    deaf.push({ route, token: good.token, asks: isRefused(route, none) });
  }
  return deaf;
}

async function reportDeafRoutes(context: AuditContext, report: CheckReport): Promise<void> {
  for (const { route } of await deafRoutes(context)) {
    report.found({
      confidence: "proved by call",
      resource: route.resource,
      route,
      what: `${titleOf(route)} answers a token with a broken signature as it answers a good one.`,
    });
  }
}
