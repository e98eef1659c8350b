import type { Clock } from "../../../../core/clock.ts";
import {
  codeMismatch,
  expiredCode,
  invalidParameter,
  loginNotFound,
  notAuthorized,
  userIsDisabled,
} from "../../shared/errors.ts";
import { codeTarget, provedBy } from "../codes/code-target.ts";
import type { CodeSubject, OneTimeCodes } from "../codes/one-time-codes.ts";
import type { Messenger } from "../messages/messenger.ts";
import type { UserPool } from "../pools/pool.ts";
import { triggerAttributes } from "../triggers/envelope.ts";
import type { Triggers } from "../triggers/triggers.ts";
import { isEmailAddress, isPhoneNumber, maskDestination } from "../users/attribute-formats.ts";
import type { Attributes } from "../users/attributes.ts";
import { takenAlias } from "../users/directory.ts";
import { assertPasswordPolicy } from "../users/password-policy.ts";
import type { Passwords } from "../users/passwords.ts";
import { createUserSimulation, type SimulateUser } from "../users/simulated-users.ts";
import type { UserStore } from "../users/store.ts";
import { NO_FAILURES, type User } from "../users/user.ts";
import { concealsUsers } from "./parts/attempt.ts";
import { changeUser } from "./parts/change-user.ts";
import type { ClientContext, PasswordRecovery } from "./parts/sign-in.ts";
import { assertNewPassword, withPassword } from "./password-change.ts";
import { type ContactAttribute, isAdministratorOnly, recoveryAttributeOf } from "./recovery-channel.ts";

export interface PasswordRecoveryOptions {
  readonly masterKey: Buffer;
  readonly users: UserStore;
  readonly passwords: Passwords;
  readonly codes: OneTimeCodes;
  readonly messenger: Messenger;
  readonly triggers: Triggers;
  readonly clock: Clock;
}

