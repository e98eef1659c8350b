import { type Command, PERSON, POOL_OPTION, STACK_OPTION, STATE_OPTION } from "../command.ts";
import { assertConfirmed, YES_OPTION } from "../confirm.ts";
import { connect } from "../connection.ts";

export const userRemove: Command = {
  name: "user remove",
  summary: "Remove a person from the pool.",
  args: [{ syntax: "<person>", description: PERSON }],
  options: [YES_OPTION, POOL_OPTION, STACK_OPTION, STATE_OPTION],
  examples: ["npx portcullis user remove eve@example.com --yes"],
  run: async ([email = ""], options, context) => {
    const connection = connect(options, context);
    const userPoolId = await connection.userPool();
    await connection.client.cognito("AdminGetUser", { UserPoolId: userPoolId, Username: email });
    await assertConfirmed(`Remove ${email} for good?`, options);
    await connection.client.cognito("AdminDeleteUser", { UserPoolId: userPoolId, Username: email });
    context.print(`${email} is removed.`);
  },
};
