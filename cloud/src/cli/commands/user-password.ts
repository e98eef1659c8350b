import { newPassword } from "../../runtime/project/people.ts";
import {
  type Command,
  JSON_OPTION,
  PERSON,
  POOL_OPTION,
  STACK_OPTION,
  STATE_OPTION,
  textOption,
} from "../command.ts";
import { connect } from "../connection.ts";

export const userPassword: Command = {
  name: "user password",
  summary: "Set a person's password (a new random one unless --password is given).",
  args: [{ syntax: "<person>", description: PERSON }],
  options: [
    { flags: "--password <password>", description: "the new password" },
    { flags: "--temporary", description: "the person must change it at the next sign-in" },
    POOL_OPTION,
    STACK_OPTION,
    STATE_OPTION,
    JSON_OPTION,
  ],
  examples: [
    "npx portcullis user password eve@example.com",
    "npx portcullis user password eve@example.com --temporary",
  ],
  run: async ([email = ""], options, context) => {
    const connection = connect(options, context);
    const password = textOption(options, "password") ?? newPassword();
    await connection.client.cognito("AdminSetUserPassword", {
      UserPoolId: await connection.userPool(),
      Username: email,
      Password: password,
      Permanent: options["temporary"] !== true,
    });
    context.print(
      options["json"] === true
        ? JSON.stringify({ email, password })
        : `New password of ${email}: ${password}`,
    );
  },
};
