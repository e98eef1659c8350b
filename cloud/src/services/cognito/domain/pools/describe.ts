import { timestamp } from "../../../../core/clock.ts";
import { describeLambdaConfig } from "./lambda-config.ts";
import type { SchemaAttribute, UserPool } from "./pool.ts";

/** The UserPoolType structure. */
export function describePool(
  pool: UserPool,
  known: { readonly estimatedNumberOfUsers: number; readonly domain: string | undefined },
): Record<string, unknown> {
  const { InviteMessageTemplate, VerificationMessageTemplate, ...described } = pool.described;
  return {
    Id: pool.id,
    Name: pool.name,
    Policies: {
      PasswordPolicy: describePolicy(pool),
      SignInPolicy: { AllowedFirstAuthFactors: pool.firstAuthFactors ?? ["PASSWORD"] },
    },
    DeletionProtection: pool.deletionProtection,
    LambdaConfig: describeLambdaConfig(pool.lambdaTriggers),
    LastModifiedDate: timestamp(pool.modifiedAt),
    CreationDate: timestamp(pool.createdAt),
    SchemaAttributes: pool.schema.map(describeAttribute),
    ...whenAny("AutoVerifiedAttributes", pool.autoVerifiedAttributes),
    ...whenAny("AliasAttributes", pool.aliasAttributes),
    ...whenAny("UsernameAttributes", pool.usernameAttributes),
    EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT" },
    ...described,
    VerificationMessageTemplate: {
      DefaultEmailOption: "CONFIRM_WITH_CODE",
      ...(VerificationMessageTemplate as object | undefined),
    },
    MfaConfiguration: pool.mfa,
    EstimatedNumberOfUsers: known.estimatedNumberOfUsers,
    UserPoolTags: pool.tags,
    ...(known.domain === undefined ? {} : { Domain: known.domain }),
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: pool.adminCreateUserOnly,
      UnusedAccountValidityDays: pool.passwordPolicy.temporaryPasswordValidityDays,
      ...(InviteMessageTemplate === undefined ? {} : { InviteMessageTemplate }),
    },
    ...(pool.caseSensitiveUsernames ? {} : { UsernameConfiguration: { CaseSensitive: false } }),
    Arn: pool.arn,
    ...describeRecovery(pool),
    UserPoolTier: pool.tier,
  };
}

function describePolicy({ passwordPolicy }: UserPool): Record<string, unknown> {
  return {
    MinimumLength: passwordPolicy.minimumLength,
    RequireUppercase: passwordPolicy.requireUppercase,
    RequireLowercase: passwordPolicy.requireLowercase,
    RequireNumbers: passwordPolicy.requireNumbers,
    RequireSymbols: passwordPolicy.requireSymbols,
    ...(passwordPolicy.passwordHistorySize === 0
      ? {}
      : { PasswordHistorySize: passwordPolicy.passwordHistorySize }),
    TemporaryPasswordValidityDays: passwordPolicy.temporaryPasswordValidityDays,
  };
}

function describeAttribute(attribute: SchemaAttribute): Record<string, unknown> {
  return {
    Name: attribute.name,
    AttributeDataType: attribute.type,
    DeveloperOnlyAttribute: attribute.developerOnly,
    Mutable: attribute.mutable,
    Required: attribute.required,
    ...(attribute.type === "String"
      ? {
          StringAttributeConstraints: {
            ...asText("MinLength", attribute.minLength),
            ...asText("MaxLength", attribute.maxLength),
          },
        }
      : {}),
    ...(attribute.type === "Number"
      ? {
          NumberAttributeConstraints: {
            ...asText("MinValue", attribute.minValue),
            ...asText("MaxValue", attribute.maxValue),
          },
        }
      : {}),
  };
}

function describeRecovery({ accountRecovery }: UserPool): Record<string, unknown> {
  if (accountRecovery === undefined) return {};
  const RecoveryMechanisms = accountRecovery.map(({ name, priority }) => ({
    Priority: priority,
    Name: name,
  }));
  return { AccountRecoverySetting: { RecoveryMechanisms } };
}

function asText(name: string, bound: number | undefined): Record<string, string> {
  return bound === undefined ? {} : { [name]: String(bound) };
}

function whenAny(name: string, items: readonly string[]): Record<string, readonly string[]> {
  return items.length === 0 ? {} : { [name]: items };
}
