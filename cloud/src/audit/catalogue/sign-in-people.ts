import { AwsError } from "../../core/errors.ts";
import { type Check, type CheckReport, check } from "../check.ts";
import type { AuditContext } from "../context.ts";
import { objectsAt, textAt, textsAt } from "../deployment/json.ts";
import { callCognito } from "../http/cognito-call.ts";
import type { Person } from "../people/people.ts";
import { ANY_CASE, PROVED_FIRST } from "./pool-changes.ts";
import { mustRefuse, passPassword, type SignInPlace, secretHash, signInPlaces } from "./sign-in-attack.ts";

/**
 * After five wrong passwords an account is closed for a second, then for two, four …: to an attacker who
 * takes seconds for a try, the first of these are over before the next one.
 */
const WRONG_TRIES = 16;
const SHORT = ["a", "Aa1!", "Short1!"];

/** What somebody with an account may try, on accounts of the audit's own. */
export const ACCOUNTS: readonly Check[] = [
  check(
    "sign-in",
    {
      id: "SGN-05",
      title: "Guessing passwords is stopped",
      severity: "high",
      references: "A2 V6.3.1 C307",
      mode: "u",
      change: "Nothing in a template: report this.",
    },
    async (context, report) => {
      for (const place of signInPlaces(context, report)) {
        const { username } = await context.people.make(place.pool);
        const said = new Set<string>();
        for (let index = 0; index < WRONG_TRIES && said.size < 2; index += 1) {
          const { code, message } = await passPassword(context, place, {
            username,
            password: `Portcullis-Wrong-${index}!`,
          });
          said.add(`${code}: ${message}`);
        }
        if (said.size > 1) report.held();
        else {
          report.found({
            confidence: "proved by call",
            resource: place.pool.resource,
            what: `${WRONG_TRIES} wrong passwords were all answered with "${[...said][0]}".`,
          });
        }
      }
    },
  ),
  check(
    "sign-in",
    {
      id: "SGN-06",
      title: "Short passwords are refused",
      severity: "medium",
      references: "V6.2.1 V6.2.4 C521 Cognito.3",
      mode: "u",
      change: "+ Policies: { PasswordPolicy: { MinimumLength: 15 } }",
    },
    async (context, report) => {
      for (const pool of context.deployment.pools) {
        const person = await context.people.make(pool);
        for (const Password of SHORT) {
          const who = { UserPoolId: pool.id, Username: person.username };
          try {
            await context.target.cognito("AdminSetUserPassword", { ...who, Password, Permanent: true });
          } catch (error) {
            if (!(error instanceof AwsError)) throw error;
            if (/^Invalid(?:Password|Parameter)Exception$/.test(error.code)) report.held();
            else report.notChecked(`a password was answered with ${error.code}`);
            continue;
          }
          report.found({
            confidence: "proved by call",
            resource: pool.resource,
            member: ["Policies", "PasswordPolicy", "MinimumLength"],
            what: `${pool.resource.logicalId} took a password of ${Password.length} characters.`,
          });
        }
        report.note("Cognito has no list of common passwords (ASVS V6.2.4): length is what there is.");
      }
    },
  ),
  check(
    "sign-in",
    {
      id: "SGN-11",
      title: "A challenge session is good once, for its user, client and step",
      severity: "critical",
      references: "A2 V2.3.1 C384",
      mode: "u",
      change: "Nothing in a template: report this.",
    },
    async (context, report) => {
      for (const place of signInPlaces(context, report)) await forgedSessions(context, report, place);
    },
  ),
  check(
    "sign-in",
    {
      id: "SGN-22",
      title: "People do not write attributes that say what they may do",
      severity: "critical",
      references: "A3 V8.2.3 C915 C269",
      mode: "u",
      change: "+ WriteAttributes: [<what people may change>]",
    },
    async (context, report) => {
      for (const place of signInPlaces(context, report)) await writesAttributes(context, report, place);
    },
  ),
  check(
    "sign-in",
    {
      id: "SGN-23",
      title: "An address counts when it is proved, and whatever its case",
      severity: "high",
      references: "V7.5.1 C640 C178",
      mode: "u",
      change: `${PROVED_FIRST}\n${ANY_CASE}`,
    },
    async (context, report) => {
      for (const place of signInPlaces(context, report)) {
        await changesAddress(context, report, place);
        await variesCase(context, report, place);
      }
    },
  ),
  check(
    "sign-in",
    {
      id: "SGN-24",
      title: "A password is changed by who knows it",
      severity: "high",
      references: "V6.2.3 V6.4.3 C620",
      mode: "u",
      change: "Nothing in a template: report this.",
    },
    async (context, report) => {
      for (const place of signInPlaces(context, report)) {
        const person = await context.people.make(place.pool);
        const { AccessToken } = await context.people.signIn(person, place.client);
        const ProposedPassword = "Portcullis-Audit-Changed-1!";
        for (const previous of [{}, { PreviousPassword: "Portcullis-Wrong-1!" }]) {
          const answer = await callCognito(context, "ChangePassword", {
            AccessToken,
            ProposedPassword,
            ...previous,
          });
          mustRefuse(
            report,
            answer,
            ["NotAuthorizedException", "InvalidParameterException", "LimitExceededException"],
            {
              resource: place.pool.resource,
              what: `A token alone changed the password ${"PreviousPassword" in previous ? "with a wrong previous one" : "without the previous one"}.`,
            },
          );
        }
      }
      report.note("Recovery of an account that has a second factor was not tried: it sends messages.");
    },
  ),
];

