import type { Clock } from "../../core/clock.ts";
import { AwsError } from "../../core/errors.ts";
import { systemRandomness } from "../../core/randomness.ts";
import { Authenticator } from "../../runtime/client/sign-in/authenticator.ts";
import { signIn, type Tokens } from "../../runtime/client/sign-in/sign-in.ts";
import { newPassword } from "../../runtime/project/people.ts";
import type { AppClient, UserPool } from "../deployment/deployment.ts";
import { type JsonObject, textAt, textsAt } from "../deployment/json.ts";
import type { AuditTarget } from "../target.ts";

/** Somebody whom the audit made. */
export interface Person {
  readonly pool: UserPool;
  readonly username: string;
  readonly groups: readonly string[];
  password: string;
  authenticator: Authenticator | undefined;
}

/** People of the audit: made when a check needs them, removed at the end whatever happened. */
export interface People {
  /** Somebody new. */
  make(pool: UserPool, groups?: readonly string[]): Promise<Person>;
  /** The one person with these groups whom several checks share; they only sign in and call. */
  shared(pool: UserPool, groups?: readonly string[]): Promise<Person>;
  /** Tokens of a shared person, of one sign-in. */
  tokens(pool: UserPool, client: AppClient, groups?: readonly string[]): Promise<Tokens>;
  /** A sign-in of its own. */
  signIn(person: Person, client: AppClient): Promise<Tokens>;
  /** A user that an attack made, to be removed. */
  adopt(pool: UserPool, username: string): void;
  /** An address that an attack gave to one of them. */
  readdress(address: string): void;
  /** Removes all of them. @returns those that are still there */
  removeAll(): Promise<readonly string[]>;
  made(): number;
  /** Addresses and numbers of all of them: what was sent there is the audit's. */
  addresses(): readonly string[];
}

export interface PeopleOptions {
  readonly target: AuditTarget;
  readonly clock: Clock;
  /** Part of their names, so that those of an interrupted run are known. */
  readonly runId: string;
}

export function createPeople({ target, clock, runId }: PeopleOptions): People {
  const made: { readonly pool: UserPool; username: string }[] = [];
  const addresses = new Set<string>();
  const sharedPeople = new Map<string, Promise<Person>>();
  const sharedTokens = new Map<string, Promise<Tokens>>();
  let count = 0;

  const make = async (pool: UserPool, groups: readonly string[] = []): Promise<Person> => {
    count += 1;
    const username = nameIn(pool, runId, count);
    const person: Person = { pool, username, groups, password: newPassword(), authenticator: undefined };
    // Noted before it is made: an interruption in between leaves nobody behind.
    const removal = { pool, username };
    made.push(removal);
    addresses.add(addressOf(username));
    const who = { UserPoolId: pool.id, Username: username };
    const { User } = await target.cognito<{ readonly User?: JsonObject }>("AdminCreateUser", {
      ...who,
      UserAttributes: attributesOf(username),
      MessageAction: "SUPPRESS",
    });
    // An attack may change the address: the name that the pool gave is the person's for good.
    removal.username = textAt(User ?? {}, "Username") || username;
    await target.cognito("AdminSetUserPassword", { ...who, Password: person.password, Permanent: true });
    for (const GroupName of groups) await target.cognito("AdminAddUserToGroup", { ...who, GroupName });
    return person;
  };
  const shared = (pool: UserPool, groups: readonly string[] = []): Promise<Person> =>
    remembered(sharedPeople, JSON.stringify([pool.id, groups]), () => make(pool, groups));
  const signInAs = (person: Person, client: AppClient): Promise<Tokens> =>
    signIn({
      client: target,
      userPoolId: person.pool.id,
      clientId: client.id,
      clientSecret: textAt(client.settings, "ClientSecret") || undefined,
      flow: flowOf(client),
      username: person.username,
      answers: {
        password: async () => person.password,
        newPassword: async () => {
          person.password = newPassword();
          return person.password;
        },
        code: async (secret) => {
          if (secret !== undefined) person.authenticator = new Authenticator(secret, clock);
          return person.authenticator?.next() ?? "";
        },
      },
      clock,
      randomness: systemRandomness,
    });
  return {
    make,
    shared,
    signIn: signInAs,
    tokens: (pool, client, groups = []) =>
      remembered(sharedTokens, JSON.stringify([pool.id, client.id, groups]), async () =>
        signInAs(await shared(pool, groups), client),
      ),
    adopt: (pool, username) => {
      made.push({ pool, username });
      addresses.add(addressOf(username));
    },
    readdress: (address) => addresses.add(address),
    made: () => count,
    addresses: () => [...addresses],
    removeAll: async () => {
      const left: string[] = [];
      for (const { pool, username } of made) {
        if (!(await remove(target, pool, username))) left.push(`${username} in ${pool.id}`);
      }
      return left;
    },
  };
}

async function remove(target: AuditTarget, pool: UserPool, Username: string): Promise<boolean> {
  try {
    await target.cognito("AdminDeleteUser", { UserPoolId: pool.id, Username });
    return true;
  } catch (error) {
    return error instanceof AwsError && error.code === "UserNotFoundException";
  }
}

function remembered<Value>(
  known: Map<string, Promise<Value>>,
  key: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

/** As the pool takes names; addresses are of a domain that nobody can have (RFC 2606). */
export function nameIn(pool: UserPool, runId: string, count: number): string {
  const by = textsAt(pool.settings, "UsernameAttributes");
  if (by.includes("phone_number") && !by.includes("email"))
    return `+1555${String(100 + count).padStart(7, "0")}`;
  const name = `portcullis-audit-${runId}-${count}`;
  return by.includes("email") ? `${name}@example.com` : name;
}

function attributesOf(username: string): { Name: string; Value: string }[] {
  const isPhone = username.startsWith("+");
  const name = isPhone ? "phone_number" : "email";
  return [
    { Name: name, Value: addressOf(username) },
    { Name: `${name}_verified`, Value: "true" },
  ];
}

function addressOf(username: string): string {
  return username.startsWith("+") || username.includes("@") ? username : `${username}@example.com`;
}

/** Over SRP, unless the client takes plain passwords only. */
function flowOf({ settings }: AppClient): "USER_SRP_AUTH" | "USER_PASSWORD_AUTH" {
  const flows = textsAt(settings, "ExplicitAuthFlows");
  const isPlain = flows.some((flow) => /^(?:ALLOW_)?USER_PASSWORD_AUTH$/.test(flow));
  const isSrp = flows.length === 0 || flows.some((flow) => flow.includes("USER_SRP_AUTH"));
  return isPlain && !isSrp ? "USER_PASSWORD_AUTH" : "USER_SRP_AUTH";
}
