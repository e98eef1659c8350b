import type { UserPoolClient } from "../../clients/client.ts";
import type { UserPool } from "../../pools/pool.ts";
import type { TokenCause } from "../../tokens/issuer.ts";
import type { User } from "../../users/user.ts";

export type ChallengeName =
  | "PASSWORD_VERIFIER"
  | "NEW_PASSWORD_REQUIRED"
  | "MFA_SETUP"
  | "SOFTWARE_TOKEN_MFA"
  | "SELECT_MFA_TYPE"
  | "CUSTOM_CHALLENGE"
  | "SELECT_CHALLENGE"
  | "PASSWORD"
  | "EMAIL_OTP";

export interface Challenge {
  readonly kind: "challenge";
  readonly name: ChallengeName;
  /** Opaque, sealed, bound to pool, client, user and step; undefined for PASSWORD_VERIFIER of USER_SRP_AUTH. */
  readonly session: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  /** AvailableChallenges of the first answer of USER_AUTH. */
  readonly available?: readonly string[];
}

/** Every factor was proved; tokens may be issued. */
export interface Authenticated {
  readonly kind: "authenticated";
  readonly user: User;
  readonly cause: TokenCause;
  /** Epoch ms. */
  readonly authenticatedAt: number;
}

export type SignInStep = Challenge | Authenticated;

export interface ClientContext {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly clientMetadata?: Readonly<Record<string, string>>;
}

/**
 * The sign-in state machine, one for the user-pool API and the hosted pages. Each method throws the
 * AwsError of `cognito-idp` for what it refuses.
 */
export interface SignIn {
  /** Checks user name and password; runs pre-authentication, lock-out and status rules. */
  withPassword(clientContext: ClientContext, login: string, password: string): Promise<SignInStep>;
  answerNewPassword(
    clientContext: ClientContext,
    session: string,
    answer: {
      readonly username: string | undefined;
      readonly newPassword: string;
      readonly attributes: Readonly<Record<string, string>>;
    },
  ): Promise<SignInStep>;
  /** Starts enrolment of an authenticator app: a new Base32 secret and the session to go on with. */
  associateSoftwareToken(session: string): Promise<{ readonly secretCode: string; readonly session: string }>;
  verifySoftwareToken(
    session: string,
    userCode: string,
    friendlyName?: string,
  ): Promise<{ readonly session: string }>;
  answerMfaSetup(
    clientContext: ClientContext,
    session: string,
    username: string | undefined,
  ): Promise<SignInStep>;
  answerSoftwareToken(
    clientContext: ClientContext,
    session: string,
    answer: { readonly username: string | undefined; readonly code: string },
  ): Promise<SignInStep>;
  answerSelectMfaType(
    clientContext: ClientContext,
    session: string,
    answer: { readonly username: string | undefined; readonly choice: string },
  ): Promise<SignInStep>;
}

/** Forgotten passwords; shared by the API and the hosted pages. */
export interface PasswordRecovery {
  /** Sends a code, or pretends to (PreventUserExistenceErrors). */
  request(
    clientContext: ClientContext,
    login: string,
  ): Promise<{
    readonly destination: string;
    readonly medium: "EMAIL" | "SMS";
    readonly attribute: string;
    /** Why nothing was sent although it looks so; for the trace only. */
    readonly simulatedFor?: string;
  }>;
  confirm(clientContext: ClientContext, login: string, code: string, newPassword: string): Promise<void>;
}
