import { AwsError } from "../../core/errors.ts";
import { systemRandomness } from "../../core/randomness.ts";
import { createSrpClient } from "../../runtime/client/sign-in/srp-client.ts";
import { type Check, type CheckReport, check } from "../check.ts";
import type { AuditContext } from "../context.ts";
import { ofType } from "../deployment/deployment.ts";
import { isOn, textAt } from "../deployment/json.ts";
import { callCognito } from "../http/cognito-call.ts";
import { nameIn } from "../people/people.ts";
import { INVITED_ONLY } from "./pool-changes.ts";
import {
  allClients,
  mustRefuse,
  mustStopAt,
  type SignInPlace,
  secretHash,
  signInPlaces,
} from "./sign-in-attack.ts";
import { hasCustomSignIn } from "./sign-in-custom.ts";
import { trustsWithout } from "./trust.ts";

/** Administrators' operations that nobody may call unsigned: one of each kind. */
const ADMIN_OPERATIONS = [
  "AdminGetUser",
  "AdminSetUserPassword",
  "AdminCreateUser",
  "AdminDeleteUser",
  "AdminAddUserToGroup",
  "AdminRemoveUserFromGroup",
  "AdminUpdateUserAttributes",
  "AdminConfirmSignUp",
  "AdminDisableUser",
  "AdminEnableUser",
  "AdminResetUserPassword",
  "AdminInitiateAuth",
  "AdminUserGlobalSignOut",
  "AdminSetUserMFAPreference",
  "AdminListGroupsForUser",
  "ListUsers",
];

