/** Members of CreateUserPool and UpdateUserPool. What is left out takes AWS's default. */
export interface UserPoolSettings {
  readonly PoolName?: string;
  readonly Policies?: {
    readonly PasswordPolicy?: PasswordPolicyInput;
    readonly SignInPolicy?: { readonly AllowedFirstAuthFactors?: readonly string[] };
  };
  readonly DeletionProtection?: "ACTIVE" | "INACTIVE";
  readonly LambdaConfig?: LambdaConfigInput;
  readonly AutoVerifiedAttributes?: readonly ("email" | "phone_number")[];
  readonly SmsVerificationMessage?: string;
  readonly EmailVerificationMessage?: string;
  readonly EmailVerificationSubject?: string;
  readonly VerificationMessageTemplate?: VerificationMessageTemplateInput;
  readonly SmsAuthenticationMessage?: string;
  readonly MfaConfiguration?: "OFF" | "OPTIONAL" | "ON";
  readonly UserAttributeUpdateSettings?: {
    readonly AttributesRequireVerificationBeforeUpdate?: readonly ("email" | "phone_number")[];
  };
  readonly DeviceConfiguration?: object;
  readonly EmailConfiguration?: object;
  readonly SmsConfiguration?: object;
  readonly UserPoolTags?: Readonly<Record<string, string>>;
  readonly AdminCreateUserConfig?: AdminCreateUserConfigInput;
  readonly UserPoolAddOns?: { readonly AdvancedSecurityMode?: string; readonly [other: string]: unknown };
  readonly AccountRecoverySetting?: {
    readonly RecoveryMechanisms?: readonly { readonly Name: RecoveryName; readonly Priority: number }[];
  };
  readonly UserPoolTier?: "LITE" | "ESSENTIALS" | "PLUS";
  readonly KeyConfiguration?: object;
  readonly IssuerConfiguration?: object;
}

export type RecoveryName = "verified_email" | "verified_phone_number" | "admin_only";

/** What is said once, at creation. */
export interface CreateUserPoolInput extends UserPoolSettings {
  readonly PoolName: string;
  readonly AliasAttributes?: readonly ("email" | "phone_number" | "preferred_username")[];
  readonly UsernameAttributes?: readonly ("email" | "phone_number")[];
  readonly UsernameConfiguration?: { readonly CaseSensitive: boolean };
  readonly Schema?: readonly SchemaAttributeInput[];
}

export interface UpdateUserPoolInput extends UserPoolSettings {
  readonly UserPoolId: string;
}

export interface PasswordPolicyInput {
  readonly MinimumLength?: number;
  readonly RequireUppercase?: boolean;
  readonly RequireLowercase?: boolean;
  readonly RequireNumbers?: boolean;
  readonly RequireSymbols?: boolean;
  readonly PasswordHistorySize?: number;
  readonly TemporaryPasswordValidityDays?: number;
}

export interface AdminCreateUserConfigInput {
  readonly AllowAdminCreateUserOnly?: boolean;
  readonly UnusedAccountValidityDays?: number;
  readonly InviteMessageTemplate?: {
    readonly SMSMessage?: string;
    readonly EmailMessage?: string;
    readonly EmailSubject?: string;
  };
}

export interface VerificationMessageTemplateInput {
  readonly SmsMessage?: string;
  readonly EmailMessage?: string;
  readonly EmailSubject?: string;
  readonly EmailMessageByLink?: string;
  readonly EmailSubjectByLink?: string;
  readonly DefaultEmailOption?: "CONFIRM_WITH_CODE" | "CONFIRM_WITH_LINK";
}

export interface LambdaConfigInput {
  readonly PreSignUp?: string;
  readonly CustomMessage?: string;
  readonly PostConfirmation?: string;
  readonly PreAuthentication?: string;
  readonly PostAuthentication?: string;
  readonly PreTokenGeneration?: string;
  readonly PreTokenGenerationConfig?: {
    readonly LambdaVersion: "V1_0" | "V2_0" | "V3_0";
    readonly LambdaArn: string;
  };
  readonly [other: string]: unknown;
}

export interface SchemaAttributeInput {
  readonly Name?: string;
  readonly AttributeDataType?: "String" | "Number" | "DateTime" | "Boolean";
  readonly DeveloperOnlyAttribute?: boolean;
  readonly Mutable?: boolean;
  readonly Required?: boolean;
  readonly NumberAttributeConstraints?: { readonly MinValue?: string; readonly MaxValue?: string };
  readonly StringAttributeConstraints?: { readonly MinLength?: string; readonly MaxLength?: string };
}
