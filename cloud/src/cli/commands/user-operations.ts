import { type Command, PERSON, POOL_OPTION, STACK_OPTION, STATE_OPTION } from "../command.ts";
import { connect } from "../connection.ts";

interface PersonOperation {
  readonly name: string;
  readonly summary: string;
  /** Operation of the user pool. */
  readonly operation: string;
  /** What is true now, after the person's address. */
  readonly outcome: string;
}

/** A command that is one operation of the pool on one person. */
function onPerson({ name, summary, operation, outcome }: PersonOperation): Command {
  return {
    name,
    summary,
    args: [{ syntax: "<person>", description: PERSON }],
    options: [POOL_OPTION, STACK_OPTION, STATE_OPTION],
    examples: [`npx portcullis ${name} eve@example.com`],
    run: async ([email = ""], options, context) => {
      const connection = connect(options, context);
      const UserPoolId = await connection.userPool();
      await connection.client.cognito(operation, { UserPoolId, Username: email });
      context.print(`${email} ${outcome}`);
    },
  };
}

export const userSignOut = onPerson({
  name: "user sign-out",
  summary: "End all sessions of a person.",
  operation: "AdminUserGlobalSignOut",
  outcome: "is signed out everywhere. As on AWS, the API takes access tokens that are out until they expire.",
});

export const userDisable = onPerson({
  name: "user disable",
  summary: "Keep a person out; `user enable` lets them in again.",
  operation: "AdminDisableUser",
  outcome: "cannot sign in now. As on AWS, the API takes access tokens that are out until they expire.",
});

export const userEnable = onPerson({
  name: "user enable",
  summary: "Let a person in again who was kept out.",
  operation: "AdminEnableUser",
  outcome: "can sign in again.",
});
