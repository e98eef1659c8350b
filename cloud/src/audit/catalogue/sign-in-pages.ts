import { type Check, type CheckReport, check } from "../check.ts";
import type { AuditContext } from "../context.ts";
import { isOn, textAt, textsAt } from "../deployment/json.ts";
import {
  authorizeUrl,
  type Grant,
  grantOf,
  type OAuthPlace,
  oauthPlaces,
  type TokenAnswer,
  tokensFor,
} from "../oauth/place.ts";
import { newPkce, type PageAnswer, signInForm, Visitor } from "../oauth/visitor.ts";
import type { Person } from "../people/people.ts";

const EVIL = "https://evil.example";
const NO_FORM = "the pages have no form that can be filled in without a script";

/** What hosted pages and the token endpoint must refuse. */
export const PAGES: readonly Check[] = [
  check(
    "sign-in",
    {
      id: "SGN-15",
      title: "Codes go to registered addresses only",
      severity: "critical",
      references: "V10.4.1 C601 RFC9700-4.1",
      mode: "h",
      change:
        "- a callback with a wildcard or of another host\n+ CallbackURLs: [<the app's address, to the letter>]",
    },
    async (context, report) => {
      for (const place of oauthPlaces(context)) {
        for (const redirect_uri of lookAlikes(place.callback)) {
          if (textsAt(place.client.settings, "CallbackURLs").includes(redirect_uri)) continue;
          const answer = await new Visitor(context).get(authorizeUrl(place, { redirect_uri }));
          staysAway(report, place, answer, `redirect_uri ${redirect_uri}`);
        }
      }
    },
  ),
  check(
    "sign-in",
    {
      id: "SGN-16",
      title: "A code is redeemed with its verifier only",
      severity: "high",
      references: "V10.4.6 C287 RFC7636-4.6 RFC9700-4.8",
      mode: "u",
      change: "Use PKCE (S256) in the app.",
    },
    (context, report) =>
      withCodes(context, report, async (place, person) => {
        const tries: readonly (readonly [string, (grant: Grant) => string | undefined, boolean])[] = [
          ["without its verifier", () => undefined, true],
          ["with another verifier", () => newPkce().verifier, true],
          ["with a verifier that no challenge asked for", () => newPkce().verifier, false],
        ];
        for (const [what, code_verifier, withPkce] of tries) {
          const grant = await grantOf(context, place, person, { withPkce });
          if (grant === undefined) return report.notChecked(NO_FORM);
          const answer = await redeem(context, place, grant, { code_verifier: code_verifier(grant) });
          refusesTokens(report, place, answer, `A code was redeemed ${what}.`);
        }
        const plain = authorizeUrl(place, { code_challenge: "a".repeat(43), code_challenge_method: "plain" });
        const answer = await new Visitor(context).get(plain);
        if (answer.location !== undefined && /error/.test(`${answer.location}`)) report.held(answer.evidence);
        else tellPage(report, place, answer, "The pages take the challenge method plain.");
      }),
  ),
  check(
    "sign-in",
    {
      id: "SGN-17",
      title: "A code is good once, for its client",
      severity: "critical",
      references: "V10.4.2 V10.4.3 C294 RFC6749-4.1.2",
      mode: "u",
      change: "Nothing in a template: report this.",
    },
    (context, report) =>
      withCodes(context, report, async (place, person) => {
        const grant = await grantOf(context, place, person);
        if (grant === undefined) return report.notChecked(NO_FORM);
        const other =
          place.pool.clients.find(({ id }) => id !== place.client.id)?.id ?? "portcullisaudit000000000000";
        const foreign = await redeem(context, place, grant, { client_id: other });
        refusesTokens(report, place, foreign, "A code was redeemed for another client.");
        const own = await grantOf(context, place, person);
        if (own === undefined) return report.notChecked(NO_FORM);
        const first = await redeem(context, place, own);
        if (first.error !== "") return report.notChecked(`a good code was refused with ${first.error}`);
        refusesTokens(report, place, await redeem(context, place, own), "A code was redeemed a second time.");
      }),
  ),
  check(
    "sign-in",
    {
      id: "SGN-18",
      title: "A refresh token ends when it is revoked, and is its client's alone",
      severity: "high",
      references: "V10.4.5 C613 RFC9700-4.14",
      mode: "u",
      change:
        "+ EnableTokenRevocation: true\n+ RefreshTokenRotation: { Feature: ENABLED, RetryGracePeriodSeconds: 0 }",
    },
    (context, report) =>
      withCodes(context, report, async (place, person) => {
        const grant = await grantOf(context, place, person);
        if (grant === undefined) return report.notChecked(NO_FORM);
        const { body, error } = await redeem(context, place, grant);
        const refresh_token = textAt(body, "refresh_token");
        if (error !== "" || refresh_token === "")
          return report.notChecked(`a good code gave no refresh token`);
        const fields = { grant_type: "refresh_token", redirect_uri: undefined, refresh_token };
        const other =
          place.pool.clients.find(({ id }) => id !== place.client.id)?.id ?? "portcullisaudit000000000000";
        const foreign = await tokensFor(context, place, { ...fields, client_id: other });
        refusesTokens(report, place, foreign, "A refresh token gave tokens to another client.");
        if (!isOn(place.client.settings, "EnableTokenRevocation")) {
          return report.notChecked(`${place.client.resource.logicalId} cannot revoke tokens: see CFG-07`);
        }
        await new Visitor(context).post(new URL(`${place.base}/oauth2/revoke`), {
          token: refresh_token,
          client_id: place.client.id,
        });
        refusesTokens(
          report,
          place,
          await tokensFor(context, place, fields),
          "A revoked refresh token gave tokens.",
        );
      }),
  ),
  check(
    "sign-in",
    {
      id: "SGN-19",
      title: "No tokens in addresses, no scopes that are not the client's",
      severity: "medium",
      references: "V10.4.4 V10.4.11 C285 RFC9700-2.1.2",
      mode: "h",
      change: "- AllowedOAuthFlows: [code, implicit]\n+ AllowedOAuthFlows: [code]",
    },
    async (context, report) => {
      for (const place of oauthPlaces(context)) {
        const implicit = await new Visitor(context).get(authorizeUrl(place, { response_type: "token" }));
        if (isRefusal(implicit)) report.held(implicit.evidence);
        else
          tellPage(
            report,
            place,
            implicit,
            `${place.client.resource.logicalId} may get tokens in the address (implicit flow).`,
            "AllowedOAuthFlows",
          );
        const scope = "portcullis-audit/none";
        const foreign = await new Visitor(context).get(authorizeUrl(place, { scope }));
        if (isRefusal(foreign)) report.held(foreign.evidence);
        else
          tellPage(
            report,
            place,
            foreign,
            "The pages took a scope that the client has not.",
            "AllowedOAuthScopes",
          );
      }
    },
  ),
  check(
    "sign-in",
    {
      id: "SGN-20",
      title: "Sign-out leads to registered addresses only",
      severity: "medium",
      references: "V10.4.1 C601",
      mode: "h",
      change: "+ LogoutURLs: [<the app's address, to the letter>]",
    },
    async (context, report) => {
      for (const place of oauthPlaces(context)) {
        for (const name of ["logout_uri", "redirect_uri"]) {
          const url = new URL(`${place.base}/logout`);
          url.searchParams.set("client_id", place.client.id);
          url.searchParams.set(name, `${EVIL}/`);
          if (name === "redirect_uri") url.searchParams.set("response_type", "code");
          staysAway(report, place, await new Visitor(context).get(url), `${name} ${EVIL}/`);
        }
      }
    },
  ),
  check(
    "sign-in",
    {
      id: "SGN-21",
      title: "The sign-in form is taken from its own page only",
      severity: "medium",
      references: "V3.5.1 V3.3.1 V3.3.4 V3.4.6 C352 C1021",
      mode: "h",
      change: "Nothing in a template: report this.",
    },
    async (context, report) => {
      for (const place of oauthPlaces(context)) await formOfAnotherSite(context, report, place);
    },
  ),
];

