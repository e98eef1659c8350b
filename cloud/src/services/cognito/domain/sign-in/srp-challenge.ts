import { serverPublicValue, toHex } from "../srp/protocol.ts";
import type { SignInAttempt } from "./parts/attempt.ts";
import type { SignInParts } from "./parts/dependencies.ts";
import type { Challenge } from "./parts/sign-in.ts";

/** The PASSWORD_VERIFIER challenge; unknown users get one that no password answers. */
export async function srpChallenge(
  parts: SignInParts,
  attempt: SignInAttempt,
  step: {
    readonly clientPublic: Buffer;
    readonly session: string | undefined;
    readonly custom: string | undefined;
  },
): Promise<Challenge> {
  const { pool, client } = attempt.clientContext;
  const { b, power } = await parts.ephemeralKeys.take();
  const serverPublic = serverPublicValue(verifierOf(parts, attempt), power);
  const { sub, username } = attempt.user ?? attempt.simulated;
  const { clientPublic, custom } = step;
  const block = parts.secretBlocks.seal(
    { userPoolId: pool.id, clientId: client.id, sub, username, b, clientPublic, serverPublic, custom },
    client.authSessionMinutes * 60_000,
  );
  return {
    kind: "challenge",
    name: "PASSWORD_VERIFIER",
    session: step.session,
    parameters: {
      SALT: attempt.user?.password?.salt ?? attempt.simulated.salt,
      SECRET_BLOCK: block.toString("base64"),
      SRP_B: toHex(serverPublic),
      USERNAME: username,
      USER_ID_FOR_SRP: username,
    },
  };
}

export function verifierOf(
  parts: Pick<SignInParts, "passwords">,
  { clientContext, user, simulated }: SignInAttempt,
): Buffer {
  return user?.password === undefined
    ? simulated.verifier
    : parts.passwords.verifier(clientContext.pool, user, user.password);
}
