import { AwsError } from "../../core/errors.ts";
import { withState } from "../../core/shown-commands.ts";
import {
  type Command,
  JSON_OPTION,
  POOL_OPTION,
  STACK_OPTION,
  STATE_OPTION,
  textOption,
} from "../command.ts";
import { type Connection, connect } from "../connection.ts";
import { table } from "../table.ts";

interface ListedUser {
  readonly Username: string;
  readonly Enabled: boolean;
  readonly UserStatus: string;
  readonly Attributes: readonly { readonly Name: string; readonly Value: string }[];
}

const PAGE = 60;

export const userList: Command = {
  name: "user list",
  summary: "List the people of the pool with their groups.",
  args: [],
  options: [POOL_OPTION, STACK_OPTION, STATE_OPTION, JSON_OPTION],
  examples: ["npx portcullis user list", "npx portcullis user list --json"],
  run: async (_args, options, context) => {
    const connection = connect(options, context);
    const userPoolId = await connection.userPool();
    const people = [];
    for (const user of await allUsers(connection, userPoolId)) {
      const groups = await groupsOf(connection, userPoolId, user.Username);
      if (groups === undefined) continue;
      people.push({
        email: user.Attributes.find(({ Name }) => Name === "email")?.Value ?? "",
        username: user.Username,
        sub: user.Attributes.find(({ Name }) => Name === "sub")?.Value ?? "",
        status: user.UserStatus,
        enabled: user.Enabled,
        groups,
      });
    }
    if (options["json"] === true) {
      context.print(JSON.stringify(people));
      return;
    }
    if (people.length === 0) {
      const next = withState("npx portcullis user add <e-mail>", textOption(options, "state"));
      context.print(`Nobody yet. Invite somebody: ${next}`);
      return;
    }
    // Where people have user names of their own, these are what the other commands take.
    const named = people.some(({ username, sub }) => username !== sub);
    const rows = people.map(({ email, username, status, enabled, groups }) => [
      ...(named ? [username] : []),
      email,
      enabled ? status : `${status} (disabled)`,
      groups.join(", "),
    ]);
    for (const line of table([...(named ? ["USER NAME"] : []), "E-MAIL", "STATUS", "GROUPS"], rows))
      context.print(line);
  },
};

async function allUsers(connection: Connection, userPoolId: string): Promise<ListedUser[]> {
  const users: ListedUser[] = [];
  let token: string | undefined;
  do {
    const page: { Users: ListedUser[]; PaginationToken?: string } = await connection.client.cognito(
      "ListUsers",
      {
        UserPoolId: userPoolId,
        Limit: PAGE,
        ...(token === undefined ? {} : { PaginationToken: token }),
      },
    );
    users.push(...page.Users);
    token = page.PaginationToken;
  } while (token !== undefined);
  return users;
}

/** Undefined when somebody removed the person since the list was read. */
async function groupsOf(
  connection: Connection,
  userPoolId: string,
  username: string,
): Promise<string[] | undefined> {
  try {
    const { Groups } = await connection.client.cognito<{ Groups: { GroupName: string }[] }>(
      "AdminListGroupsForUser",
      { UserPoolId: userPoolId, Username: username },
    );
    return Groups.map(({ GroupName }) => GroupName);
  } catch (error) {
    if (error instanceof AwsError && error.code === "UserNotFoundException") return undefined;
    throw error;
  }
}
