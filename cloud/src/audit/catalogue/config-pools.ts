import { canSignIn } from "../baselines.ts";
import { type Check, type CheckReport, check } from "../check.ts";
import type { AuditContext } from "../context.ts";
import { type AppClient, ofType, type UserPool } from "../deployment/deployment.ts";
import { isOn, numberAt, objectAt, objectsAt, textAt, textsAt } from "../deployment/json.ts";
import { claimsOf } from "../tokens/forge.ts";
import { ANY_CASE, INVITED_ONLY, PROVED_FIRST } from "./pool-changes.ts";
import { enabledFlows } from "./sign-in-attack.ts";

const ASVS_LENGTH = 8;
const LONGEST_INVITATION_DAYS = 7;

/** What a pool and its clients are set to. */
export const POOL_SETTINGS: readonly Check[] = [
  check(
    "configuration",
    {
      id: "CFG-01",
      title: "Sign-up is by invitation, or declared open",
      severity: "high",
      references: "V6.3.4 C284",
      mode: "c",
      change: INVITED_ONLY,
    },
    (context, report) =>
      eachPool(context, report, (pool) => {
        if (
          context.declared.openSignUp ||
          isOn(pool.settings, "AdminCreateUserConfig", "AllowAdminCreateUserOnly")
        )
          return undefined;
        return {
          member: ["AdminCreateUserConfig", "AllowAdminCreateUserOnly"],
          what: `Everybody may make an account in ${nameOf(pool)}.`,
        };
      }),
  ),
  check(
    "configuration",
    {
      id: "CFG-02",
      title: "A second factor can be, or is, asked for",
      severity: "medium",
      references: "V6.3.3 C308 Cognito.5 SEC02-BP01",
      mode: "c",
      change: '- MfaConfiguration: "OFF"\n+ MfaConfiguration: "ON"',
    },
    (context, report) =>
      eachPool(context, report, (pool) => {
        const mode = textAt(pool.settings, "MfaConfiguration") || "OFF";
        if (mode === "ON" || (mode === "OPTIONAL" && context.declared.profile === "development"))
          return undefined;
        return {
          member: ["MfaConfiguration"],
          what: `MfaConfiguration of ${nameOf(pool)} is ${mode}: a stolen password is enough.`,
          ...(mode === "OPTIONAL" ? { severity: "low" as const } : {}),
        };
      }),
  ),
  check(
    "configuration",
    {
      id: "CFG-03",
      title: "The second factor is not a text message alone",
      severity: "low",
      references: "V6.6.1 V6.3.6 C308",
      mode: "c",
      change: "+ EnabledMfas: [SOFTWARE_TOKEN_MFA]",
    },
    (context, report) =>
      eachPool(context, report, (pool) => {
        const factors = textsAt(pool.resource.properties, "EnabledMfas");
        const recovery = objectsAt(pool.settings, "AccountRecoverySetting", "RecoveryMechanisms").map((one) =>
          textAt(one, "Name"),
        );
        if (factors.length === 1 && factors[0] === "SMS_MFA") {
          return {
            member: ["EnabledMfas"],
            what: `The only second factor of ${nameOf(pool)} is a text message.`,
          };
        }
        if (factors.includes("EMAIL_OTP") && recovery.includes("verified_email")) {
          return {
            member: ["EnabledMfas"],
            what: `E-mail is second factor and recovery of ${nameOf(pool)}: one mailbox is both.`,
          };
        }
        return undefined;
      }),
  ),
  check(
    "configuration",
    {
      id: "CFG-04",
      title: "Passwords are long enough",
      severity: "medium",
      references: "V6.2.1 V6.2.5 C521 Cognito.3",
      mode: "c",
      change: "+ Policies: { PasswordPolicy: { MinimumLength: 15 } }",
    },
    (context, report) =>
      eachPool(context, report, (pool) => {
        const policy = objectAt(pool.settings, "Policies", "PasswordPolicy");
        const length = numberAt(policy, "MinimumLength");
        const classes = Object.keys(policy).filter(
          (name) => name.startsWith("Require") && isOn(policy, name),
        );
        report.note(
          classes.length === 4
            ? `${nameOf(pool)} asks for classes of characters, as Cognito.3 wants and ASVS V6.2.5 does not.`
            : `${nameOf(pool)} asks for no classes of characters, as ASVS V6.2.5 wants and Cognito.3 does not.`,
        );
        if (length >= ASVS_LENGTH) return undefined;
        return {
          member: ["Policies", "PasswordPolicy", "MinimumLength"],
          what: `${nameOf(pool)} takes passwords of ${length} characters.`,
        };
      }),
  ),
  check(
    "configuration",
    {
      id: "CFG-05",
      title: "Invitations end within a week",
      severity: "low",
      references: "V6.4.1 C263 Cognito.3",
      mode: "c",
      change: "+ TemporaryPasswordValidityDays: 7",
    },
    (context, report) =>
      eachPool(context, report, (pool) => {
        const days =
          numberAt(pool.settings, "Policies", "PasswordPolicy", "TemporaryPasswordValidityDays") || 7;
        if (days <= LONGEST_INVITATION_DAYS) return undefined;
        return {
          member: ["Policies", "PasswordPolicy", "TemporaryPasswordValidityDays"],
          what: `A temporary password of ${nameOf(pool)} is good for ${days} days.`,
        };
      }),
  ),
  check(
    "configuration",
    {
      id: "CFG-06",
      title: "Clients do not tell which users exist",
      severity: "medium",
      references: "V6.3.8 C204",
      mode: "c",
      change: "+ PreventUserExistenceErrors: ENABLED",
    },
    (context, report) =>
      eachClient(context, report, (client) => {
        const setting = textAt(client.settings, "PreventUserExistenceErrors");
        if (setting === "ENABLED") return undefined;
        return {
          member: ["PreventUserExistenceErrors"],
          what: `PreventUserExistenceErrors of ${client.resource.logicalId} is ${setting || "not set"}.`,
        };
      }),
  ),
  check(
    "configuration",
    {
      id: "CFG-07",
      title: "Refresh tokens can be revoked",
      severity: "medium",
      references: "V7.4.1 C613",
      mode: "c",
      change: "+ EnableTokenRevocation: true",
    },
    (context, report) =>
      eachClient(context, report, (client) => {
        if (isOn(client.settings, "EnableTokenRevocation")) return undefined;
        return {
          member: ["EnableTokenRevocation"],
          what: `Refresh tokens of ${client.resource.logicalId} cannot be revoked.`,
        };
      }),
  ),
  check(
    "configuration",
    {
      id: "CFG-09",
      title: "Threat protection is looked at",
      severity: "info",
      references: "V6.3.5 Cognito.1 Cognito.4",
      mode: "c",
      change: "+ UserPoolTier: PLUS\n+ UserPoolAddOns: { AdvancedSecurityMode: ENFORCED }",
    },
    (context, report) =>
      eachPool(context, report, (pool) => {
        if (textAt(pool.settings, "UserPoolAddOns", "AdvancedSecurityMode") === "ENFORCED") return undefined;
        return {
          member: ["UserPoolAddOns"],
          what: `${nameOf(pool)} has no threat protection, which needs the tier PLUS.`,
        };
      }),
  ),
  check(
    "configuration",
    {
      id: "CFG-10",
      title: "Clients have the flows and scopes they need",
      severity: "medium",
      references: "V10.4.4 V10.4.11 C250",
      mode: "c",
      change: "- ALLOW_USER_PASSWORD_AUTH\n- implicit",
    },
    (context, report) =>
      eachClient(context, report, (client) => {
        const password = [...enabledFlows(client)].filter((flow) => /PASSWORD_AUTH/.test(flow));
        if (password.length > 0)
          return {
            member: ["ExplicitAuthFlows"],
            what: `${client.resource.logicalId} allows ${password.join(", ")}.`,
          };
        if (textsAt(client.settings, "AllowedOAuthFlows").includes("implicit")) {
          return {
            member: ["AllowedOAuthFlows"],
            what: `${client.resource.logicalId} allows the implicit flow.`,
          };
        }
        return undefined;
      }),
  ),
  check(
    "configuration",
    {
      id: "CFG-11",
      title: "Codes are sent to addresses that are the app's alone",
      severity: "medium",
      references: "V10.4.1 C601 RFC9700-2.1",
      mode: "c",
      change: "- the address that is not the app's\n+ CallbackURLs: [https://<your app>/]",
    },
    (context, report) =>
      eachClient(context, report, (client) => {
        const urls = textsAt(client.settings, "CallbackURLs");
        const implicit = textsAt(client.settings, "AllowedOAuthFlows").includes("implicit");
        const hosts = new Set(urls.filter((url) => /^https?:/.test(url)).map((url) => new URL(url).hostname));
        const bad = urls.find((url) => url.includes("*"));
        if (bad !== undefined)
          return { member: ["CallbackURLs"], what: `${client.resource.logicalId} sends codes to ${bad}.` };
        if (implicit && hosts.size > 1) {
          return {
            member: ["CallbackURLs"],
            what: `${client.resource.logicalId} sends tokens to ${[...hosts].join(", ")} by the implicit flow.`,
          };
        }
        const local = urls.find((url) => url.startsWith("http:") || /^https?:\/\/localhost/.test(url));
        if (local === undefined || context.declared.profile === "development") return undefined;
        return {
          member: ["CallbackURLs"],
          what: `${client.resource.logicalId} sends codes to ${local} in production.`,
        };
      }),
  ),
  check(
    "configuration",
    {
      id: "CFG-12",
      title: "What people may write about themselves is named",
      severity: "high",
      references: "A3 V8.2.3 C1220",
      mode: "c",
      change: "+ WriteAttributes: [name]",
    },
    (context, report) =>
      eachPool(context, report, (pool) => {
        const custom = objectsAt(pool.settings, "SchemaAttributes").filter(
          (attribute) => textAt(attribute, "Name").startsWith("custom:") && isOn(attribute, "Mutable"),
        );
        for (const client of pool.clients) {
          if (textsAt(client.resource.properties, "WriteAttributes").length > 0) report.held();
          else {
            report.found({
              confidence: "seen in configuration",
              resource: client.resource,
              member: ["WriteAttributes"],
              what: `${client.resource.logicalId} has no WriteAttributes: people may write every attribute that can be changed${custom.length === 0 ? "" : `, ${custom.map((one) => textAt(one, "Name")).join(", ")} among them`}.`,
              ...(custom.length === 0 ? { severity: "low" as const } : {}),
            });
          }
        }
        return undefined;
      }),
  ),
  check(
    "configuration",
    {
      id: "CFG-13",
      title: "Names mean the same in capital letters",
      severity: "medium",
      references: "C178 C640",
      mode: "c",
      change: ANY_CASE,
    },
    (context, report) =>
      eachPool(context, report, (pool) => {
        if (textAt(pool.settings, "UsernameConfiguration", "CaseSensitive") !== "false") {
          return {
            member: ["UsernameConfiguration"],
            what: `Names of ${nameOf(pool)} are case-sensitive, which cannot be changed later.`,
          };
        }
        const writable = pool.clients.some((client) => {
          const names = textsAt(client.resource.properties, "WriteAttributes");
          return names.length === 0 || names.includes("email");
        });
        const first = textsAt(
          pool.settings,
          "UserAttributeUpdateSettings",
          "AttributesRequireVerificationBeforeUpdate",
        );
        if (!writable || first.includes("email")) return undefined;
        return {
          member: ["UserAttributeUpdateSettings"],
          what: `An e-mail address of ${nameOf(pool)} counts before it is proved.`,
          change: PROVED_FIRST,
          severity: "low" as const,
        };
      }),
  ),
  check(
    "configuration",
    {
      id: "CFG-14",
      title: "The token trigger gives nobody what a group brings",
      severity: "critical",
      references: "A5 V8.2.1 C269",
      mode: "u",
      change: "Make scopes in the trigger from event.request.groupConfiguration.groupsToOverride alone.",
    },
    async (context, report) => {
      for (const pool of context.deployment.pools) await triggerForNobody(context, report, pool);
    },
  ),
];

