import type { Clock } from "../../../../core/clock.ts";
import type { Randomness } from "../../../../core/randomness.ts";
import type { AdminCreateUserRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { NO_CLIENT_ID } from "../../shared/constants.ts";
import { unsupportedUserState } from "../../shared/errors.ts";
import type { Messenger } from "../messages/messenger.ts";
import type { UserPool } from "../pools/pool.ts";
import { triggerAttributes } from "../triggers/envelope.ts";
import type { Triggers } from "../triggers/triggers.ts";
import { parseNewAttributes } from "../users/attributes.ts";
import { assertNameIsFree, getUser } from "../users/directory.ts";
import { releaseAliases } from "../users/force-alias.ts";
import { assertPasswordPolicy, temporaryPassword } from "../users/password-policy.ts";
import type { Passwords } from "../users/passwords.ts";
import type { UserStore } from "../users/store.ts";
import { NO_FAILURES, NO_MFA, type User } from "../users/user.ts";
import { newUserId } from "../users/user-id.ts";
import { parseChosenName } from "../users/username-rules.ts";

/** Input of AdminCreateUser apart from the pool. */
export type InvitationInput = Omit<AdminCreateUserRequest, "UserPoolId">;

export interface InvitationDependencies {
  readonly stores: { readonly users: UserStore };
  readonly passwords: Passwords;
  readonly triggers: Triggers;
  readonly messenger: Messenger;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

export interface Invitations {
  invite(pool: UserPool, input: InvitationInput): Promise<User>;
}

/** Users whom an administrator creates: AdminCreateUser and AWS::Cognito::UserPoolUser. */
export function createInvitations(dependencies: InvitationDependencies): Invitations {
  return {
    invite: (pool, input) =>
      input.MessageAction === "RESEND"
        ? resend(dependencies, pool, input)
        : create(dependencies, pool, input),
  };
}

async function create(
  dependencies: InvitationDependencies,
  pool: UserPool,
  input: InvitationInput,
): Promise<User> {
  const { stores, randomness, clock } = dependencies;
  const draft = draftUser(pool, input, { randomness, now: clock.now() });
  if (input.ForceAliasCreation !== true) assertNameIsFree(stores.users, pool, draft);
  const password = chosenPassword(pool, input, randomness);
  const user = await runPreSignUp(dependencies, { pool, input, user: draft });
  const stored = await dependencies.passwords.derive(pool, user, password, true);
  const invited: User = { ...user, password: stored };
  stores.users.atomically(() => {
    if (input.ForceAliasCreation === true) releaseAliases(stores.users, pool, invited);
    // Time has passed since the first look: triggers and the verifier are awaited.
    assertNameIsFree(stores.users, pool, invited);
    stores.users.insert(pool, invited);
  });
  if (input.MessageAction !== "SUPPRESS")
    await sendInvitation(dependencies, { pool, input, user: invited }, password);
  return invited;
}

function draftUser(
  pool: UserPool,
  input: InvitationInput,
  { randomness, now }: { readonly randomness: Randomness; readonly now: number },
): User {
  const chosen = parseChosenName(pool, input.Username);
  const attributes = parseNewAttributes(pool, input.UserAttributes ?? [], chosen.attributes);
  const sub = newUserId(randomness);
  return {
    userPoolId: pool.id,
    sub,
    username: chosen.username ?? sub,
    attributes,
    enabled: true,
    status: "FORCE_CHANGE_PASSWORD",
    createdAt: now,
    modifiedAt: now,
    password: undefined,
    passwordHistory: [],
    mfa: NO_MFA,
    failures: NO_FAILURES,
    signedOutAt: 0,
  };
}

function chosenPassword(pool: UserPool, input: InvitationInput, randomness: Randomness): string {
  if (input.TemporaryPassword === undefined) return temporaryPassword(pool.passwordPolicy, randomness);
  assertPasswordPolicy(pool.passwordPolicy, input.TemporaryPassword, "administrator");
  return input.TemporaryPassword;
}

interface Invited {
  readonly pool: UserPool;
  readonly input: InvitationInput;
  readonly user: User;
}

/** Runs before the user exists; may mark addresses as verified. autoConfirmUser has no effect here. */
async function runPreSignUp(
  { triggers }: InvitationDependencies,
  { pool, input, user }: Invited,
): Promise<User> {
  const response = await triggers.run({
    pool,
    trigger: "PreSignUp",
    source: "PreSignUp_AdminCreateUser",
    username: user.username,
    clientId: NO_CLIENT_ID,
    request: {
      userAttributes: triggerAttributes(pool, user),
      validationData:
        input.ValidationData === undefined
          ? null
          : Object.fromEntries(input.ValidationData.map(({ Name, Value }) => [Name, Value ?? ""])),
      ...(input.ClientMetadata === undefined ? {} : { clientMetadata: input.ClientMetadata }),
    },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  });
  const verified = {
    ...(response?.["autoVerifyEmail"] === true && user.attributes["email"] !== undefined
      ? { email_verified: "true" }
      : {}),
    ...(response?.["autoVerifyPhone"] === true && user.attributes["phone_number"] !== undefined
      ? { phone_number_verified: "true" }
      : {}),
  };
  return { ...user, attributes: { ...user.attributes, ...verified } };
}

/** A new temporary password for a user who has not used the first one. */
async function resend(
  dependencies: InvitationDependencies,
  pool: UserPool,
  input: InvitationInput,
): Promise<User> {
  const { stores, passwords, clock, randomness } = dependencies;
  const found = getUser(stores.users, pool, input.Username);
  if (found.status !== "FORCE_CHANGE_PASSWORD") {
    throw unsupportedUserState(`Resend not possible. ${found.username} status is not FORCE_CHANGE_PASSWORD`);
  }
  const password = chosenPassword(pool, input, randomness);
  const stored = await passwords.derive(pool, found, password, true);
  const user: User = { ...found, password: stored, failures: NO_FAILURES, modifiedAt: clock.now() };
  stores.users.replace(pool, user);
  await sendInvitation(dependencies, { pool, input, user }, password);
  return user;
}

async function sendInvitation(
  { messenger }: InvitationDependencies,
  { pool, input, user }: Invited,
  secret: string,
): Promise<void> {
  for (const attribute of invitedBy(user, input)) {
    await messenger.send({
      pool,
      user,
      cause: "AdminCreateUser",
      secret,
      attribute,
      clientId: NO_CLIENT_ID,
      ...(input.ClientMetadata === undefined ? {} : { clientMetadata: input.ClientMetadata }),
    });
  }
}

/** The addresses asked for that the user has; when none was asked for, the phone, else the e-mail. */
function invitedBy(user: User, input: InvitationInput): ("email" | "phone_number")[] {
  const has = (attribute: string): boolean => user.attributes[attribute] !== undefined;
  const asked = input.DesiredDeliveryMediums ?? [];
  if (asked.length === 0) {
    if (has("phone_number")) return ["phone_number"];
    return has("email") ? ["email"] : [];
  }
  const addresses = (["email", "phone_number"] as const).filter((attribute) =>
    asked.includes(attribute === "email" ? "EMAIL" : "SMS"),
  );
  return addresses.filter(has);
}
