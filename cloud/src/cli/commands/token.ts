import { systemClock } from "../../core/clock.ts";
import { UserError } from "../../core/errors.ts";
import { systemRandomness } from "../../core/randomness.ts";
import { type Answers, signIn, type Tokens } from "../../runtime/client/sign-in/sign-in.ts";
import { askText, hasTerminal } from "../ask.ts";
import {
  CLIENT_OPTION,
  type Command,
  type CommandContext,
  JSON_OPTION,
  type Options,
  POOL_OPTION,
  STACK_OPTION,
  STATE_OPTION,
  textOption,
} from "../command.ts";
import { type Connection, connect } from "../connection.ts";
import { signInWithBrowser } from "../sign-in/browser-sign-in.ts";

type Kind = "access" | "id" | "refresh";

export const token: Command = {
  name: "token",
  summary: "Sign in as a person (SRP, first password, MFA) and print the tokens.",
  args: [{ syntax: "[email]", description: "e-mail address of the person" }],
  options: [
    { flags: "--password <password>", description: "password (or PORTCULLIS_PASSWORD); asked for otherwise" },
    { flags: "--new-password <password>", description: "answer to a first sign-in" },
    { flags: "--code <digits>", description: "code of the authenticator app" },
    { flags: "--browser", description: "sign in on the hosted pages instead, as anybody" },
    { flags: "--raw <token>", description: "print one token only: access, id or refresh" },
    POOL_OPTION,
    CLIENT_OPTION,
    STACK_OPTION,
    STATE_OPTION,
    JSON_OPTION,
  ],
  examples: [
    "portcullis token eve@example.com",
    "portcullis token --browser",
    'curl -H "Authorization: $(portcullis token eve@example.com --raw access)" "$API/orders"',
  ],
  run: async ([email], options, context) => {
    const raw = kindOf(textOption(options, "raw"));
    const connection = connect(options, context);
    const tokens =
      options["browser"] === true
        ? await inBrowser(connection, context)
        : await overSrp(connection, email, answersOf(options, context));
    if (raw !== undefined) context.print(tokenOf(tokens, raw));
    else if (options["json"] === true) context.print(JSON.stringify(tokens));
    else show(tokens, context);
  },
};

async function overSrp(connection: Connection, email: string | undefined, answers: Answers): Promise<Tokens> {
  if (email === undefined)
    throw new UserError("Whose token? Give an e-mail address, or --browser.", "npx portcullis token --help");
  const userPoolId = await connection.userPool();
  return signIn({
    client: connection.client,
    userPoolId,
    clientId: await connection.appClient(userPoolId),
    username: email,
    answers,
    clock: systemClock,
    randomness: systemRandomness,
  });
}

async function inBrowser(connection: Connection, context: CommandContext): Promise<Tokens> {
  const userPoolId = await connection.userPool();
  return signInWithBrowser({
    client: connection.client,
    clientId: await connection.appClient(userPoolId),
    show: (address) => context.hint(`Open this address in your browser:\n\n  ${address}\n`),
  });
}

function kindOf(text: string | undefined): Kind | undefined {
  if (text === undefined || text === "access" || text === "id" || text === "refresh") return text;
  throw new UserError(`--raw must be access, id or refresh, not ${JSON.stringify(text)}.`);
}

function tokenOf(tokens: Tokens, kind: Kind): string {
  return { access: tokens.AccessToken, id: tokens.IdToken, refresh: tokens.RefreshToken }[kind];
}

function show(tokens: Tokens, context: CommandContext): void {
  context.print("Access token:");
  context.print(JSON.stringify(claimsOf(tokens.AccessToken), undefined, 2));
  // An app client without the scope openid gets none.
  if (tokens.IdToken === "") return;
  context.print("ID token:");
  context.print(JSON.stringify(claimsOf(tokens.IdToken), undefined, 2));
}

function claimsOf(jwt: string): unknown {
  return JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString("utf8"));
}

function answersOf(options: Options, context: CommandContext): Answers {
  const given = textOption(options, "password") ?? context.environment["PORTCULLIS_PASSWORD"];
  return {
    password: async () => given ?? ask("Password", true),
    newPassword: async () => textOption(options, "newPassword") ?? ask("New password", true),
    code: async (secret) => {
      if (secret !== undefined) context.hint(`Add this secret to your authenticator app: ${secret}`);
      return textOption(options, "code") ?? ask("Code of the authenticator app", false);
    },
  };
}

async function ask(message: string, hidden: boolean): Promise<string> {
  if (!hasTerminal()) {
    throw new UserError(
      `${message} is needed, and there is no terminal to ask at: give it as an option, the password also as PORTCULLIS_PASSWORD.`,
      "npx portcullis token --help",
    );
  }
  const answer = await askText({ message, hidden });
  if (answer === undefined) throw new UserError("Signing in was cancelled.");
  return answer;
}
