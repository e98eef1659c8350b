import { type Command, JSON_OPTION, STACK_OPTION, STATE_OPTION, textOption } from "../command.ts";
import { connect } from "../connection.ts";

export const userAdd: Command = {
  name: "user add",
  summary: "Invite a person: the pool sends a temporary password.",
  args: [{ syntax: "<email>", description: "e-mail address of the person" }],
  options: [
    { flags: "--groups <names>", description: "groups to put the person in, separated by commas" },
    { flags: "--name <name>", description: "name of the person" },
    STACK_OPTION,
    STATE_OPTION,
    JSON_OPTION,
  ],
  examples: [
    "portcullis user add grandma@example.com",
    "portcullis user add eve@example.com --groups Admins",
  ],
  run: async ([email = ""], options, context) => {
    const connection = connect(options, context);
    const userPoolId = await connection.output("UserPoolId");
    const name = textOption(options, "name");
    const groups = (textOption(options, "groups") ?? "").split(",").filter(Boolean);
    const { User } = await connection.client.cognito<{ User: { Username: string } }>("AdminCreateUser", {
      UserPoolId: userPoolId,
      Username: email,
      DesiredDeliveryMediums: ["EMAIL"],
      UserAttributes: [
        { Name: "email", Value: email },
        { Name: "email_verified", Value: "true" },
        ...(name === undefined ? [] : [{ Name: "name", Value: name }]),
      ],
    });
    for (const group of groups) {
      await connection.client.cognito("AdminAddUserToGroup", {
        UserPoolId: userPoolId,
        Username: email,
        GroupName: group,
      });
    }
    if (options["json"] === true) {
      context.print(JSON.stringify({ email, username: User.Username, groups }));
      return;
    }
    context.print(`${email} is invited${groups.length === 0 ? "" : ` and in ${groups.join(", ")}`}.`);
    context.print("The temporary password is in the mailbox: npx portcullis mail");
  },
};
