/** A user pool as it is stored. Field names are those of the API without the wire's casing. */
export interface UserPool {
  /** `<region>_<9 alphanumerics>` */
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly tier: "LITE" | "ESSENTIALS" | "PLUS";
  readonly deletionProtection: "ACTIVE" | "INACTIVE";
  readonly mfa: MfaMode;
  /** True when authenticator apps may be used (`SOFTWARE_TOKEN_MFA` enabled). */
  readonly softwareTokenMfa: boolean;
  readonly usernameAttributes: readonly ("email" | "phone_number")[];
  readonly aliasAttributes: readonly ("email" | "phone_number" | "preferred_username")[];
  /** Absent UsernameConfiguration means case-sensitive names. */
  readonly caseSensitiveUsernames: boolean;
  readonly autoVerifiedAttributes: readonly ("email" | "phone_number")[];
  readonly attributesRequiringVerificationBeforeUpdate: readonly ("email" | "phone_number")[];
  readonly passwordPolicy: PasswordPolicy;
  /** Left out: PASSWORD. */
  readonly firstAuthFactors?: readonly FirstAuthFactor[] | undefined;
  readonly adminCreateUserOnly: boolean;
  readonly lambdaTriggers: LambdaTriggers;
  readonly accountRecovery: readonly RecoveryMechanism[] | undefined;
  /** Standard and custom attributes, in the order DescribeUserPool lists them. */
  readonly schema: readonly SchemaAttribute[];
  readonly messageTemplates: MessageTemplates;
  readonly tags: Readonly<Record<string, string>>;
  /** What was given for EmailConfiguration, SmsConfiguration …: kept and described, not acted on. */
  readonly described: Readonly<Record<string, unknown>>;
}

/** What USER_AUTH may begin with; PASSWORD is SRP, too. */
export type FirstAuthFactor = "PASSWORD" | "EMAIL_OTP";

type MfaMode = "OFF" | "OPTIONAL" | "ON";

export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly requireUppercase: boolean;
  readonly requireLowercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
  readonly temporaryPasswordValidityDays: number;
  readonly passwordHistorySize: number;
}

export interface LambdaTriggers {
  readonly preSignUp?: string;
  readonly postConfirmation?: string;
  readonly preAuthentication?: string;
  readonly postAuthentication?: string;
  readonly customMessage?: string;
  readonly userMigration?: string;
  readonly defineAuthChallenge?: string;
  readonly createAuthChallenge?: string;
  readonly verifyAuthChallengeResponse?: string;
  readonly preTokenGeneration?: { readonly lambdaArn: string; readonly version: "V1_0" | "V2_0" | "V3_0" };
}

export interface RecoveryMechanism {
  readonly name: "verified_email" | "verified_phone_number" | "admin_only";
  readonly priority: number;
}

export interface SchemaAttribute {
  /** `email`, `custom:house`, `dev:custom:house` */
  readonly name: string;
  readonly type: "String" | "Number" | "DateTime" | "Boolean";
  readonly mutable: boolean;
  readonly required: boolean;
  readonly developerOnly: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minValue?: number;
  readonly maxValue?: number;
}

export interface MessageTemplates {
  readonly inviteEmailSubject?: string;
  readonly inviteEmailMessage?: string;
  readonly inviteSmsMessage?: string;
  readonly verificationEmailSubject?: string;
  readonly verificationEmailMessage?: string;
  readonly verificationSmsMessage?: string;
  readonly authenticationSmsMessage?: string;
}
