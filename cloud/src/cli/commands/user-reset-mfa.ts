import { UserError } from "../../core/errors.ts";
import { shellQuoted } from "../../core/shown-commands.ts";
import { type Command, PERSON, POOL_OPTION, STACK_OPTION, STATE_OPTION } from "../command.ts";
import { connect } from "../connection.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserMFAPreference.html */
export const userResetMfa: Command = {
  name: "user reset-mfa",
  summary: "Turn a person's second factor off, where the pool leaves it to them.",
  args: [{ syntax: "<person>", description: PERSON }],
  options: [POOL_OPTION, STACK_OPTION, STATE_OPTION],
  examples: ["npx portcullis user reset-mfa eve@example.com"],
  run: async ([email = ""], options, context) => {
    const { client, userPool } = connect(options, context);
    const UserPoolId = await userPool();
    const { UserPool } = await client.cognito<{ UserPool: { MfaConfiguration?: string } }>(
      "DescribeUserPool",
      { UserPoolId },
    );
    const person = { UserPoolId, Username: email };
    await client.cognito("AdminGetUser", person);
    // AWS answers 200 to the same request and goes on asking for codes of the lost phone.
    if (UserPool.MfaConfiguration === "ON") throw new UserError(REQUIRED, invitation(email));
    await client.cognito("AdminSetUserMFAPreference", {
      ...person,
      SoftwareTokenMfaSettings: { Enabled: false, PreferredMfa: false },
    });
    context.print(`${email} signs in with the password alone now.`);
  },
};

const REQUIRED =
  "The pool requires a second factor, and AWS takes a person's app away only with the person: remove them and invite them anew.";

function invitation(email: string): string {
  const person = shellQuoted(email);
  return `npx portcullis user remove ${person} && npx portcullis user add ${person}`;
}
