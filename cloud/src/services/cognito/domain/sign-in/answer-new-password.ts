import {
  invalidParameter,
  invalidSession,
  notAuthorized,
  unauthorizedAttributeWrite,
} from "../../shared/errors.ts";
import { mayWrite } from "../clients/attribute-permissions.ts";
import type { UserPool } from "../pools/pool.ts";
import {
  type Attributes,
  mergeAttributes,
  missingRequiredAttributes,
  parseAttributes,
} from "../users/attributes.ts";
import { assertAliasesAreFree, takenAlias } from "../users/directory.ts";
import type { UserStore } from "../users/store.ts";
import type { StoredPassword, User } from "../users/user.ts";
import { afterKnowledge } from "./next-step.ts";
import { changeUser } from "./parts/change-user.ts";
import type { SignInParts } from "./parts/dependencies.ts";
import type { ClientContext, SignInStep } from "./parts/sign-in.ts";
import { assertNewPassword, withPassword } from "./password-change.ts";
import { sessionUser } from "./session-user.ts";

export interface NewPasswordAnswer {
  readonly username: string | undefined;
  readonly newPassword: string;
  /** By attribute name, without the `userAttributes.` prefix. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Answers NEW_PASSWORD_REQUIRED; a refused password leaves the session usable. */
export async function answerNewPassword(
  parts: SignInParts,
  clientContext: ClientContext,
  given: { readonly session: string; readonly answer: NewPasswordAnswer },
): Promise<SignInStep> {
  const { answer } = given;
  const session = parts.sessions.read(given.session, {
    steps: ["NEW_PASSWORD_REQUIRED"],
    client: clientContext.client,
  });
  const user = sessionUser(parts, clientContext.pool, { session, username: answer.username });
  if (user.status !== "FORCE_CHANGE_PASSWORD") throw invalidSession();
  const attributes = acceptedAttributes(clientContext, user, answer.attributes);
  await assertNewPassword(parts.passwords, { pool: clientContext.pool, user }, answer.newPassword);
  // COG-7: before the session is spent, so that another name can be chosen.
  assertAliasesAreFree(parts.users, clientContext.pool, {
    sub: user.sub,
    attributes: mergeAttributes(user.attributes, attributes),
  });
  parts.sessions.consume(session);
  const password = await parts.passwords.derive(clientContext.pool, user, answer.newPassword, false);
  const changed = changeUser(parts.users, clientContext.pool, user.sub, (current) =>
    confirmed(parts.users, clientContext.pool, {
      user: current,
      attributes,
      password,
      now: parts.clock.now(),
    }),
  );
  if (changed === undefined) throw invalidSession();
  return afterKnowledge(parts, clientContext, {
    client: clientContext.client,
    user: changed,
    cause: "TokenGeneration_NewPasswordChallenge",
    custom: session.custom,
  });
}

/** COG-SIN-7: this answer fills in what is missing; it changes nothing that is there. */
function acceptedAttributes({ pool, client }: ClientContext, user: User, given: Attributes): Attributes {
  for (const [name, value] of Object.entries(given)) {
    if (user.attributes[name] !== undefined && user.attributes[name] !== value) {
      throw notAuthorized(`Cannot modify an already provided ${name}`);
    }
    if (user.attributes[name] === undefined && !mayWrite(client, name)) {
      throw unauthorizedAttributeWrite(client.id, name);
    }
  }
  const inputs = Object.entries(given).map(([Name, Value]) => ({ Name, Value }));
  const attributes = parseAttributes(pool, inputs);
  const [missing] = missingRequiredAttributes(pool, mergeAttributes(user.attributes, attributes));
  if (missing !== undefined) throw invalidParameter(`Invalid attributes given, ${missing} is missing`);
  return attributes;
}

function confirmed(
  users: UserStore,
  pool: UserPool,
  change: {
    readonly user: User;
    readonly attributes: Attributes;
    readonly password: StoredPassword;
    readonly now: number;
  },
): User {
  const attributes = mergeAttributes(change.user.attributes, change.attributes);
  return {
    ...withPassword(pool, change.user, change),
    attributes: { ...attributes, ...provedEmail(users, pool, { sub: change.user.sub, attributes }) },
    status: "CONFIRMED",
  };
}

/**
 * Who has the temporary password read the message it came in. An address that is another person's
 * alias stays unproved.
 */
function provedEmail(
  users: UserStore,
  pool: UserPool,
  { sub, attributes }: Pick<User, "sub" | "attributes">,
): Attributes {
  if (!pool.autoVerifiedAttributes.includes("email") || attributes["email"] === undefined) return {};
  const proved = { email_verified: "true" };
  const taken = takenAlias(users, pool, { sub, attributes: { ...attributes, ...proved } });
  return taken === undefined ? proved : {};
}
