import { withState } from "../../core/shown-commands.ts";
import { newPassword } from "../../runtime/project/people.ts";
import { givenAttributes } from "../attributes.ts";
import {
  type Command,
  JSON_OPTION,
  namesIn,
  type Options,
  PERSON,
  POOL_OPTION,
  STACK_OPTION,
  STATE_OPTION,
  textOption,
} from "../command.ts";
import { type Connection, connect } from "../connection.ts";
import { assertGroups } from "../pool-groups.ts";

type Attributes = ReadonlyMap<string, string>;

export const userAdd: Command = {
  name: "user add",
  summary: "Invite a person: the pool sends a temporary password.",
  args: [{ syntax: "<person>", description: PERSON }],
  options: [
    { flags: "--groups <names>", description: "groups to put the person in, separated by commas" },
    { flags: "--name <name>", description: "name of the person" },
    { flags: "--attribute <name=value...>", description: "other attributes, e.g. email=eve@example.com" },
    POOL_OPTION,
    STACK_OPTION,
    STATE_OPTION,
    JSON_OPTION,
  ],
  examples: [
    "npx portcullis user add grandma@example.com",
    "npx portcullis user add eve@example.com --groups Editors",
    "npx portcullis user add eve --attribute email=eve@example.com",
  ],
  run: async ([name = ""], options, context) => {
    const connection = connect(options, context);
    const UserPoolId = await connection.userPool();
    const attributes = attributesOf(name, options);
    const groups = namesIn(textOption(options, "groups"));
    await assertGroups(connection, UserPoolId, groups);
    const invited = await invite(connection, UserPoolId, {
      username: await usernameFor(connection, UserPoolId, name),
      attributes,
    });
    for (const GroupName of groups) {
      await connection.client.cognito("AdminAddUserToGroup", {
        UserPoolId,
        Username: invited.username,
        GroupName,
      });
    }
    const email = attributes.get("email");
    if (options["json"] === true) {
      context.print(JSON.stringify({ ...(email === undefined ? {} : { email }), ...invited, groups }));
      return;
    }
    context.print(`${name} is invited${groups.length === 0 ? "" : ` and in ${groups.join(", ")}`}.`);
    context.print(
      invited.password === undefined
        ? withState(
            "The temporary password is in the mailbox: npx portcullis mail",
            textOption(options, "state"),
          )
        : `Nothing is known to send it to. The temporary password: ${invited.password}`,
    );
  },
};

interface Invited {
  /** As the pool knows the person. */
  readonly username: string;
  /** The temporary password when there is no address to send it to. */
  readonly password?: string;
}

async function invite(
  { client }: Connection,
  UserPoolId: string,
  { username, attributes }: { readonly username: string; readonly attributes: Attributes },
): Promise<Invited> {
  const medium = attributes.has("email") ? "EMAIL" : attributes.has("phone_number") ? "SMS" : undefined;
  const password = medium === undefined ? newPassword() : undefined;
  const { User } = await client.cognito<{ User: { Username: string } }>("AdminCreateUser", {
    UserPoolId,
    Username: username,
    UserAttributes: [...attributes].map(([Name, Value]) => ({ Name, Value })),
    ...(medium === undefined
      ? { MessageAction: "SUPPRESS", TemporaryPassword: password }
      : { DesiredDeliveryMediums: [medium] }),
  });
  return { username: User.Username, ...(password === undefined ? {} : { password }) };
}

/** A pool with e-mail addresses as aliases wants another user name: the part before the @. */
async function usernameFor({ client }: Connection, UserPoolId: string, name: string): Promise<string> {
  if (!name.includes("@")) return name;
  const { UserPool } = await client.cognito<{ UserPool: { AliasAttributes?: string[] } }>(
    "DescribeUserPool",
    { UserPoolId },
  );
  return UserPool.AliasAttributes?.includes("email") === true ? (name.split("@")[0] ?? name) : name;
}

function attributesOf(name: string, options: Options): Attributes {
  const attributes = new Map<string, string>();
  if (name.includes("@")) attributes.set("email", name);
  if (/^\+\d+$/.test(name)) attributes.set("phone_number", name);
  const called = textOption(options, "name");
  if (called !== undefined) attributes.set("name", called);
  for (const [key, value] of givenAttributes(options)) attributes.set(key, value);
  // Who invites a person vouches for the address; without this no code reaches them.
  for (const address of ["email", "phone_number"]) {
    const verified = `${address}_verified`;
    if (attributes.has(address) && !attributes.has(verified)) attributes.set(verified, "true");
  }
  return attributes;
}
