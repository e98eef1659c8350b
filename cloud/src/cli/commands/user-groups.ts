import { UserError } from "../../core/errors.ts";
import {
  type Command,
  JSON_OPTION,
  namesIn,
  PERSON,
  POOL_OPTION,
  STACK_OPTION,
  STATE_OPTION,
  textOption,
} from "../command.ts";
import { connect } from "../connection.ts";
import { assertGroups } from "../pool-groups.ts";

export const userGroups: Command = {
  name: "user groups",
  summary: "Show a person's groups, or change them. Scopes follow with the next token.",
  args: [{ syntax: "<person>", description: PERSON }],
  options: [
    { flags: "--add <names>", description: "groups to add, separated by commas" },
    { flags: "--remove <names>", description: "groups to take away, separated by commas" },
    POOL_OPTION,
    STACK_OPTION,
    STATE_OPTION,
    JSON_OPTION,
  ],
  examples: [
    "npx portcullis user groups eve@example.com --add Editors",
    "npx portcullis user groups eve@example.com",
  ],
  run: async ([email = ""], options, context) => {
    const connection = connect(options, context);
    const userPoolId = await connection.userPool();
    const person = { UserPoolId: userPoolId, Username: email };
    const added = namesIn(textOption(options, "add"));
    const removed = namesIn(textOption(options, "remove"));
    const both = added.find((name) => removed.includes(name));
    if (both !== undefined) throw new UserError(`${both} cannot be added and removed at once.`);
    await assertGroups(connection, userPoolId, [...added, ...removed]);
    for (const name of added)
      await connection.client.cognito("AdminAddUserToGroup", { ...person, GroupName: name });
    for (const name of removed) {
      await connection.client.cognito("AdminRemoveUserFromGroup", { ...person, GroupName: name });
    }
    const { Groups } = await connection.client.cognito<{ Groups: { GroupName: string }[] }>(
      "AdminListGroupsForUser",
      person,
    );
    const groups = Groups.map(({ GroupName }) => GroupName);
    context.print(
      options["json"] === true
        ? JSON.stringify({ email, groups })
        : groups.length === 0
          ? `${email} is in no group.`
          : `${email} is in ${groups.join(", ")}.`,
    );
  },
};
