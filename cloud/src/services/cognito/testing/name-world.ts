import { systemRandomness } from "../../../core/randomness.ts";
import { ManualClock } from "../../../core/testing/manual-clock.ts";
import type { Database } from "../../../store/database.ts";
import type { CallContext, Operation } from "../../../wire/operation.ts";
import { updateUserAttributes } from "../api/operations/UpdateUserAttributes.ts";
import { verifyUserAttribute } from "../api/operations/VerifyUserAttribute.ts";
import { createOneTimeCodes } from "../domain/codes/one-time-codes.ts";
import type { UserPool } from "../domain/pools/pool.ts";
import type { AuthDependencies } from "../domain/sign-in/auth-dependencies.ts";
import { createPasswordRecovery } from "../domain/sign-in/password-recovery.ts";
import { confirmRegistration } from "../domain/sign-up/confirm.ts";
import { register } from "../domain/sign-up/register.ts";
import { createCognitoStores } from "../domain/stores.ts";
import { createInvitations } from "../domain/user-administration/invitation.ts";
import { createUserManager } from "../domain/user-administration/manager.ts";
import type { Passwords } from "../domain/users/passwords.ts";
import { createUserSimulation } from "../domain/users/simulated-users.ts";
import type { User } from "../domain/users/user.ts";
import { ADMIN_SCOPE } from "../shared/constants.ts";
import { aClient } from "./records.ts";

export const PASSWORD = "Correct-horse-1";
const KEY = Buffer.alloc(32, 7);

/** Everything that gives names to people, without HTTP, tokens and the arithmetic of SRP. */
export function openNameWorld(database: Database, pool: UserPool, hops: () => number) {
  const stores = createCognitoStores(database, KEY);
  if (stores.pools.find(pool.id) === undefined) stores.pools.insert(pool);
  const clock = new ManualClock();
  const sent = new Map<string, string>();
  /** Gives way to whatever runs at the same time, now sooner, now later. */
  const wait = async (): Promise<void> => {
    for (let left = hops(); left > 0; left -= 1) await Promise.resolve();
  };
  const parts = {
    database,
    stores,
    ...stores,
    clock,
    randomness: systemRandomness,
    masterKey: KEY,
    passwords: slowPasswords(wait),
    triggers: { run: wait },
    codes: createOneTimeCodes({ database, masterKey: KEY, clock, randomness: systemRandomness }),
    messenger: {
      send: async ({ user, cause, secret }: { user: User; cause: string; secret: string }) => {
        sent.set(`${user.sub} ${cause}`, secret);
        return { destination: "", medium: "EMAIL" as const, attribute: "email" };
      },
    },
    simulate: createUserSimulation(KEY),
    tokens: {
      // The token of these tests is the sub.
      acceptAccessToken: async (sub: string) => {
        await wait();
        const user = stores.users.findBySub(pool.id, sub);
        if (user === undefined) throw new Error("gone");
        return { pool, user, clientId: client.id, scopes: new Set([ADMIN_SCOPE]), claims: {} };
      },
    },
  };
  const client = aClient({ userPoolId: pool.id });
  if (stores.clients.find(client.id) === undefined) stores.clients.insert(client);
  // Only what these operations use is there: no signing keys, no challenge sessions.
  const dependencies = { ...parts, clients: stores.clients } as unknown as AuthDependencies &
    Parameters<typeof createInvitations>[0];
  const context = { pool, client };
  const recovery = createPasswordRecovery(
    dependencies as unknown as Parameters<typeof createPasswordRecovery>[0],
  );
  const manager = createUserManager(dependencies);
  const invitations = createInvitations(dependencies);
  const own = <Input>(operation: Operation<Input>, input: Input) =>
    Promise.resolve(operation.run(input, { actsAs: () => undefined } as never as CallContext));
  return {
    users: stores.users,
    manager,
    codeOf: (user: User, cause: string): string => sent.get(`${user.sub} ${cause}`) ?? "000000",
    signUp: (Username: string, UserAttributes: Attribute[]) =>
      register(dependencies, context, { Username, Password: PASSWORD, UserAttributes }),
    confirm: (login: string, code: string, forceAlias: boolean) =>
      confirmRegistration(dependencies, context, { login, code, forceAlias }),
    create: (Username: string, UserAttributes: Attribute[], ForceAliasCreation: boolean) =>
      invitations.invite(pool, { Username, UserAttributes, ForceAliasCreation, MessageAction: "SUPPRESS" }),
    update: (AccessToken: string, UserAttributes: Attribute[]) =>
      own(updateUserAttributes(dependencies), { AccessToken, UserAttributes }),
    verify: (AccessToken: string, Code: string) =>
      own(verifyUserAttribute(dependencies), { AccessToken, AttributeName: "email", Code }),
    forgot: (login: string) => recovery.request(context, login),
    recover: (login: string, code: string) => recovery.confirm(context, login, code, PASSWORD),
  };
}

export type NameWorld = ReturnType<typeof openNameWorld>;

interface Attribute {
  readonly Name: string;
  readonly Value: string;
}

function slowPasswords(wait: () => Promise<void>): Passwords {
  return {
    derive: async (_pool, _user, _password, temporary) => {
      await wait();
      return { salt: "00", sealedVerifier: "", setAt: 1, temporary };
    },
    matches: async () => false,
    verifier: () => Buffer.alloc(0),
  };
}