/** Addresses that resemble a registered one. */
function lookAlikes(callback: string): readonly string[] {
  const url = new URL(callback);
  const scheme = url.protocol === "http:" ? "https:" : "http:";
  return [
    `${EVIL}/`,
    `${callback}.evil.example`,
    `${callback}/../evil`,
    `${callback}evil`,
    callback.endsWith("/") ? callback.slice(0, -1).toUpperCase() : callback.toUpperCase(),
    callback.replace(url.protocol, scheme),
    `${url.protocol}//${url.host}@evil.example/`,
    `${url.protocol}//evil.example%2f@${url.host}/`,
    `${url.protocol}//${url.hostname}:1${url.pathname}portcullis`,
    `${callback}#evil`,
  ];
}

/** Whether a redirect leads to an address that nobody registered. */
function staysAway(report: CheckReport, place: OAuthPlace, answer: PageAnswer, what: string): void {
  const registered = [
    ...textsAt(place.client.settings, "CallbackURLs"),
    ...textsAt(place.client.settings, "LogoutURLs"),
  ];
  const to = answer.location;
  const isOwn =
    to === undefined || to.origin === answer.url.origin || registered.some((url) => sameAddress(url, to));
  const isRefused = to !== undefined && /\/error/.test(to.pathname);
  if (isOwn && (isRefused || !signInForm(answer))) report.held(answer.evidence);
  else
    tellPage(
      report,
      place,
      answer,
      `The pages took ${what}${to === undefined ? "" : ` and led to ${to.origin}`}.`,
      "CallbackURLs",
    );
}

