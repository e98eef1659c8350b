import { TEMPORARY_PASSWORD_DAYS } from "../../shared/constants.ts";
import { featureUnavailableInTier, invalidParameter, unsupportedSetting } from "../../shared/errors.ts";
import type { PasswordPolicyInput, UserPoolSettings } from "./input.ts";
import { parseLambdaConfig } from "./lambda-config.ts";
import type { FirstAuthFactor, MessageTemplates, PasswordPolicy, UserPool } from "./pool.ts";

/** The part of a pool that UpdateUserPool replaces as a whole: what is left out is reset. */
export type ReplaceableSettings = Pick<
  UserPool,
  | "tier"
  | "deletionProtection"
  | "autoVerifiedAttributes"
  | "attributesRequiringVerificationBeforeUpdate"
  | "passwordPolicy"
  | "firstAuthFactors"
  | "adminCreateUserOnly"
  | "lambdaTriggers"
  | "accountRecovery"
  | "messageTemplates"
  | "described"
>;

export function parseSettings(input: UserPoolSettings): ReplaceableSettings {
  refuseUnsupported(input);
  const tier = input.UserPoolTier ?? "ESSENTIALS";
  const mechanisms = input.AccountRecoverySetting?.RecoveryMechanisms;
  return {
    tier,
    deletionProtection: input.DeletionProtection ?? "INACTIVE",
    autoVerifiedAttributes: input.AutoVerifiedAttributes ?? [],
    attributesRequiringVerificationBeforeUpdate:
      input.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [],
    passwordPolicy: parsePasswordPolicy(input, tier),
    ...parseFirstFactors(input, tier),
    adminCreateUserOnly: input.AdminCreateUserConfig?.AllowAdminCreateUserOnly ?? false,
    lambdaTriggers: parseLambdaConfig(input.LambdaConfig, tier),
    accountRecovery: mechanisms
      ?.map(({ Name, Priority }) => ({ name: Name, priority: Priority }))
      .sort((one, other) => one.priority - other.priority),
    messageTemplates: parseTemplates(input),
    described: describedOnly(input),
  };
}

/** COG-30: settings that change who gets in and that this cloud does not have are refused by name. */
function refuseUnsupported(input: UserPoolSettings): void {
  if (input.DeviceConfiguration !== undefined) throw unsupportedSetting("DeviceConfiguration");
  const security = input.UserPoolAddOns?.AdvancedSecurityMode ?? "OFF";
  if (security !== "OFF") throw unsupportedSetting(`UserPoolAddOns.AdvancedSecurityMode ${security}`);
  if (input.UserPoolAddOns?.["AdvancedSecurityAdditionalFlows"] !== undefined) {
    throw unsupportedSetting("UserPoolAddOns.AdvancedSecurityAdditionalFlows");
  }
  if (input.KeyConfiguration !== undefined) throw unsupportedSetting("KeyConfiguration");
  if (input.IssuerConfiguration !== undefined) throw unsupportedSetting("IssuerConfiguration");
  if (input.VerificationMessageTemplate?.DefaultEmailOption === "CONFIRM_WITH_LINK") {
    throw unsupportedSetting("VerificationMessageTemplate.DefaultEmailOption CONFIRM_WITH_LINK");
  }
}

const FIRST_FACTORS: ReadonlySet<string> = new Set(["PASSWORD", "EMAIL_OTP"] satisfies FirstAuthFactor[]);
const isFirstFactor = (name: string): name is FirstAuthFactor => FIRST_FACTORS.has(name);

function parseFirstFactors(
  input: UserPoolSettings,
  tier: UserPool["tier"],
): Pick<ReplaceableSettings, "firstAuthFactors"> {
  const given: readonly string[] = input.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? [];
  const other = given.find((factor) => !isFirstFactor(factor));
  if (other !== undefined) throw unsupportedSetting(`Policies.SignInPolicy.AllowedFirstAuthFactors ${other}`);
  const firstAuthFactors = [...new Set(given.filter(isFirstFactor))];
  if (firstAuthFactors.length === 0) return { firstAuthFactors: undefined };
  if (tier === "LITE") throw featureUnavailableInTier("SignInPolicy is not available in the LITE tier.");
  // COG-69: one-time codes are no first factor where a second one is asked of everybody.
  if (input.MfaConfiguration === "ON" && !firstAuthFactors.includes("PASSWORD")) {
    throw invalidParameter("MFA cannot be required without PASSWORD among AllowedFirstAuthFactors.");
  }
  return { firstAuthFactors };
}

/** A policy given in part leaves its Require flags off; no policy at all asks for all four classes. */
function parsePasswordPolicy(input: UserPoolSettings, tier: UserPool["tier"]): PasswordPolicy {
  const given: PasswordPolicyInput | undefined = input.Policies?.PasswordPolicy;
  const flags = given === undefined;
  const historySize = given?.PasswordHistorySize ?? 0;
  if (historySize > 0 && tier === "LITE") {
    throw featureUnavailableInTier("PasswordHistorySize is not available in the LITE tier.");
  }
  const days = given?.TemporaryPasswordValidityDays ?? input.AdminCreateUserConfig?.UnusedAccountValidityDays;
  return {
    minimumLength: given?.MinimumLength ?? 8,
    requireUppercase: given?.RequireUppercase ?? flags,
    requireLowercase: given?.RequireLowercase ?? flags,
    requireNumbers: given?.RequireNumbers ?? flags,
    requireSymbols: given?.RequireSymbols ?? flags,
    temporaryPasswordValidityDays: days === undefined || days === 0 ? TEMPORARY_PASSWORD_DAYS : days,
    passwordHistorySize: historySize,
  };
}

function parseTemplates(input: UserPoolSettings): MessageTemplates {
  const invite = input.AdminCreateUserConfig?.InviteMessageTemplate;
  const verification = input.VerificationMessageTemplate;
  return present({
    inviteEmailSubject: invite?.EmailSubject,
    inviteEmailMessage: invite?.EmailMessage,
    inviteSmsMessage: invite?.SMSMessage,
    verificationEmailSubject: verification?.EmailSubject ?? input.EmailVerificationSubject,
    verificationEmailMessage: verification?.EmailMessage ?? input.EmailVerificationMessage,
    verificationSmsMessage: verification?.SmsMessage ?? input.SmsVerificationMessage,
    authenticationSmsMessage: input.SmsAuthenticationMessage,
  });
}

/** Kept to be shown again by DescribeUserPool. */
function describedOnly(input: UserPoolSettings): Record<string, unknown> {
  return present({
    EmailConfiguration: input.EmailConfiguration,
    SmsConfiguration: input.SmsConfiguration,
    UserPoolAddOns: input.UserPoolAddOns,
    SmsVerificationMessage: input.SmsVerificationMessage,
    EmailVerificationMessage: input.EmailVerificationMessage,
    EmailVerificationSubject: input.EmailVerificationSubject,
    VerificationMessageTemplate: input.VerificationMessageTemplate,
    InviteMessageTemplate: input.AdminCreateUserConfig?.InviteMessageTemplate,
    UserAttributeUpdateSettings: input.UserAttributeUpdateSettings,
  });
}

type Present<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

function present<Fields extends Record<string, unknown>>(fields: Fields): Present<Fields> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) kept[name] = value;
  return kept as Present<Fields>;
}
