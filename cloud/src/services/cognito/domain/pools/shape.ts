import type { Member, Shape } from "../../../../wire/constraints.ts";

const MESSAGE = "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*";
const ARN_PART = "[\\w+=/,.@-]+";
const TRIGGER_ARN: Member = {
  type: "string",
  min: 20,
  max: 2048,
  pattern: `arn:${ARN_PART}:${ARN_PART}:([\\w+=/,.@-]*)?:[0-9]+:${ARN_PART}(:${ARN_PART})?(:${ARN_PART})?`,
};
const CONTACT: Member = { type: "string", enum: ["phone_number", "email"] };
const SMS_TEXT: Member = {
  type: "string",
  min: 6,
  max: 140,
  pattern: ".*\\{####\\}.*",
};
const EMAIL_TEXT: Member = {
  type: "string",
  min: 6,
  max: 20_000,
  pattern: `${MESSAGE}\\{####\\}${MESSAGE}`,
};
const INVITE_EMAIL: Member = { type: "string", min: 6, max: 20_000, pattern: MESSAGE };
const SUBJECT: Member = { type: "string", min: 1, max: 140, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]+" };

export const POOL_NAME: Member = { type: "string", min: 1, max: 128, pattern: "[\\w\\s+=,.@-]+" };

const PASSWORD_POLICY: Shape = {
  MinimumLength: { type: "integer", atLeast: 6, atMost: 99 },
  RequireUppercase: { type: "boolean" },
  RequireLowercase: { type: "boolean" },
  RequireNumbers: { type: "boolean" },
  RequireSymbols: { type: "boolean" },
  PasswordHistorySize: { type: "integer", atLeast: 0, atMost: 24 },
  TemporaryPasswordValidityDays: { type: "integer", atLeast: 0, atMost: 365 },
};

const LAMBDA_CONFIG: Shape = {
  PreSignUp: TRIGGER_ARN,
  CustomMessage: TRIGGER_ARN,
  PostConfirmation: TRIGGER_ARN,
  PreAuthentication: TRIGGER_ARN,
  PostAuthentication: TRIGGER_ARN,
  PreTokenGeneration: TRIGGER_ARN,
  PreTokenGenerationConfig: {
    type: "structure",
    members: {
      LambdaVersion: { type: "string", required: true, enum: ["V1_0", "V2_0", "V3_0"] },
      LambdaArn: { ...TRIGGER_ARN, required: true },
    },
  },
};

export const SCHEMA_ATTRIBUTE: Member = {
  type: "structure",
  members: {
    Name: { type: "string", min: 1, max: 20, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" },
    AttributeDataType: { type: "string", enum: ["String", "Number", "DateTime", "Boolean"] },
    DeveloperOnlyAttribute: { type: "boolean" },
    Mutable: { type: "boolean" },
    Required: { type: "boolean" },
    NumberAttributeConstraints: {
      type: "structure",
      members: { MinValue: { type: "string", max: 131_072 }, MaxValue: { type: "string", max: 131_072 } },
    },
    StringAttributeConstraints: {
      type: "structure",
      members: { MinLength: { type: "string", max: 131_072 }, MaxLength: { type: "string", max: 131_072 } },
    },
  },
};

export const TAGS: Member = { type: "map", items: { type: "string", max: 256 } };

const MESSAGE_MEMBERS: Shape = {
  SmsVerificationMessage: SMS_TEXT,
  EmailVerificationMessage: EMAIL_TEXT,
  EmailVerificationSubject: SUBJECT,
  VerificationMessageTemplate: {
    type: "structure",
    members: {
      SmsMessage: SMS_TEXT,
      EmailMessage: EMAIL_TEXT,
      EmailSubject: SUBJECT,
      EmailMessageByLink: {
        type: "string",
        min: 6,
        max: 20_000,
        pattern: `${MESSAGE}\\{##${MESSAGE}##\\}${MESSAGE}`,
      },
      EmailSubjectByLink: SUBJECT,
      DefaultEmailOption: { type: "string", enum: ["CONFIRM_WITH_LINK", "CONFIRM_WITH_CODE"] },
    },
  },
  SmsAuthenticationMessage: SMS_TEXT,
};

const RECOVERY: Member = {
  type: "structure",
  members: {
    RecoveryMechanisms: {
      type: "list",
      min: 1,
      max: 2,
      items: {
        type: "structure",
        members: {
          Priority: { type: "integer", required: true, atLeast: 1, atMost: 2 },
          Name: {
            type: "string",
            required: true,
            enum: ["verified_email", "verified_phone_number", "admin_only"],
          },
        },
      },
    },
  },
};

const ADMIN_CREATE_USER: Member = {
  type: "structure",
  members: {
    AllowAdminCreateUserOnly: { type: "boolean" },
    UnusedAccountValidityDays: { type: "integer", atLeast: 0, atMost: 365 },
    InviteMessageTemplate: {
      type: "structure",
      members: { SMSMessage: SMS_TEXT, EmailMessage: INVITE_EMAIL, EmailSubject: SUBJECT },
    },
  },
};

/** Members that CreateUserPool and UpdateUserPool share. */
export const POOL_SETTINGS: Shape = {
  Policies: {
    type: "structure",
    members: {
      PasswordPolicy: { type: "structure", members: PASSWORD_POLICY },
      SignInPolicy: {
        type: "structure",
        members: {
          AllowedFirstAuthFactors: {
            type: "list",
            min: 1,
            max: 4,
            items: { type: "string", enum: ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"] },
          },
        },
      },
    },
  },
  DeletionProtection: { type: "string", enum: ["ACTIVE", "INACTIVE"] },
  LambdaConfig: { type: "structure", members: LAMBDA_CONFIG },
  AutoVerifiedAttributes: { type: "list", items: CONTACT },
  ...MESSAGE_MEMBERS,
  MfaConfiguration: { type: "string", enum: ["OFF", "ON", "OPTIONAL"] },
  UserAttributeUpdateSettings: {
    type: "structure",
    members: { AttributesRequireVerificationBeforeUpdate: { type: "list", items: CONTACT } },
  },
  DeviceConfiguration: { type: "structure" },
  EmailConfiguration: { type: "structure" },
  SmsConfiguration: { type: "structure" },
  UserPoolTags: TAGS,
  AdminCreateUserConfig: ADMIN_CREATE_USER,
  UserPoolAddOns: {
    type: "structure",
    members: {
      AdvancedSecurityMode: { type: "string", required: true, enum: ["OFF", "AUDIT", "ENFORCED"] },
    },
  },
  AccountRecoverySetting: RECOVERY,
  UserPoolTier: { type: "string", enum: ["LITE", "ESSENTIALS", "PLUS"] },
  KeyConfiguration: { type: "structure" },
  IssuerConfiguration: { type: "structure" },
};

export const CREATION_ONLY: Shape = {
  AliasAttributes: {
    type: "list",
    items: { type: "string", enum: ["phone_number", "email", "preferred_username"] },
  },
  UsernameAttributes: { type: "list", items: CONTACT },
  UsernameConfiguration: {
    type: "structure",
    members: { CaseSensitive: { type: "boolean", required: true } },
  },
  Schema: { type: "list", min: 1, max: 50, items: SCHEMA_ATTRIBUTE },
};
