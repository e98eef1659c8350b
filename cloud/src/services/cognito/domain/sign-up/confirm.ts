import {
  aliasExists,
  codeMismatch,
  loginNotFound,
  notAuthorized,
  userNotFound,
} from "../../shared/errors.ts";
import { provedBy } from "../codes/code-target.ts";
import type { UserPool } from "../pools/pool.ts";
import type { AuthDependencies } from "../sign-in/auth-dependencies.ts";
import { saveUser } from "../sign-in/client-context.ts";
import { concealsUsers } from "../sign-in/parts/attempt.ts";
import type { ClientContext } from "../sign-in/parts/sign-in.ts";
import { triggerAttributes } from "../triggers/envelope.ts";
import type { Attributes } from "../users/attributes.ts";
import { takenAlias } from "../users/directory.ts";
import { releaseAliases } from "../users/force-alias.ts";
import type { User } from "../users/user.ts";

/** ConfirmSignUp: the code that was sent makes the account usable and proves the address. */
export async function confirmRegistration(
  dependencies: AuthDependencies,
  clientContext: ClientContext,
  claim: { readonly login: string; readonly code: string; readonly forceAlias: boolean },
): Promise<void> {
  const { pool, client } = clientContext;
  const user = dependencies.users.findByLogin(pool, claim.login);
  if (user === undefined && !concealsUsers(clientContext)) throw loginNotFound();
  const sub = user?.sub ?? dependencies.simulate(pool, claim.login).sub;
  const subject = { userPoolId: pool.id, sub };
  // COG-SUP-2: guessing a code ends after a few tries an hour.
  dependencies.codes.countAttempt(subject, "ConfirmSignUp");
  if (user === undefined) throw codeMismatch();
  assertUnconfirmed(user);
  // COG-15: a refusal takes nothing: neither the code nor the alias of whoever had it.
  const confirmed = dependencies.users.atomically(() => {
    const proved = provedBy(user, dependencies.codes.redeem(subject, "SignUp", claim.code));
    const proposed = { ...user, attributes: { ...user.attributes, ...proved } };
    if (claim.forceAlias) releaseAliases(dependencies.users, pool, proposed);
    const taken = takenAlias(dependencies.users, pool, proposed);
    if (taken !== undefined) throw aliasExists(taken);
    return makeUsable(dependencies, { pool, user, proved });
  });
  await runPostConfirmation(dependencies, {
    pool,
    user: confirmed,
    clientId: client.id,
    clientMetadata: clientContext.clientMetadata,
  });
}

interface Confirmation {
  readonly pool: UserPool;
  readonly user: User;
  readonly clientId: string;
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
}

/** Makes an account usable the administrator's way: it needs no code and proves no address. */
export async function confirmUser(dependencies: AuthDependencies, confirmation: Confirmation): Promise<void> {
  assertUnconfirmed(confirmation.user);
  const user = makeUsable(dependencies, { ...confirmation, proved: {} });
  await runPostConfirmation(dependencies, { ...confirmation, user });
}

function makeUsable(
  dependencies: Pick<AuthDependencies, "users" | "clock" | "codes">,
  { pool, user, proved }: { readonly pool: UserPool; readonly user: User; readonly proved: Attributes },
): User {
  const changed = saveUser(dependencies, pool, user.sub, (current) => ({
    ...current,
    status: "CONFIRMED",
    attributes: { ...current.attributes, ...proved },
  }));
  if (changed === undefined) throw userNotFound();
  dependencies.codes.forget({ userPoolId: pool.id, sub: user.sub }, "SignUp");
  return changed;
}

export async function runPostConfirmation(
  { triggers }: Pick<AuthDependencies, "triggers">,
  { pool, user, clientId, clientMetadata }: Confirmation,
): Promise<void> {
  await triggers.run({
    pool,
    trigger: "PostConfirmation",
    source: "PostConfirmation_ConfirmSignUp",
    username: user.username,
    clientId,
    request: {
      userAttributes: triggerAttributes(pool, user),
      ...(clientMetadata === undefined ? {} : { clientMetadata }),
    },
    response: {},
  });
}

function assertUnconfirmed({ status }: User): void {
  if (status !== "UNCONFIRMED") {
    throw notAuthorized(`User cannot be confirmed. Current status is ${status}`);
  }
}