/** What somebody without an account may try. */
export const STRANGERS: readonly Check[] = [
  check(
    "sign-in",
    {
      id: "SGN-01",
      title: "A wrong password does not tell whether the user exists",
      severity: "medium",
      references: "A2 V6.3.8 C204",
      mode: "u",
      change: "+ PreventUserExistenceErrors: ENABLED",
    },
    async (context, report) => {
      for (const place of signInPlaces(context, report)) await tellsNames(context, report, place);
    },
  ),
  check(
    "sign-in",
    {
      id: "SGN-03",
      title: "Self-service does not tell whether the user exists",
      severity: "medium",
      references: "V6.3.8 C204",
      mode: "h",
      change: "+ PreventUserExistenceErrors: ENABLED",
    },
    async (context, report) => {
      for (const { pool, client } of allClients(context)) {
        if (textAt(client.settings, "PreventUserExistenceErrors") !== "ENABLED") {
          report.note(`${client.resource.logicalId} tells unknown names by its setting: see SGN-01.`);
          continue;
        }
        for (const operation of ["ForgotPassword", "ResendConfirmationCode"]) {
          const Username = `${nameIn(pool, context.runId, 900)}`;
          const answer = await callCognito(context, operation, {
            ClientId: client.id,
            Username,
            ...hashMember(client, Username),
          });
          if (answer.code !== "UserNotFoundException") report.held(answer.evidence);
          else {
            report.found({
              confidence: "proved by call",
              resource: client.resource,
              member: ["PreventUserExistenceErrors"],
              what: `${operation} says of ${client.resource.logicalId} that a user does not exist.`,
              evidence: [answer.evidence],
            });
          }
        }
      }
    },
  ),
  check(
    "sign-in",
    {
      id: "SGN-04",
      title: "Nobody makes an account without an invitation",
      severity: "high",
      references: "A2 V6.3.4 C284",
      mode: "h",
      change: INVITED_ONLY,
    },
    async (context, report) => {
      if (context.declared.openSignUp) return report.note("Sign-up is declared open.");
      for (const { pool, client } of allClients(context)) {
        const Username = nameIn(pool, context.runId, 901);
        // Noted first: if it succeeds, the user is removed whatever happens next.
        context.people.adopt(pool, Username);
        const answer = await callCognito(context, "SignUp", {
          ClientId: client.id,
          Username,
          Password: "Portcullis-Audit-1!",
          // A name that is an address needs no attribute; others are refused where they may not be written.
          ...(Username.includes("@") || Username.startsWith("+") ? {} : emailOf(Username)),
          ...hashMember(client, Username),
        });
        if (answer.code === "NotAuthorizedException" && !/SignUp is not permitted/i.test(answer.message)) {
          report.notChecked(`it was refused for another reason: ${answer.message}`);
          continue;
        }
        mustRefuse(report, answer, ["NotAuthorizedException"], {
          resource: pool.resource,
          member: ["AdminCreateUserConfig", "AllowAdminCreateUserOnly"],
          what: `A stranger made an account by ${client.resource.logicalId}.`,
        });
      }
    },
  ),
  check(
    "sign-in",
    {
      id: "SGN-07",
      title: "Sign-in flows that show a password are off",
      severity: "medium",
      references: "V6.3.4 V10.4.4 C1390",
      mode: "h",
      change: "- ALLOW_USER_PASSWORD_AUTH\n+ ALLOW_USER_SRP_AUTH",
    },
    async (context, report) => {
      for (const { pool, client } of allClients(context)) {
        const USERNAME = nameIn(pool, context.runId, 902);
        const isCustom = hasCustomSignIn({ pool, client });
        if (isCustom) {
          report.note(`${client.resource.logicalId} signs in by functions of the project: see SGN-26.`);
        }
        const others = isCustom ? [] : ["CUSTOM_AUTH"];
        for (const AuthFlow of ["USER_PASSWORD_AUTH", ...others, "ADMIN_USER_PASSWORD_AUTH"]) {
          const AuthParameters = {
            USERNAME,
            PASSWORD: "Portcullis-Audit-1!",
            ...secretHash(client, USERNAME),
          };
          const answer = await callCognito(context, "InitiateAuth", {
            AuthFlow,
            ClientId: client.id,
            AuthParameters,
          });
          // Whoever lets the flow begin looks at the user, and refuses otherwise.
          mustStopAt(report, answer, ["InvalidParameterException", "UnsupportedOperationException"], {
            resource: client.resource,
            member: ["ExplicitAuthFlows"],
            what: `${client.resource.logicalId} takes ${AuthFlow} from everybody.`,
          });
        }
      }
    },
  ),
  check(
    "sign-in",
    {
      id: "SGN-08",
      title: "Nobody calls administrators' operations unsigned",
      severity: "critical",
      references: "A5 V8.2.1 C306",
      mode: "h",
      change: "Nothing in a template: report this.",
    },
    async (context, report) => {
      for (const pool of context.deployment.pools) {
        for (const operation of ADMIN_OPERATIONS) {
          const input = { UserPoolId: pool.id, Username: nameIn(pool, context.runId, 903) };
          const answer = await callCognito(context, operation, input);
          mustStopAt(report, answer, ["MissingAuthenticationTokenException", "MissingAuthenticationToken"], {
            resource: pool.resource,
            what: `${operation} answered ${answer.status} ${answer.code} to an unsigned call.`,
          });
        }
      }
      report.note(
        "What the roles of functions may do at a pool is judged from their policies: CFG-15, CFG-16.",
      );
    },
  ),
  check(
    "sign-in",
    {
      id: "SGN-14",
      title: "The secret of an app client is asked for",
      severity: "high",
      references: "A2 V10.4.10 C287 RFC6749-2.3",
      mode: "h",
      change: "+ GenerateSecret: true",
    },
    async (context, report) => {
      for (const { pool, client } of allClients(context)) {
        const USERNAME = nameIn(pool, context.runId, 904);
        const SRP_A = createSrpClient(systemRandomness).clientPublic;
        const isPublic = textAt(client.settings, "ClientSecret") === "";
        const hashes = isPublic ? [{ SECRET_HASH: "AAAA" }] : [{}, { SECRET_HASH: "AAAA" }];
        for (const hash of hashes) {
          const answer = await callCognito(context, "InitiateAuth", {
            AuthFlow: "USER_SRP_AUTH",
            ClientId: client.id,
            AuthParameters: { USERNAME, SRP_A, ...hash },
          });
          mustStopAt(report, answer, ["NotAuthorizedException", "InvalidParameterException"], {
            resource: client.resource,
            what: `${client.resource.logicalId} began a sign-in ${"SECRET_HASH" in hash ? "with a wrong secret hash" : "without its secret"}.`,
          });
        }
      }
    },
  ),
  check(
    "sign-in",
    {
      id: "SGN-25",
      title: "Identity pools give credentials to people of this pool only",
      severity: "critical",
      references: "A5 V8.2.1 C284 Cognito.2",
      mode: "h",
      change:
        "+ AllowUnauthenticatedIdentities: false\n+ Condition: { StringEquals: { cognito-identity.amazonaws.com:aud: <identity pool> } }",
    },
    ({ deployment }, report) => {
      for (const resource of ofType(deployment, "AWS::Cognito::IdentityPool")) {
        for (const member of ["AllowUnauthenticatedIdentities", "AllowClassicFlow"]) {
          if (!isOn(resource.properties, member)) report.held();
          else {
            report.found({
              confidence: "seen in configuration",
              resource,
              member: [member],
              what: `${resource.logicalId} has ${member}: ${member === "AllowClassicFlow" ? "people choose their role" : "everybody gets AWS credentials"}.`,
            });
          }
        }
      }
      for (const role of ofType(deployment, "AWS::IAM::Role")) {
        const lacking = trustsWithout(role, "cognito-identity.amazonaws.com:aud");
        if (lacking === undefined) continue;
        if (!lacking) report.held();
        else {
          report.found({
            confidence: "seen in configuration",
            resource: role,
            member: ["AssumeRolePolicyDocument"],
            what: `${role.logicalId} can be had through every identity pool of AWS: its trust names no aud.`,
          });
        }
      }
    },
  ),
];

function emailOf(username: string) {
  return { UserAttributes: [{ Name: "email", Value: `${username}@example.com` }] };
}

function hashMember(client: SignInPlace["client"], username: string): { readonly SecretHash?: string } {
  const { SECRET_HASH } = secretHash(client, username);
  return SECRET_HASH === undefined ? {} : { SecretHash: SECRET_HASH };
}

async function tellsNames(
  context: AuditContext,
  report: CheckReport,
  { pool, client }: SignInPlace,
): Promise<void> {
  const { people, runId } = context;
  const person = await people.make(pool);
  const wrong = { pool, groups: [], password: "Portcullis-Wrong-1!", authenticator: undefined };
  const said = async (username: string): Promise<string> => {
    try {
      await people.signIn({ ...wrong, username }, client);
      return "tokens";
    } catch (error) {
      if (error instanceof AwsError) return `${error.code}: ${error.message}`;
      throw error;
    }
  };
  const [unknown, known] = [await said(nameIn(pool, runId, 905)), await said(person.username)];
  if (unknown === known) report.held();
  else {
    report.found({
      confidence: "proved by call",
      resource: client.resource,
      member: ["PreventUserExistenceErrors"],
      what: `${client.resource.logicalId} answers an unknown name with "${unknown}" and a wrong password with "${known}".`,
    });
  }
}
