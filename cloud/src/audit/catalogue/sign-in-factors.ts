import { AwsError } from "../../core/errors.ts";
import { Authenticator } from "../../runtime/client/sign-in/authenticator.ts";
import { canSignIn } from "../baselines.ts";
import { type Check, type CheckReport, check } from "../check.ts";
import type { AuditContext } from "../context.ts";
import { textAt } from "../deployment/json.ts";
import { type CognitoAnswer, callCognito } from "../http/cognito-call.ts";
import type { Person } from "../people/people.ts";
import { allClients, mustRefuse, passPassword, type SignInPlace, secretHash } from "./sign-in-attack.ts";

const WRONG_TRIES = 6;
const REFUSALS = [
  "NotAuthorizedException",
  "InvalidParameterException",
  "CodeMismatchException",
  "ExpiredCodeException",
  "InvalidPasswordException",
  "UnsupportedOperationException",
];

/** Second factors, of people of the audit's own who have one. */
export const FACTORS: readonly Check[] = [
  check(
    "sign-in",
    {
      id: "SGN-09",
      title: "No tokens without the second factor",
      severity: "critical",
      references: "A2 V6.3.3 V2.3.1 C308 C841",
      mode: "u",
      change: '- MfaConfiguration: "OFF"\n+ MfaConfiguration: OPTIONAL\n+ EnabledMfas: [SOFTWARE_TOKEN_MFA]',
    },
    async (context, report) => {
      for (const place of placesWithPasswords(context)) {
        if (modeOf(place) === "OFF") await passwordAlone(context, report, place);
      }
      await withFactors(context, report, bypasses);
    },
  ),
  check(
    "sign-in",
    {
      id: "SGN-10",
      title: "An authenticator code is good once",
      severity: "high",
      references: "V6.5.1 C294 RFC6238-5.2",
      mode: "u",
      change: "Nothing in a template: report this.",
    },
    (context, report) => withFactors(context, report, repeatsCode),
  ),
  check(
    "sign-in",
    {
      id: "SGN-12",
      title: "Guessing codes is stopped",
      severity: "high",
      references: "V6.6.3 C307",
      mode: "u",
      change: "Nothing in a template: report this.",
    },
    (context, report) => withFactors(context, report, guessesCodes),
  ),
];

function modeOf({ pool }: SignInPlace): string {
  return textAt(pool.settings, "MfaConfiguration") || "OFF";
}

/** Clients at which people sign in with a password, one of each pool. */
function placesWithPasswords(context: AuditContext): readonly SignInPlace[] {
  const seen = new Set<string>();
  return allClients(context).filter(({ pool, client }) => {
    if (seen.has(pool.id) || !canSignIn(client)) return false;
    seen.add(pool.id);
    return true;
  });
}

async function passwordAlone(context: AuditContext, report: CheckReport, place: SignInPlace): Promise<void> {
  const person = await context.people.shared(place.pool);
  const { code, evidence } = await passPassword(context, place, person);
  if (code !== "") return report.notChecked(`a password was refused with ${code}`);
  report.found({
    confidence: "proved by call",
    resource: place.pool.resource,
    member: ["MfaConfiguration"],
    severity: "medium",
    what: `A password alone gives tokens, and nobody can set up a second factor in ${place.pool.resource.logicalId}.`,
    evidence: [evidence],
  });
}

type TryFactor = (
  context: AuditContext,
  report: CheckReport,
  place: SignInPlace,
  person: Person & { readonly authenticator: Authenticator },
) => Promise<void>;

async function withFactors(context: AuditContext, report: CheckReport, run: TryFactor): Promise<void> {
  for (const place of placesWithPasswords(context)) {
    if (modeOf(place) === "OFF") continue;
    const person = await context.people.make(place.pool);
    const authenticator = await enrolled(context, place, person);
    if (authenticator === undefined) {
      report.notChecked(`nobody can set up a factor with a token of ${place.client.resource.logicalId}`);
    } else await run(context, report, place, { ...person, authenticator });
  }
}

