import type { PasswordPolicy } from "../../domain/pools/pool.ts";

/** What every page knows. */
export interface Frame {
  readonly basePath: string;
  readonly poolName: string;
  /** Name of the app that is signed in to; undefined where it is not known. */
  readonly appName: string | undefined;
}

interface Form {
  readonly action: string;
  readonly xsrfToken: string;
  readonly error: string | undefined;
}

export interface SignInView extends Form {
  readonly username: string;
  readonly usesEmail: boolean;
  readonly forgotPassword: string;
  /** Undefined where only administrators make users. */
  readonly signUp: string | undefined;
  readonly notice: string | undefined;
}

export interface NewPasswordView extends Form {
  readonly account: string;
  readonly policy: PasswordPolicy;
  readonly requiredAttributes: readonly string[];
}

export interface MfaSetupView extends Form {
  readonly issuer: string;
  readonly account: string;
  /** Base32. */
  readonly secretCode: string;
}

export interface MfaCodeView extends Form {
  readonly signIn: string;
}

export interface ForgotPasswordView extends Form {
  readonly username: string;
  readonly usesEmail: boolean;
  readonly signIn: string;
}

export interface ResetPasswordView extends Form {
  readonly username: string;
  /** True when an administrator asked for it. */
  readonly required: boolean;
  readonly policy: PasswordPolicy;
  readonly askAgain: string;
}

export interface PlainView {
  readonly title: string;
  readonly text: string;
  readonly detail?: string | undefined;
  readonly link?: { readonly text: string; readonly address: string };
}
