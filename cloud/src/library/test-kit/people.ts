import { AwsError, UserError } from "../../core/errors.ts";
import type { CloudClient } from "../../runtime/client/cloud-client.ts";
import { newPassword } from "../../runtime/project/people.ts";
import type { Authenticator } from "./authenticator.ts";
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
      made += request.username === undefined ? 1 : 0;
      const username = request.username ?? (await freshName(client, UserPoolId, made));
      const key = JSON.stringify([UserPoolId, username]);
      const person = known.get(key) ?? { username, password: "", authenticator: undefined };
      const attributes = attributesOf(username, request);
      const isNew = await create(client, { UserPoolId, Username: username }, attributes);
      const given = request.password ?? (isNew ? newPassword() : person.password);
      if (given === "") {
        throw new UserError(`${username} was not made by signIn: their password has to be given.`);
      }
      person.password = given;
      const who = { UserPoolId, Username: username };
      if (isNew) {
        await client.cognito("AdminSetUserPassword", { ...who, Password: given, Permanent: true });
      } else if (request.attributes !== undefined) {
        await client.cognito("AdminUpdateUserAttributes", { ...who, UserAttributes: attributes });
      }
      for (const GroupName of request.groups ?? []) {
        await client.cognito("AdminAddUserToGroup", { ...who, GroupName });
      }
      known.set(key, person);
      return person;
    },
  };
}

interface Attribute {
  readonly Name: string;
  readonly Value: string;
}

/** @returns whether the person is new */
async function create(
  client: CloudClient,
  who: { readonly UserPoolId: string; readonly Username: string },
  UserAttributes: readonly Attribute[],
): Promise<boolean> {
  try {
    await client.cognito("AdminCreateUser", { ...who, UserAttributes, MessageAction: "SUPPRESS" });
    return true;
  } catch (error) {
    if (error instanceof AwsError && error.code === "UsernameExistsException") return false;
    throw error;
  }
}

/** A name as the pool takes it. */
async function freshName(client: CloudClient, UserPoolId: string, number: number): Promise<string> {
  const { UserPool } = await client.cognito<{ UserPool: { UsernameAttributes?: string[] } }>(
    "DescribeUserPool",
    { UserPoolId },
  );
  const by = UserPool.UsernameAttributes ?? [];
  if (by.includes("email")) return `person-${number}@example.com`;
  return by.includes("phone_number") ? `+1555${String(number).padStart(7, "0")}` : `person-${number}`;
}

function attributesOf(username: string, request: SignInRequest): Attribute[] {
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
