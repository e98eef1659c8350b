import { systemClock } from "../../core/clock.ts";
import { UserError } from "../../core/errors.ts";
import { systemRandomness } from "../../core/randomness.ts";
import { wayInto } from "../../runtime/client/sign-in/client-way.ts";
import { machineToken } from "../../runtime/client/sign-in/machine-token.ts";
import { type Answers, signIn, type Tokens } from "../../runtime/client/sign-in/sign-in.ts";
import { keptPassword } from "../../runtime/project/seeded-people.ts";
import { askText, hasTerminal } from "../ask.ts";
import { givenAttributes } from "../attributes.ts";
import {
  CLIENT_OPTION,
  type Command,
  type CommandContext,
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
import { signInWithBrowser } from "../sign-in/browser-sign-in.ts";
import { signInWithKept } from "../sign-in/kept-password.ts";

type Kind = "access" | "id" | "refresh";

export const token: Command = {
  name: "token",
  summary: "Sign in as a person (SRP, first password, MFA, custom challenge) or a machine, print the tokens.",
  args: [{ syntax: "[person]", description: PERSON }],
  options: [
    {
      flags: "--password <password>",
      description: "password (or PORTCULLIS_PASSWORD); else the one that the first start made, or asked for",
    },
    { flags: "--new-password <password>", description: "answer to a first sign-in" },
    {
      flags: "--attribute <name=value...>",
      description: "what the pool requires at a first sign-in, e.g. given_name=Eve",
    },
    { flags: "--code <digits>", description: "code of the authenticator app" },
    { flags: "--custom", description: "sign in by the challenge functions of the pool (CUSTOM_AUTH)" },
    { flags: "--answer <text>", description: "answer to the custom challenge; asked for otherwise" },
    { flags: "--client-credentials", description: "a token for the app client itself, without a person" },
    { flags: "--scope <scopes>", description: "scopes of that token, by commas (default: all it has)" },
    { flags: "--browser", description: "sign in on the hosted pages instead, as anybody" },
    { flags: "--raw <token>", description: "print one token only: access, id or refresh" },
    POOL_OPTION,
    CLIENT_OPTION,
    STACK_OPTION,
    STATE_OPTION,
    JSON_OPTION,
  ],
  examples: [
    "npx portcullis token eve@example.com",
    "npx portcullis token --browser",
    "npx portcullis token eve@example.com --custom",
    "npx portcullis token --client meter --client-credentials --scope meters/read --raw access",
    'curl -H "Authorization: $(npx portcullis token eve@example.com --raw access)" "$API/orders"',
  ],
  run: async ([email], options, context) => {
    const raw = kindOf(textOption(options, "raw"));
    const way = wayOf(options, raw);
    const tokens = await WAYS[way]({ connection: connect(options, context), email, options, context });
    if (raw !== undefined) context.print(tokenOf(tokens, raw));
    else if (options["json"] === true) context.print(JSON.stringify(tokens));
    else show(tokens, context);
  },
};

interface TokenCall {
  readonly connection: Connection;
  readonly email: string | undefined;
  readonly options: Options;
  readonly context: CommandContext;
}

const WAYS = { person: asPerson, custom: asPerson, browser: inBrowser, machine: asMachine };

/** How the token is asked for; what does not go together is said instead of ignored. */
function wayOf(options: Options, raw: Kind | undefined): keyof typeof WAYS {
  const given = (["browser", "custom", "clientCredentials"] as const).filter(
    (name) => options[name] === true,
  );
  if (given.length > 1) {
    throw new UserError(
      "Give one of --browser, --custom and --client-credentials.",
      "npx portcullis token --help",
    );
  }
  if (textOption(options, "scope") !== undefined && given[0] !== "clientCredentials") {
    throw new UserError("--scope is for --client-credentials: a person signs in for what the client has.");
  }
  if (given[0] === "browser" || given[0] === "custom") return given[0];
  if (given[0] === undefined) return "person";
  if (raw === "id" || raw === "refresh") {
    throw new UserError(`A machine gets no ${raw} token: --raw access is what there is.`);
  }
  return "machine";
}

async function asPerson({ connection, email, options, context }: TokenCall): Promise<Tokens> {
  if (email === undefined)
    throw new UserError("Whose token? Give an e-mail address, or --browser.", "npx portcullis token --help");
  const userPoolId = await connection.userPool();
  const clientId = await connection.appClient(userPoolId);
  const way = await wayInto({ client: connection.client, userPoolId, clientId });
  const answers = answersOf({ connection, email, options, context });
  const attempt = (password: Answers["password"]): Promise<Tokens> =>
    signIn({
      client: connection.client,
      userPoolId,
      clientId,
      username: email,
      ...way,
      ...(options["custom"] === true ? { flow: "CUSTOM_AUTH" as const } : {}),
      answers: { ...answers, password },
      clock: systemClock,
      randomness: systemRandomness,
    });
  const given = textOption(options, "password") ?? context.environment["PORTCULLIS_PASSWORD"];
  if (given !== undefined) return attempt(async () => given);
  return signInWithKept(keptPassword(connection.stateDir, { userPoolId, email }), {
    attempt,
    ask: () => ask(`Password of ${email}`, "--password or PORTCULLIS_PASSWORD"),
    hint: context.hint,
  });
}

async function asMachine({ connection, options }: TokenCall): Promise<Tokens> {
  const userPoolId = await connection.userPool();
  return machineToken({
    client: connection.client,
    userPoolId,
    clientId: await connection.appClient(userPoolId),
    scopes: namesIn(textOption(options, "scope")),
  });
}

async function inBrowser({ connection, context }: TokenCall): Promise<Tokens> {
  const userPoolId = await connection.userPool();
  return signInWithBrowser({
    client: connection.client,
    userPoolId,
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

function answersOf({ options, context, email = "" }: TokenCall): Omit<Answers, "password"> {
  return {
    newPassword: async () =>
      textOption(options, "newPassword") ?? ask(`New password of ${email}`, "--new-password"),
    attributes: givenAttributes(options),
    code: async (secret) => {
      if (secret !== undefined) context.hint(`Add this secret to your authenticator app: ${secret}`);
      return textOption(options, "code") ?? ask("Code of the authenticator app", "--code");
    },
    challenge: challengeAnswers(textOption(options, "answer"), context),
  };
}

/** `--answer` is for the first challenge; those after it are asked for, each with what the pool shows. */
function challengeAnswers(
  first: string | undefined,
  context: CommandContext,
): NonNullable<Answers["challenge"]> {
  let given = first;
  return async (parameters) => {
    const answer = given;
    given = undefined;
    if (answer !== undefined) return answer;
    for (const [name, value] of Object.entries(parameters)) context.hint(`${name}: ${value}`);
    return ask("Answer", "--answer");
  };
}

/** @param option what gives it where nobody can be asked; passwords are not shown as they are typed */
async function ask(message: string, option: string): Promise<string> {
  if (!hasTerminal()) {
    throw new UserError(
      `${message} is needed, and there is no terminal to ask at: give it by ${option}.`,
      "npx portcullis token --help",
    );
  }
  const answer = await askText({ message, hidden: option.includes("password") });
  if (answer === undefined) throw new UserError("Signing in was cancelled.");
  return answer;
}
