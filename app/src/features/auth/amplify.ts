import { Amplify } from "aws-amplify";
import {
  type ConfirmResetPasswordInput,
  confirmResetPassword,
  fetchAuthSession,
  fetchMFAPreference,
  setUpTOTP,
  signOut,
  updateMFAPreference,
  verifyTOTPSetup,
} from "aws-amplify/auth";
import { cognitoUserPoolsTokenProvider } from "aws-amplify/auth/cognito";
import { Hub } from "aws-amplify/utils";
import type { AppConfig } from "../../lib/config/app-config";
import { createTokenStorage } from "../../lib/storage/token-storage";
import { type Claims, scopesOf } from "./claims";

/** The only module that knows Amplify, besides the Authenticator's screens. */
export function configureAmplify(config: AppConfig): void {
  const { userPoolId, userPoolClientId, userPoolEndpoint } = config;
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId,
        userPoolClientId,
        ...(userPoolEndpoint === undefined ? {} : { userPoolEndpoint }),
        loginWith: { email: true },
      },
    },
  });
  const storage = createTokenStorage();
  if (storage !== undefined) cognitoUserPoolsTokenProvider.setKeyValueStorage(storage);
}

export interface Tokens {
  /** Id of the person they belong to. */
  readonly owner: string;
  readonly access: { readonly raw: string; readonly scopes: readonly string[] };
  readonly idClaims: Claims;
}

/** The tokens of the person who is signed in; renewed when they are about to expire, or when asked. */
export async function currentTokens({ fresh }: { fresh: boolean }): Promise<Tokens | undefined> {
  const { tokens } = await fetchAuthSession({ forceRefresh: fresh });
  const owner = tokens?.idToken?.payload.sub;
  // Tokens that name nobody were not made by a pool.
  if (tokens?.idToken === undefined || typeof owner !== "string") return undefined;
  return {
    owner,
    access: { raw: tokens.accessToken.toString(), scopes: scopesOf(tokens.accessToken.payload) },
    idClaims: tokens.idToken.payload,
  };
}

/** Ends the session of this device: its refresh token is revoked. */
export async function signOutHere(): Promise<void> {
  await signOut();
}

/**
 * Ends every session of the person. Pools allow it to tokens with the scope of self-service only. Amplify's
 * own way keeps a refusal to itself, and somebody would take a lost phone for signed out [HOME-6].
 *
 * @throws when the pool did not say that it is done
 */
export async function endAllSessions(): Promise<void> {
  const { tokens } = await fetchAuthSession();
  const { userPoolEndpoint, userPoolId } = Amplify.getConfig().Auth?.Cognito ?? {};
  const region = userPoolId?.split("_")[0];
  const reply = await fetch(userPoolEndpoint ?? `https://cognito-idp.${region}.amazonaws.com/`, {
    method: "POST",
    headers: {
      "Content-Type": "application/x-amz-json-1.1",
      "X-Amz-Target": "AWSCognitoIdentityProviderService.GlobalSignOut",
    },
    body: JSON.stringify({ AccessToken: tokens?.accessToken.toString() }),
  }).catch(() => {
    throw new Error("A network error has occurred.");
  });
  if (!reply.ok) throw new Error(`The sign-in service answered ${reply.status}.`);
}

export type AuthEvent = "renewed" | "ended";

/** @returns how to stop */
export function watchAuth(tell: (event: AuthEvent) => void): () => void {
  return Hub.listen("auth", ({ payload }) => {
    if (payload.event === "tokenRefresh") tell("renewed");
    if (payload.event === "tokenRefresh_failure" && payload.data.error?.name !== "NetworkError")
      tell("ended");
  });
}

/** The Authenticator's own step of a forgotten password, and something to do once it is done. */
export function resetPasswordThen(done: () => void): typeof confirmResetPassword {
  const reset = async (input: ConfirmResetPasswordInput) => {
    await confirmResetPassword(input);
    done();
  };
  // The other form of the call, with a server's context first, has no use in an app.
  return reset as typeof confirmResetPassword;
}

export async function isTotpOn(): Promise<boolean> {
  const { enabled } = await fetchMFAPreference();
  return enabled?.includes("TOTP") ?? false;
}

/** @returns the secret that the authenticator app is to hold */
export async function beginTotp(): Promise<string> {
  return (await setUpTOTP()).sharedSecret;
}

export async function confirmTotp(code: string): Promise<void> {
  await verifyTOTPSetup({ code });
  await updateMFAPreference({ totp: "PREFERRED" });
}

export async function turnOffTotp(): Promise<void> {
  await updateMFAPreference({ totp: "DISABLED" });
}
