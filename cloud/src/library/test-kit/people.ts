import { UserError } from "../../core/errors.ts";
import type { CloudClient } from "../../runtime/client/cloud-client.ts";
import type { Authenticator } from "../../runtime/client/sign-in/authenticator.ts";
import { newPassword } from "../../runtime/project/people.ts";
import type { SignInRequest } from "./test-cloud.ts";

/** What the kit knows of somebody it signed in. */
export interface Person {
  readonly username: string;
  password: string;
  authenticator: Authenticator | undefined;
}

export interface People {
  /** The person of the request, in the pool with the groups and attributes asked for. */
  ready(userPoolId: string, request: SignInRequest): Promise<Person>;
}

/** Makes people in the pools of a cloud and remembers their passwords. */
export function createPeople(client: CloudClient): People {
  const known = new Map<string, Person>();
  let made = 0;
  return {
    ready: async (UserPoolId, request) => {
      const { UserPool: pool } = await client.cognito<{ UserPool: Pool }>("DescribeUserPool", { UserPoolId });
      made += request.username === undefined ? 1 : 0;
      const username = request.username ?? freshName(pool, made);
      const key = JSON.stringify([UserPoolId, username]);
      const person = known.get(key) ?? { username, password: "", authenticator: undefined };
      const isNew = !(await exists(client, UserPoolId, filterOf(pool, username)));
      person.password = request.password ?? (isNew ? newPassword() : person.password);
      if (person.password === "") {
        throw new UserError(`${username} was not made by signIn: their password has to be given.`);
      }
      await store(client, { UserPoolId, Username: username }, { person, request, isNew });
      known.set(key, person);
      return person;
    },
  };
}

interface Pool {
  readonly UsernameAttributes?: readonly string[];
  readonly AliasAttributes?: readonly string[];
}

interface Who {
  readonly UserPoolId: string;
  readonly Username: string;
}

interface Wanted {
  readonly person: Person;
  readonly request: SignInRequest;
  readonly isNew: boolean;
}

async function store(client: CloudClient, who: Who, { person, request, isNew }: Wanted): Promise<void> {
  const UserAttributes = attributesOf(who.Username, request);
  if (isNew) {
    await client.cognito("AdminCreateUser", { ...who, UserAttributes, MessageAction: "SUPPRESS" });
    await client.cognito("AdminSetUserPassword", { ...who, Password: person.password, Permanent: true });
  } else if (request.attributes !== undefined) {
    await client.cognito("AdminUpdateUserAttributes", { ...who, UserAttributes });
  }
  for (const GroupName of request.groups ?? []) {
    await client.cognito("AdminAddUserToGroup", { ...who, GroupName });
  }
}

/** Asks without being refused: a refusal of the kit's own would come out of `nextRefusal`. */
async function exists(client: CloudClient, UserPoolId: string, Filter: string): Promise<boolean> {
  const { Users } = await client.cognito<{ Users: unknown[] }>("ListUsers", { UserPoolId, Filter, Limit: 1 });
  return Users.length > 0;
}

/** How the pool finds who signs in with this name. */
function filterOf({ UsernameAttributes = [], AliasAttributes = [] }: Pool, username: string): string {
  const names = [...UsernameAttributes, ...AliasAttributes];
  const by =
    names.includes("email") && username.includes("@")
      ? "email"
      : names.includes("phone_number") && username.startsWith("+")
        ? "phone_number"
        : "username";
  return `${by} = ${JSON.stringify(username)}`;
}

/** A name as the pool takes it. */
function freshName({ UsernameAttributes: by = [] }: Pool, number: number): string {
  if (by.includes("email")) return `person-${number}@example.com`;
  return by.includes("phone_number") ? `+1555${String(number).padStart(7, "0")}` : `person-${number}`;
}

function attributesOf(username: string, request: SignInRequest): { Name: string; Value: string }[] {
  const attributes = new Map(Object.entries(request.attributes ?? {}));
  if (username.includes("@") && !attributes.has("email")) attributes.set("email", username);
  if (/^\+\d+$/.test(username) && !attributes.has("phone_number")) attributes.set("phone_number", username);
  // Who makes a person vouches for the address; without this no code reaches them.
  for (const address of ["email", "phone_number"]) {
    const verified = `${address}_verified`;
    if (attributes.has(address) && !attributes.has(verified)) attributes.set(verified, "true");
  }
  return [...attributes].map(([Name, Value]) => ({ Name, Value }));
}