function sameAddress(registered: string, to: URL): boolean {
  const url = new URL(registered);
  return url.origin === to.origin && url.pathname === to.pathname;
}

function isRefusal(answer: PageAnswer): boolean {
  if (answer.status >= 400) return true;
  return answer.location !== undefined && /\/error|[?&#]error=/.test(`${answer.location}`);
}

function tellPage(
  report: CheckReport,
  { client }: OAuthPlace,
  { evidence }: PageAnswer,
  what: string,
  member = "CallbackURLs",
): void {
  report.found({
    confidence: "proved by call",
    resource: client.resource,
    member: [member],
    what,
    evidence: [evidence],
  });
}

/** Runs with a person at each client that gives codes. */
async function withCodes(
  context: AuditContext,
  report: CheckReport,
  run: (place: OAuthPlace, person: Person) => Promise<void>,
): Promise<void> {
  for (const place of oauthPlaces(context)) {
    if (!place.flows.includes("code")) continue;
    if (textAt(place.pool.settings, "MfaConfiguration") === "ON") {
      report.notChecked(`${place.pool.resource.logicalId} asks for a second factor on its pages`);
      continue;
    }
    await run(place, await context.people.make(place.pool));
  }
}

function redeem(
  context: AuditContext,
  place: OAuthPlace,
  { code, pkce }: Grant,
  more: Readonly<Record<string, string | undefined>> = {},
): Promise<TokenAnswer> {
  return tokensFor(context, place, {
    grant_type: "authorization_code",
    code,
    code_verifier: pkce?.verifier,
    ...more,
  });
}

function refusesTokens(
  report: CheckReport,
  { client }: OAuthPlace,
  { error, page }: TokenAnswer,
  what: string,
): void {
  if (page.status >= 500) report.notChecked(`the token endpoint answered ${page.status}`);
  else if (error !== "") report.held(page.evidence);
  else
    report.found({
      confidence: "proved by call",
      resource: client.resource,
      what,
      evidence: [page.evidence],
    });
}

async function formOfAnotherSite(
  context: AuditContext,
  report: CheckReport,
  place: OAuthPlace,
): Promise<void> {
  const visitor = new Visitor(context);
  const page = await visitor.open(authorizeUrl(place));
  const form = signInForm(page);
  if (form === undefined) return report.notChecked(NO_FORM);
  const fields = {
    ...form.fields,
    username: `portcullis-audit-${context.runId}`,
    password: "Portcullis-Wrong-1!",
  };
  const { headers } = page;
  const framed =
    /frame-ancestors/.test(headers["content-security-policy"] ?? "") ||
    headers["x-frame-options"] !== undefined;
  if (framed) report.held(page.evidence);
  else tellPage(report, place, page, "Pages of other sites may show the sign-in page in a frame.");
  const isTls = page.url.protocol === "https:";
  for (const cookie of page.cookies) {
    const name = cookie.slice(0, cookie.indexOf("="));
    const lacking = [...(isTls ? ["Secure"] : []), "HttpOnly", "SameSite"].filter(
      (flag) => !cookie.toLowerCase().includes(flag.toLowerCase()),
    );
    if (lacking.length === 0) report.held();
    else tellPage(report, place, page, `The cookie ${name} of the pages lacks ${lacking.join(", ")}.`);
  }
  const forged = await visitor.post(form.action, {
    ...fields,
    _csrf: "00000000-0000-4000-8000-000000000000",
  });
  // A form that was looked at says that name or password are wrong; a forged one is turned away before.
  const own = await new Visitor(context).post(form.action, { ...fields, _csrf: "" }, [["origin", EVIL]]);
  for (const answer of [forged, own]) {
    if (answer.status >= 400 || isRefusal(answer)) report.held(answer.evidence);
    else tellPage(report, place, answer, "The sign-in form was taken without its CSRF token.");
  }
}
