import { DIGITS, randomText } from "../../../../../core/randomness.ts";
import { invalidParameter, missingParameter } from "../../../shared/errors.ts";
import { parseClientPublic } from "../../srp/protocol.ts";
import { isEmailAddress, maskDestination } from "../../users/attribute-formats.ts";
import { type SignInAttempt, sessionOwnerOf } from "../parts/attempt.ts";
import type { SignInParts } from "../parts/dependencies.ts";
import type { SessionStep } from "../parts/sessions.ts";
import type { Challenge, SignInStep } from "../parts/sign-in.ts";
import { srpChallenge } from "../srp-challenge.ts";
import { checkPassword } from "../with-password.ts";
import type { FirstFactor } from "./first-factors.ts";

/** A factor that was chosen, with what came for it. */
export interface ChosenFactor {
  readonly factor: FirstFactor;
  readonly password: string | undefined;
  readonly srpA: string | undefined;
}

const OTP_DIGITS = 8;

/** Goes on with the factor that a user chose. */
export async function beginFactor(
  parts: SignInParts,
  attempt: SignInAttempt,
  chosen: ChosenFactor,
): Promise<SignInStep> {
  switch (chosen.factor) {
    case "EMAIL_OTP":
      return mailedCode(parts, attempt);
    case "PASSWORD":
      return chosen.password === undefined
        ? challengeOf("PASSWORD", openSession(parts, attempt, "PASSWORD"), {})
        : checkPassword(parts, attempt, chosen.password);
    case "PASSWORD_SRP": {
      if (chosen.srpA === undefined) throw missingParameter("SRP_A");
      const clientPublic = parseClientPublic(chosen.srpA);
      if (clientPublic === undefined) throw invalidParameter("Invalid SRP_A");
      const session = openSession(parts, attempt, "PASSWORD_VERIFIER");
      return srpChallenge(parts, attempt, { clientPublic, session, custom: undefined });
    }
  }
}

export function openSession(
  parts: SignInParts,
  attempt: SignInAttempt,
  step: SessionStep,
  secret?: string,
): string {
  const { client } = attempt.clientContext;
  const subject = {
    client,
    user: sessionOwnerOf(attempt),
    cause: "TokenGeneration_Authentication",
  } as const;
  return parts.sessions.open(subject, step, secret);
}

export function challengeOf(
  name: Challenge["name"],
  session: string,
  parameters: Readonly<Record<string, string>>,
): Challenge {
  return { kind: "challenge", name, session, parameters };
}

/** COG-70: the code is nowhere but in the message and, sealed, in the session that it answers. */
async function mailedCode(parts: SignInParts, attempt: SignInAttempt): Promise<Challenge> {
  const { clientContext, user, login } = attempt;
  const { pool, client, clientMetadata } = clientContext;
  const code = randomText(parts.randomness, OTP_DIGITS, DIGITS);
  const delivery =
    user === undefined
      ? { destination: maskDestination(isEmailAddress(login) ? login : `${login}@${login}`), medium: "EMAIL" }
      : await parts.messenger.send({
          ...{ pool, user, cause: "Authentication", secret: code, attribute: "email", clientId: client.id },
          ...(clientMetadata === undefined ? {} : { clientMetadata }),
        });
  return challengeOf("EMAIL_OTP", openSession(parts, attempt, "EMAIL_OTP", code), {
    CODE_DELIVERY_DELIVERY_MEDIUM: delivery.medium,
    CODE_DELIVERY_DESTINATION: delivery.destination,
  });
}