/** A sign-in that waits for a new password, which every pool has. */
async function forgedSessions(context: AuditContext, report: CheckReport, place: SignInPlace): Promise<void> {
  const { people, target } = context;
  const { pool, client } = place;
  const [person, other] = [await people.make(pool), await people.make(pool)];
  await target.cognito("AdminSetUserPassword", {
    UserPoolId: pool.id,
    Username: person.username,
    Password: person.password,
    Permanent: false,
  });
  const begun = await passPassword(context, place, person);
  const Session = textAt(begun.body, "Session");
  if (textAt(begun.body, "ChallengeName") !== "NEW_PASSWORD_REQUIRED") {
    return report.notChecked(
      `a first sign-in at ${client.resource.logicalId} did not ask for a new password`,
    );
  }
  const username = textAt(begun.body, "ChallengeParameters", "USER_ID_FOR_SRP") || person.username;
  const right = { name: "NEW_PASSWORD_REQUIRED", session: Session, username };
  const tries = [
    { ...right, what: "with a byte changed", session: turned(Session) },
    { ...right, what: "for another user", username: other.username },
    { ...right, what: "for another step", name: "MFA_SETUP" },
  ];
  const answerTo = (one: typeof right) =>
    callCognito(context, "RespondToAuthChallenge", {
      ClientId: client.id,
      ChallengeName: one.name,
      Session: one.session,
      ChallengeResponses: {
        USERNAME: one.username,
        NEW_PASSWORD: "Portcullis-Audit-New-1!",
        ...secretHash(client, one.username),
      },
    });
  const refuse = async (what: string, one: typeof right): Promise<void> =>
    mustRefuse(report, await answerTo(one), SESSION_REFUSALS, {
      resource: pool.resource,
      what: `A challenge session was taken ${what}.`,
    });
  for (const { what, ...one } of tries) await refuse(what, one);
  const fresh = await passPassword(context, place, person);
  const once = { ...right, session: textAt(fresh.body, "Session") };
  const taken = await answerTo(once);
  if (taken.code !== "") return report.notChecked(`a right answer was refused with ${taken.code}`);
  await refuse("a second time", once);
}

const SESSION_REFUSALS = [
  "NotAuthorizedException",
  "CodeMismatchException",
  "InvalidParameterException",
  "ExpiredCodeException",
];

function turned(session: string): string {
  const middle = Math.floor(session.length / 2);
  return `${session.slice(0, middle)}${session[middle] === "A" ? "B" : "A"}${session.slice(middle + 1)}`;
}

async function writesAttributes(
  context: AuditContext,
  report: CheckReport,
  { pool, client }: SignInPlace,
): Promise<void> {
  const person = await context.people.make(pool);
  const { AccessToken } = await context.people.signIn(person, client);
  const declared = new Set(textsAt(client.resource.properties, "WriteAttributes"));
  const custom = objectsAt(pool.settings, "SchemaAttributes")
    .map((attribute) => textAt(attribute, "Name"))
    .filter((name) => name.startsWith("custom:"));
  for (const Name of ["sub", "email_verified", "dev:custom:role", ...custom]) {
    if (declared.has(Name)) continue;
    const answer = await callCognito(context, "UpdateUserAttributes", {
      AccessToken,
      UserAttributes: [{ Name, Value: Name === "email_verified" ? "true" : "1" }],
    });
    mustRefuse(report, answer, ["NotAuthorizedException", "InvalidParameterException"], {
      resource: client.resource,
      member: ["WriteAttributes"],
      what: `Somebody wrote ${Name} of their own account by ${client.resource.logicalId}.`,
    });
  }
}

async function changesAddress(
  context: AuditContext,
  report: CheckReport,
  { pool, client }: SignInPlace,
): Promise<void> {
  const person = await context.people.make(pool);
  const { AccessToken } = await context.people.signIn(person, client);
  const Value = `changed-${person.username.replace(/@.*/, "")}@example.com`;
  // AUDIT-12: the pool sends a code there.
  context.people.readdress(Value);
  const answer = await callCognito(context, "UpdateUserAttributes", {
    AccessToken,
    UserAttributes: [{ Name: "email", Value }],
  });
  if (answer.code !== "") return report.held(answer.evidence);
  const unproved = { ...person, username: Value } satisfies Person;
  const signedIn = await passPassword(context, { pool, client }, unproved);
  const own = await passPassword(context, { pool, client }, person);
  if (signedIn.code !== "" && own.code === "") return report.held(signedIn.evidence);
  report.found({
    confidence: "proved by call",
    resource: pool.resource,
    member: ["UserAttributeUpdateSettings"],
    what:
      signedIn.code === ""
        ? "Somebody signs in by an address that they have not proved."
        : "Who changes an address without proving it cannot sign in by the old one any more.",
    change: PROVED_FIRST,
    evidence: [signedIn.evidence],
  });
}

async function variesCase(context: AuditContext, report: CheckReport, { pool }: SignInPlace): Promise<void> {
  const person = await context.people.shared(pool);
  const Username = person.username.toUpperCase();
  if (Username === person.username) return;
  context.people.adopt(pool, Username);
  try {
    await context.target.cognito("AdminCreateUser", {
      UserPoolId: pool.id,
      Username,
      MessageAction: "SUPPRESS",
    });
  } catch (error) {
    if (error instanceof AwsError && error.code === "UsernameExistsException") return report.held();
    throw error;
  }
  report.found({
    confidence: "proved by call",
    resource: pool.resource,
    member: ["UsernameConfiguration"],
    what: `${pool.resource.logicalId} has one account for a name in small and another in capital letters.`,
    change: ANY_CASE,
  });
}
