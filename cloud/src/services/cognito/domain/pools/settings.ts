import { TEMPORARY_PASSWORD_DAYS } from "../../shared/constants.ts";
import { featureUnavailableInTier, unsupportedSetting } from "../../shared/errors.ts";
import type { PasswordPolicyInput, UserPoolSettings } from "./input.ts";
import { parseLambdaConfig } from "./lambda-config.ts";
import type { MessageTemplates, PasswordPolicy, UserPool } from "./pool.ts";

/** The part of a pool that UpdateUserPool replaces as a whole: what is left out is reset. */
export type ReplaceableSettings = Pick<
  UserPool,
  | "tier"
  | "deletionProtection"
  | "autoVerifiedAttributes"
  | "attributesRequiringVerificationBeforeUpdate"
  | "passwordPolicy"
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
  const factors = input.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? [];
  const other = factors.find((factor) => factor !== "PASSWORD");
  if (other !== undefined) throw unsupportedSetting(`Policies.SignInPolicy.AllowedFirstAuthFactors ${other}`);
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