/** With an authenticator app; undefined where tokens may not set one up. */
async function enrolled(
  context: AuditContext,
  { pool, client }: SignInPlace,
  person: Person,
): Promise<Authenticator | undefined> {
  const { people, target, clock } = context;
  const { AccessToken } = await people.signIn(person, client);
  // A pool that requires a factor has asked for it by now.
  if (person.authenticator !== undefined) return person.authenticator;
  try {
    const { SecretCode } = await target.cognito<{ SecretCode: string }>("AssociateSoftwareToken", {
      AccessToken,
    });
    const authenticator = new Authenticator(SecretCode, clock);
    await target.cognito("VerifySoftwareToken", { AccessToken, UserCode: authenticator.next() });
    await target.cognito("AdminSetUserMFAPreference", {
      UserPoolId: pool.id,
      Username: person.username,
      SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
    });
    return authenticator;
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}

async function challenged(
  context: AuditContext,
  place: SignInPlace,
  person: Person,
): Promise<{ readonly session: string; readonly username: string } | undefined> {
  const { body } = await passPassword(context, place, person);
  if (textAt(body, "ChallengeName") !== "SOFTWARE_TOKEN_MFA") return undefined;
  return {
    session: textAt(body, "Session"),
    username: textAt(body, "ChallengeParameters", "USER_ID_FOR_SRP") || person.username,
  };
}

interface Reply {
  readonly session: string;
  readonly username: string;
  readonly name?: string;
  readonly more: Readonly<Record<string, string>>;
}

function reply(
  context: AuditContext,
  { client }: SignInPlace,
  { session, username, name = "SOFTWARE_TOKEN_MFA", more }: Reply,
): Promise<CognitoAnswer> {
  return callCognito(context, "RespondToAuthChallenge", {
    ClientId: client.id,
    ChallengeName: name,
    Session: session,
    ChallengeResponses: { USERNAME: username, ...more, ...secretHash(client, username) },
  });
}

const REPORT = "Nothing in a template: report this.";
const NOT_ASKED = "the second factor was not asked for";

const bypasses: TryFactor = async (context, report, place, person) => {
  const { resource } = place.pool;
  const tries: readonly {
    readonly what: string;
    readonly name?: string;
    readonly more: Record<string, string>;
  }[] = [
    { what: "an answer without a code", more: {} },
    { what: "an answer to MFA_SETUP", name: "MFA_SETUP", more: {} },
    {
      what: "an answer to NEW_PASSWORD_REQUIRED",
      name: "NEW_PASSWORD_REQUIRED",
      more: { NEW_PASSWORD: "Portcullis-Audit-New-1!" },
    },
    { what: "an answer to SMS_MFA", name: "SMS_MFA", more: { SMS_MFA_CODE: "000000" } },
  ];
  for (const { what, ...one } of tries) {
    const begun = await challenged(context, place, person);
    if (begun === undefined) return report.notChecked(NOT_ASKED);
    mustRefuse(report, await reply(context, place, { ...begun, ...one }), REFUSALS, {
      resource,
      what: `${what} gave tokens to somebody whose second factor was due.`,
      change: REPORT,
    });
  }
  const begun = await challenged(context, place, person);
  const second = await callCognito(context, "AssociateSoftwareToken", { Session: begun?.session ?? "" });
  mustRefuse(report, second, REFUSALS, {
    resource,
    what: "A second authenticator app was set up by somebody whose first one was due.",
    change: REPORT,
  });
};

const repeatsCode: TryFactor = async (context, report, place, person) => {
  const SOFTWARE_TOKEN_MFA_CODE = person.authenticator.next();
  const answers: CognitoAnswer[] = [];
  for (let index = 0; index < 2; index += 1) {
    const begun = await challenged(context, place, person);
    if (begun === undefined) return report.notChecked(NOT_ASKED);
    answers.push(await reply(context, place, { ...begun, more: { SOFTWARE_TOKEN_MFA_CODE } }));
  }
  const [first, second] = answers;
  if (first === undefined || second === undefined || first.code !== "") {
    return report.notChecked(`a right code was refused with ${first?.code}`);
  }
  mustRefuse(report, second, REFUSALS, {
    resource: place.pool.resource,
    what: "An authenticator code was taken a second time.",
  });
};

const guessesCodes: TryFactor = async (context, report, place, person) => {
  const begun = await challenged(context, place, person);
  if (begun === undefined) return report.notChecked(NOT_ASKED);
  const codes: string[] = [];
  for (let index = 0; index < WRONG_TRIES; index += 1) {
    const more = { SOFTWARE_TOKEN_MFA_CODE: `00000${index}` };
    const answer = await reply(context, place, { ...begun, more });
    codes.push(answer.code);
    if (answer.code !== "CodeMismatchException") return report.held(answer.evidence);
  }
  report.found({
    confidence: "proved by call",
    resource: place.pool.resource,
    what: `${WRONG_TRIES} wrong codes were all answered with ${codes[0]}.`,
  });
};
