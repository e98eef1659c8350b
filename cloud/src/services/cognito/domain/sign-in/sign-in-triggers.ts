import { triggerAttributes } from "../triggers/envelope.ts";
import type { User } from "../users/user.ts";
import { type Attempt, concealsUsers } from "./attempt.ts";
import type { SignInParts } from "./dependencies.ts";
import type { SignInParty } from "./sign-in.ts";

/** Runs before any password is looked at; for unknown users only where they are concealed. */
export async function runPreAuthentication(parts: SignInParts, attempt: Attempt): Promise<void> {
  const { party, user } = attempt;
  if (user === undefined && !concealsUsers(party)) return;
  await parts.triggers.run({
    pool: party.pool,
    trigger: "PreAuthentication",
    source: "PreAuthentication_Authentication",
    username: user?.username ?? attempt.simulated.username,
    clientId: party.client.id,
    request: {
      userAttributes: user === undefined ? {} : triggerAttributes(party.pool, user),
      ...(party.clientMetadata === undefined ? {} : { validationData: party.clientMetadata }),
      ...(concealsUsers(party) ? { userNotFound: user === undefined } : {}),
    },
    response: {},
  });
}

/** Runs once every factor is proved; a function that fails keeps the person out. */
export async function runPostAuthentication(
  parts: SignInParts,
  party: SignInParty,
  user: User,
): Promise<void> {
  await parts.triggers.run({
    pool: party.pool,
    trigger: "PostAuthentication",
    source: "PostAuthentication_Authentication",
    username: user.username,
    clientId: party.client.id,
    request: {
      userAttributes: triggerAttributes(party.pool, user),
      newDeviceUsed: false,
      ...(party.clientMetadata === undefined ? {} : { clientMetadata: party.clientMetadata }),
    },
    response: {},
  });
}
