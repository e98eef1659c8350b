import { randomBytes } from "node:crypto";
import { type Clock, systemClock } from "../../core/clock.ts";
import { AwsError, UserError } from "../../core/errors.ts";
import { systemRandomness } from "../../core/randomness.ts";
import type { CloudClient } from "../../runtime/client/cloud-client.ts";
import { Authenticator } from "../../runtime/client/sign-in/authenticator.ts";
import { machineToken } from "../../runtime/client/sign-in/machine-token.ts";
import { signIn } from "../../runtime/client/sign-in/sign-in.ts";
import { newPassword } from "../../runtime/project/people.ts";
import type { TokenHolder } from "../compute/principals.ts";
import type { DeployedClient, DeployedPool } from "../deployment/deployment.ts";

export interface ProvedTokens {
  readonly access: string;
  readonly id: string;
}

/** People of a run: made when they are first needed, taken away at its end. */
export interface ThrowAwayPeople {
  /** Tokens of somebody like that, by a real sign-in; or why there are none. */
  tokensOf(holder: TokenHolder): Promise<ProvedTokens | { readonly unproved: string }>;
  /** A user name as the pool takes it, of nobody; whoever gets it is taken away as well. */
  newName(pool: DeployedPool): string;
  /** @returns user names that are still there, with the reason */
  remove(): Promise<string[]>;
}

interface Person {
  readonly username: string;
  readonly password: string;
  authenticator: Authenticator | undefined;
}

interface Made {
  readonly poolId: string;
  readonly username: string;
}

export function createThrowAwayPeople(client: CloudClient, clock: Clock = systemClock): ThrowAwayPeople {
  const run = randomBytes(4).toString("hex");
  const made: Made[] = [];
  const people = new Map<string, Promise<Person>>();
  const tokens = new Map<string, ReturnType<ThrowAwayPeople["tokensOf"]>>();
  let count = 0;
  const newName = (pool: DeployedPool): string => {
    count += 1;
    const username = usernameOf(pool, `${run}-${count}`, count);
    made.push({ poolId: pool.id, username });
    return username;
  };
  const personOf = (pool: DeployedPool, group: string | undefined): Promise<Person> => {
    const key = `${pool.id} ${group ?? ""}`;
    const known = people.get(key) ?? makePerson(client, { pool, group, username: newName(pool) });
    people.set(key, known);
    return known;
  };
  const signedIn = async ({ pool, client: appClient, group, way }: TokenHolder) => {
    const flow = flowOf(appClient);
    if (flow === undefined && way !== "machine") return { unproved: "no-password-flow" };
    try {
      if (flow === undefined || way === "machine") return await machineTokens(client, { pool, appClient });
      const person = await personOf(pool, group);
      return await tokensFor({ client, clock, pool, appClient, flow }, person);
    } catch (error) {
      if (error instanceof AwsError || error instanceof UserError)
        return { unproved: `sign-in-refused: ${error.message}` };
      throw error;
    }
  };
  return {
    newName,
    tokensOf: (holder) => {
      const key = `${holder.client.id} ${holder.way} ${holder.group ?? ""}`;
      const known = tokens.get(key) ?? signedIn(holder);
      tokens.set(key, known);
      return known;
    },
    remove: async () => {
      const left: string[] = [];
      for (const { poolId: UserPoolId, username: Username } of made) {
        try {
          await client.cognito("AdminDeleteUser", { UserPoolId, Username });
        } catch (error) {
          if (error instanceof AwsError && error.code === "UserNotFoundException") continue;
          left.push(`${Username} in ${UserPoolId}: ${(error as Error).message}`);
        }
      }
      return left;
    },
  };
}

/** As the pool takes names: an address of a domain that nobody has, a number, or a plain name. */
function usernameOf({ usernameAttributes }: DeployedPool, mark: string, count: number): string {
  if (usernameAttributes.includes("email")) return `portcullis-access-${mark}@example.com`;
  if (usernameAttributes.includes("phone_number")) return `+1555${String(count).padStart(7, "0")}`;
  return `portcullis-access-${mark}`;
}

