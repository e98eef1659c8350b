export type UserStatus = "UNCONFIRMED" | "CONFIRMED" | "RESET_REQUIRED" | "FORCE_CHANGE_PASSWORD";

/** A user as stored. Secrets are sealed (`store/sealing.ts`), never plain. */
export interface User {
  readonly userPoolId: string;
  /** 36-character id, never changes. */
  readonly sub: string;
  /** Stored user name: the sub in pools with UsernameAttributes. */
  readonly username: string;
  /** Every attribute but `sub`, as strings. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly enabled: boolean;
  /** When that was taken away (epoch ms), for who asks why; of users disabled by an older version, nothing. */
  readonly disabledAt?: number | undefined;
  readonly status: UserStatus;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly password: StoredPassword | undefined;
  /** Earlier passwords' verifiers, newest first, up to PasswordHistorySize. */
  readonly passwordHistory: readonly StoredPassword[];
  readonly mfa: UserMfa;
  /** Wrong passwords and MFA codes since the last success. */
  readonly failures: FailureCount;
  /** Tokens issued before this moment (epoch ms) are revoked: GlobalSignOut. 0 = never. */
  readonly signedOutAt: number;
  /** When an administrator last reset the password (epoch ms). */
  readonly resetAt?: number;
}

/** SRP-6a salt and verifier; the password itself is kept nowhere. */
export interface StoredPassword {
  /** 32 hex digits. */
  readonly salt: string;
  /** Sealed verifier bytes (context `<pool id>/<sub>`), base64. */
  readonly sealedVerifier: string;
  readonly setAt: number;
  /** Set by an administrator and to be changed at first sign-in. */
  readonly temporary: boolean;
}

export interface UserMfa {
  readonly softwareToken: SoftwareToken | undefined;
  /** Set through SetUserMFAPreference. */
  readonly softwareTokenEnabled: boolean;
  readonly preferred: "SOFTWARE_TOKEN_MFA" | undefined;
}

export interface SoftwareToken {
  /** Sealed 32-byte TOTP key, base64. */
  readonly sealedSecret: string;
  /** False until VerifySoftwareToken accepted a code. */
  readonly verified: boolean;
  readonly friendlyName: string | undefined;
  /** Time step (RFC 6238 T) of the last accepted code: it is not accepted again. */
  readonly lastUsedStep: number;
  /** When that code was taken (epoch ms), for who asks why. */
  readonly lastUsedAt?: number;
}

export interface FailureCount {
  readonly passwordFailures: number;
  readonly mfaFailures: number;
  /** Epoch ms of the last counted failure. */
  readonly lastFailureAt: number;
  /** Epoch ms until which every attempt is refused. */
  readonly lockedUntil: number;
}

export const NO_FAILURES: FailureCount = {
  passwordFailures: 0,
  mfaFailures: 0,
  lastFailureAt: 0,
  lockedUntil: 0,
};

export const NO_MFA: UserMfa = {
  softwareToken: undefined,
  softwareTokenEnabled: false,
  preferred: undefined,
};