type Said =
  | { readonly member: readonly string[]; readonly what: string; readonly severity?: "low" }
  | undefined;

function nameOf({ resource }: UserPool): string {
  return resource.logicalId;
}

function eachPool({ deployment }: AuditContext, report: CheckReport, look: (pool: UserPool) => Said): void {
  for (const pool of deployment.pools) tell(report, pool.resource, look(pool));
}

function eachClient(
  { deployment }: AuditContext,
  report: CheckReport,
  look: (client: AppClient) => Said,
): void {
  for (const client of deployment.pools.flatMap(({ clients }) => clients))
    tell(report, client.resource, look(client));
}

function tell(report: CheckReport, resource: UserPool["resource"], said: Said): void {
  if (said === undefined) report.held();
  else report.found({ confidence: "seen in configuration", resource, ...said });
}

/** The trigger is run by a sign-in of somebody in no group. */
async function triggerForNobody(context: AuditContext, report: CheckReport, pool: UserPool): Promise<void> {
  const lambda = objectAt(pool.settings, "LambdaConfig");
  const arn = textAt(lambda, "PreTokenGenerationConfig", "LambdaArn") || textAt(lambda, "PreTokenGeneration");
  if (arn === "") return;
  const client = pool.clients.find(canSignIn);
  if (client === undefined) return report.notChecked(`nobody can sign in at ${pool.id} by the API`);
  const { AccessToken } = await context.people.tokens(pool, client);
  const claims = claimsOf(AccessToken);
  const scopes = String(claims["scope"] ?? "").split(" ");
  const gained = pool.groups.flatMap((group) =>
    scopes.filter((scope) => scope.split(/[^A-Za-z0-9_]/).includes(group)),
  );
  const groups = claims["cognito:groups"];
  if (Array.isArray(groups)) gained.push(...groups.filter((group) => pool.groups.includes(String(group))));
  if (gained.length === 0) return report.held();
  const functions = ofType(context.deployment, "AWS::Lambda::Function");
  report.found({
    confidence: "proved by call",
    resource: functions.find(({ physicalId }) => arn.endsWith(`:${physicalId}`)) ?? pool.resource,
    what: `The token of somebody in no group has ${gained.join(" ")}.`,
  });
}