interface NewPerson {
  readonly pool: DeployedPool;
  readonly group: string | undefined;
  readonly username: string;
}

async function makePerson(client: CloudClient, { pool, group, username }: NewPerson): Promise<Person> {
  const who = { UserPoolId: pool.id, Username: username };
  const password = newPassword();
  const UserAttributes = attributesOf(pool, username);
  await client.cognito("AdminCreateUser", { ...who, UserAttributes, MessageAction: "SUPPRESS" });
  await client.cognito("AdminSetUserPassword", { ...who, Password: password, Permanent: true });
  if (group !== undefined) await client.cognito("AdminAddUserToGroup", { ...who, GroupName: group });
  return { username, password, authenticator: undefined };
}

/** Values for the attributes that the pool asks of everybody. */
const EXAMPLES: Readonly<Record<string, string>> = {
  address: "Nowhere 1",
  birthdate: "2000-01-01",
  locale: "en-US",
  phone_number: "+15550000000",
  picture: "https://example.com/p",
  profile: "https://example.com/p",
  updated_at: "0",
  website: "https://example.com",
  zoneinfo: "UTC",
};

function attributesOf(pool: DeployedPool, username: string): { Name: string; Value: string }[] {
  const names = new Set(pool.requiredAttributes);
  if (pool.usernameAttributes.includes("email")) names.add("email");
  else if (pool.usernameAttributes.includes("phone_number")) names.add("phone_number");
  return [...names].sort().flatMap((Name) => {
    const value = ownValue(pool, Name, username) ?? EXAMPLES[Name] ?? "portcullis access";
    const isAddress = Name === "email" || Name === "phone_number";
    return [{ Name, Value: value }, ...(isAddress ? [{ Name: `${Name}_verified`, Value: "true" }] : [])];
  });
}

function ownValue({ usernameAttributes }: DeployedPool, name: string, username: string): string | undefined {
  if (name === "email") return username.includes("@") ? username : `${username.replace("+", "")}@example.com`;
  return name === "phone_number" && usernameAttributes.includes(name) && username.startsWith("+")
    ? username
    : undefined;
}

/** How an app would show the password to this client; undefined when it takes none. */
function flowOf({ authFlows }: DeployedClient): "USER_SRP_AUTH" | "USER_PASSWORD_AUTH" | undefined {
  if (authFlows.includes("ALLOW_USER_SRP_AUTH")) return "USER_SRP_AUTH";
  return authFlows.includes("ALLOW_USER_PASSWORD_AUTH") ? "USER_PASSWORD_AUTH" : undefined;
}

/** No person is made for it; there is no ID token. */
async function machineTokens(
  client: CloudClient,
  { pool, appClient }: Pick<SignInPlace, "pool" | "appClient">,
): Promise<ProvedTokens> {
  const wanted = { client, userPoolId: pool.id, clientId: appClient.id, scopes: [] };
  return { access: (await machineToken(wanted)).AccessToken, id: "" };
}

interface SignInPlace {
  readonly client: CloudClient;
  readonly clock: Clock;
  readonly pool: DeployedPool;
  readonly appClient: DeployedClient;
  readonly flow: "USER_SRP_AUTH" | "USER_PASSWORD_AUTH";
}

/** By an ordinary sign-in, through every challenge: a second factor is set up where the pool asks for one. */
async function tokensFor(
  { client, clock, pool, appClient, flow }: SignInPlace,
  person: Person,
): Promise<ProvedTokens> {
  const { AccessToken, IdToken } = await signIn({
    client,
    userPoolId: pool.id,
    clientId: appClient.id,
    clientSecret: appClient.secret,
    username: person.username,
    flow,
    clock,
    randomness: systemRandomness,
    answers: {
      password: async () => person.password,
      newPassword: async () => person.password,
      code: async (secret) => {
        if (secret !== undefined) person.authenticator = new Authenticator(secret, clock);
        if (person.authenticator === undefined)
          throw new UserError("A code is asked for, and there is no authenticator.");
        return person.authenticator.next();
      },
    },
  });
  return { access: AccessToken, id: IdToken };
}