interface Parts extends PasswordRecoveryOptions {
  readonly simulate: SimulateUser;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgotPassword.html */
export function createPasswordRecovery(options: PasswordRecoveryOptions): PasswordRecovery {
  const parts: Parts = { ...options, simulate: createUserSimulation(options.masterKey) };
  return {
    request: (clientContext, login) => request(parts, clientContext, login),
    confirm: (clientContext, login, code, newPassword) =>
      confirm(parts, clientContext, { login, code, newPassword }),
  };
}

type Delivery = Awaited<ReturnType<PasswordRecovery["request"]>>;

async function request(parts: Parts, clientContext: ClientContext, login: string): Promise<Delivery> {
  const user = parts.users.findByLogin(clientContext.pool, login);
  if (user === undefined && !concealsUsers(clientContext)) throw loginNotFound();
  const subject = subjectOf(parts, clientContext, { user, login });
  parts.codes.countAttempt(subject, "ForgotPassword");
  const reachable = user === undefined ? undefined : reachableAt(clientContext, user);
  const target = user === undefined || reachable === undefined ? "" : codeTarget(user, reachable);
  const code = parts.codes.issue(subject, "ForgotPassword", target);
  if (user === undefined || reachable === undefined) {
    return { ...simulatedDelivery(login), simulatedFor: stateOf(user) };
  }
  return parts.messenger.send({
    pool: clientContext.pool,
    user,
    cause: "ForgotPassword",
    secret: code,
    attribute: reachable,
    clientId: clientContext.client.id,
    ...(clientContext.clientMetadata === undefined ? {} : { clientMetadata: clientContext.clientMetadata }),
  });
}

/** COG-REC-1: where users are concealed, every reason not to send looks like sending. */
function reachableAt(clientContext: ClientContext, user: User): ContactAttribute | undefined {
  const attribute = recoveryAttributeOf(clientContext.pool, user);
  const refusal = refusalOf(clientContext, user, attribute);
  if (refusal === undefined) return attribute;
  if (concealsUsers(clientContext)) return undefined;
  throw refusal;
}

function refusalOf(
  clientContext: ClientContext,
  user: User,
  attribute: ContactAttribute | undefined,
): Error | undefined {
  if (!user.enabled) return userIsDisabled();
  if (isAdministratorOnly(clientContext.pool))
    return notAuthorized("Contact administrator to reset password.");
  if (user.status === "FORCE_CHANGE_PASSWORD") {
    return notAuthorized("User password cannot be reset in the current state.");
  }
  if (attribute !== undefined) return undefined;
  return invalidParameter(
    "Cannot reset password for the user as there is no registered/verified email or phone_number",
  );
}

function subjectOf(
  parts: Parts,
  { pool }: ClientContext,
  { user, login }: { readonly user: User | undefined; readonly login: string },
): CodeSubject {
  return { userPoolId: pool.id, sub: user?.sub ?? parts.simulate(pool, login).sub };
}

/** Why nothing was sent, for the trace. */
function stateOf(user: User | undefined): string {
  if (user === undefined) return "no such user";
  if (!user.enabled) return "the user is disabled";
  return user.status === "FORCE_CHANGE_PASSWORD" ? "the invitation is still open" : "no verified address";
}

/** What a real user of that name would see. */
function simulatedDelivery(login: string): Delivery {
  if (isPhoneNumber(login)) {
    return { destination: maskDestination(login), medium: "SMS", attribute: "phone_number" };
  }
  const address = isEmailAddress(login) ? login : `${login}@${login}`;
  return { destination: maskDestination(address), medium: "EMAIL", attribute: "email" };
}

async function confirm(
  parts: Parts,
  clientContext: ClientContext,
  given: { readonly login: string; readonly code: string; readonly newPassword: string },
): Promise<void> {
  const { pool } = clientContext;
  const user = parts.users.findByLogin(pool, given.login);
  if (user === undefined && !concealsUsers(clientContext)) throw loginNotFound();
  assertPasswordPolicy(pool.passwordPolicy, given.newPassword, "change");
  const subject = subjectOf(parts, clientContext, { user, login: given.login });
  parts.codes.countAttempt(subject, "ConfirmForgotPassword");
  if (user === undefined || !user.enabled)
    throw unconfirmable(parts, clientContext, { subject, user, code: given.code });
  // COG-REC-2: the code is spent before anything is waited for, so that it works once.
  const target = parts.codes.redeem(subject, "ForgotPassword", given.code);
  await assertNewPassword(parts.passwords, { pool, user }, given.newPassword);
  const password = await parts.passwords.derive(pool, user, given.newPassword, false);
  const changed = changeUser(parts.users, pool, user.sub, (current) => ({
    ...withPassword(pool, current, { password, now: parts.clock.now() }),
    status: current.status === "RESET_REQUIRED" ? "CONFIRMED" : current.status,
    attributes: { ...current.attributes, ...provedAndFree(parts.users, pool, { user: current, target }) },
    failures: NO_FAILURES,
  }));
  if (changed !== undefined) await runPostConfirmation(parts, clientContext, changed);
}

/** An address that has become another person's alias meanwhile stays unproved; the password is set. */
function provedAndFree(
  users: UserStore,
  pool: UserPool,
  { user, target }: { readonly user: User; readonly target: string },
): Attributes {
  const proved = provedBy(user, target);
  const proposed = { sub: user.sub, attributes: { ...user.attributes, ...proved } };
  return takenAlias(users, pool, proposed) === undefined ? proved : {};
}

/** The refusal for a person who cannot have got a code; the same as for a wrong one. */
function unconfirmable(
  parts: Parts,
  clientContext: ClientContext,
  claim: { readonly subject: CodeSubject; readonly user: User | undefined; readonly code: string },
): Error {
  if (claim.user !== undefined && !concealsUsers(clientContext)) return userIsDisabled();
  try {
    parts.codes.redeem(claim.subject, "ForgotPassword", claim.code);
  } catch (error) {
    return error instanceof Error ? error : expiredCode();
  }
  return codeMismatch().knowing({ reason: "user-unknown", concealed: true });
}

async function runPostConfirmation(parts: Parts, clientContext: ClientContext, user: User): Promise<void> {
  await parts.triggers.run({
    pool: clientContext.pool,
    trigger: "PostConfirmation",
    source: "PostConfirmation_ConfirmForgotPassword",
    username: user.username,
    clientId: clientContext.client.id,
    request: {
      userAttributes: triggerAttributes(clientContext.pool, user),
      ...(clientContext.clientMetadata === undefined ? {} : { clientMetadata: clientContext.clientMetadata }),
    },
    response: {},
  });
}
