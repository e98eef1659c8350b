import { softwareTokenMfaNotFound } from "../../shared/errors.ts";
import type { UserPool } from "../pools/pool.ts";
import type { TokenCause } from "../tokens/issuer.ts";
import { missingRequiredAttributes } from "../users/attributes.ts";
import type { User } from "../users/user.ts";
import { resumeCustomSignIn } from "./custom/decide.ts";
import type { SignInParts } from "./parts/dependencies.ts";
import type { SessionSubject } from "./parts/sessions.ts";
import type { Challenge, ClientContext, SignInStep } from "./parts/sign-in.ts";
import { complete } from "./sign-in-triggers.ts";

/** What comes after a right password. */
export function afterPassword(
  parts: SignInParts,
  clientContext: ClientContext,
  subject: SessionSubject,
): Promise<SignInStep> {
  if (subject.user.status === "FORCE_CHANGE_PASSWORD") {
    return Promise.resolve(newPasswordChallenge(parts, clientContext.pool, subject));
  }
  return afterKnowledge(parts, clientContext, subject);
}

type Demand = "nothing" | "SOFTWARE_TOKEN_MFA" | "MFA_SETUP";

/** COG-MFA-1: which second factor a pool and its user ask for. */
export function secondFactorOf(pool: UserPool, user: User): Demand {
  const { softwareToken, softwareTokenEnabled } = user.mfa;
  const enrolled = softwareToken?.verified === true;
  switch (pool.mfa) {
    case "OFF":
      return "nothing";
    case "OPTIONAL":
      return pool.softwareTokenMfa && enrolled && softwareTokenEnabled ? "SOFTWARE_TOKEN_MFA" : "nothing";
    case "ON":
      return enrolled ? "SOFTWARE_TOKEN_MFA" : "MFA_SETUP";
  }
}

/** What comes after everything that is known by heart. */
export async function afterKnowledge(
  parts: SignInParts,
  clientContext: ClientContext,
  subject: SessionSubject,
): Promise<SignInStep> {
  switch (secondFactorOf(clientContext.pool, subject.user)) {
    case "nothing":
      return finish(parts, clientContext, subject);
    case "SOFTWARE_TOKEN_MFA":
      return softwareTokenChallenge(parts, subject);
    case "MFA_SETUP":
      if (!clientContext.pool.softwareTokenMfa) throw softwareTokenMfaNotFound();
      return challenge("MFA_SETUP", parts.sessions.open(subject, "MFA_SETUP"), {
        MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]',
        USER_ID_FOR_SRP: subject.user.username,
      });
  }
}

export function softwareTokenChallenge(parts: SignInParts, subject: SessionSubject): Challenge {
  const name = subject.user.mfa.softwareToken?.friendlyName;
  return challenge("SOFTWARE_TOKEN_MFA", parts.sessions.open(subject, "SOFTWARE_TOKEN_MFA"), {
    USER_ID_FOR_SRP: subject.user.username,
    ...(name === undefined ? {} : { FRIENDLY_DEVICE_NAME: name }),
  });
}

function newPasswordChallenge(parts: SignInParts, pool: UserPool, subject: SessionSubject): Challenge {
  const { user } = subject;
  const missing = missingRequiredAttributes(pool, user.attributes).map((name) => `userAttributes.${name}`);
  return challenge("NEW_PASSWORD_REQUIRED", parts.sessions.open(subject, "NEW_PASSWORD_REQUIRED"), {
    USER_ID_FOR_SRP: user.username,
    requiredAttributes: JSON.stringify(missing),
    userAttributes: JSON.stringify(user.attributes),
  });
}

function challenge(
  name: Challenge["name"],
  session: string,
  parameters: Readonly<Record<string, string>>,
): Challenge {
  return { kind: "challenge", name, session, parameters };
}

/** Every factor of a password sign-in is proved; of a custom one its Define function says what comes next. */
export async function finish(
  parts: SignInParts,
  clientContext: ClientContext,
  proved: { readonly user: User; readonly cause: TokenCause; readonly custom?: string | undefined },
): Promise<SignInStep> {
  const { custom } = proved;
  // COG-65: the factors open nothing that the functions of the pool have not allowed.
  return custom === undefined
    ? complete(parts, clientContext, proved)
    : resumeCustomSignIn(parts, clientContext, { ...proved, custom });
}
