import { createHmac } from "node:crypto";
import type { Clock } from "../../../core/clock.ts";
import { UserError } from "../../../core/errors.ts";
import type { Randomness } from "../../../core/randomness.ts";
import { shellQuoted } from "../../../core/shown-commands.ts";
import type { CloudClient } from "../cloud-client.ts";
import { createSrpClient } from "./srp-client.ts";

export interface Tokens {
  readonly AccessToken: string;
  readonly IdToken: string;
  readonly RefreshToken: string;
  readonly ExpiresIn: number;
}

interface AuthReply {
  readonly ChallengeName?: string;
  readonly Session?: string;
  readonly ChallengeParameters?: Readonly<Record<string, string>>;
  readonly AuthenticationResult?: Tokens;
}

/** Asks the person at the terminal, or answers from options for scripts. */
export interface Answers {
  password(): Promise<string>;
  newPassword(): Promise<string>;
  /** @param secret Base32 secret of a new authenticator, undefined when one is enrolled already */
  code(secret: string | undefined): Promise<string>;
  /** Attributes that a first sign-in adds: the pool may require some that the invitation did not give. */
  readonly attributes?: ReadonlyMap<string, string>;
  /** Answers a challenge of the pool's functions; left out: such a sign-in ends there. */
  challenge?(parameters: Readonly<Record<string, string>>): Promise<string>;
}

export interface SignInOptions {
  readonly client: Pick<CloudClient, "cognito">;
  readonly userPoolId: string;
  readonly clientId: string;
  /** Secret of the app client, for one that has a secret. */
  readonly clientSecret?: string | undefined;
  readonly username: string;
  /** How the password is shown: proved over SRP unless the app client allows plain passwords only; or no password. */
  readonly flow?: keyof typeof FIRST_STEPS | undefined;
  readonly answers: Answers;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

type Step = (options: SignInOptions, reply: AuthReply) => Promise<AuthReply>;

const STEPS: ReadonlyMap<string, Step> = new Map([
  ["NEW_PASSWORD_REQUIRED", answerNewPassword],
  ["SOFTWARE_TOKEN_MFA", answerCode],
  ["MFA_SETUP", enrol],
  ["CUSTOM_CHALLENGE", answerChallenge],
]);

const FIRST_STEPS = {
  USER_SRP_AUTH: provePassword,
  USER_PASSWORD_AUTH: sendPassword,
  ADMIN_USER_PASSWORD_AUTH: sendPasswordAsServer,
  CUSTOM_AUTH: beginCustom,
};

/** Signs in through every challenge that follows, as an app does. */
export async function signIn(options: SignInOptions): Promise<Tokens> {
  let reply = await FIRST_STEPS[options.flow ?? "USER_SRP_AUTH"](options);
  while (reply.AuthenticationResult === undefined) {
    const step = STEPS.get(reply.ChallengeName ?? "");
    if (step === undefined)
      throw new UserError(`The challenge ${reply.ChallengeName} cannot be answered here.`);
    reply = await step(options, reply);
  }
  return reply.AuthenticationResult;
}

async function sendPassword(options: SignInOptions): Promise<AuthReply> {
  return options.client.cognito<AuthReply>("InitiateAuth", {
    AuthFlow: "USER_PASSWORD_AUTH",
    ClientId: options.clientId,
    AuthParameters: withSecretHash(options, {
      USERNAME: options.username,
      PASSWORD: await options.answers.password(),
    }),
  });
}

/** As a server signs people in: by operations that the administrator signs. */
async function sendPasswordAsServer(options: SignInOptions): Promise<AuthReply> {
  return options.client.cognito<AuthReply>("AdminInitiateAuth", {
    AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
    UserPoolId: options.userPoolId,
    ClientId: options.clientId,
    AuthParameters: withSecretHash(options, {
      USERNAME: options.username,
      PASSWORD: await options.answers.password(),
    }),
  });
}

async function beginCustom(options: SignInOptions): Promise<AuthReply> {
  return options.client.cognito<AuthReply>("InitiateAuth", {
    AuthFlow: "CUSTOM_AUTH",
    ClientId: options.clientId,
    AuthParameters: withSecretHash(options, { USERNAME: options.username }),
  });
}

async function provePassword(options: SignInOptions): Promise<AuthReply> {
  const srp = createSrpClient(options.randomness);
  const password = await options.answers.password();
  const challenge = await options.client.cognito<AuthReply>("InitiateAuth", {
    AuthFlow: "USER_SRP_AUTH",
    ClientId: options.clientId,
    AuthParameters: withSecretHash(options, { USERNAME: options.username, SRP_A: srp.clientPublic }),
  });
  const parameters = challenge.ChallengeParameters ?? {};
  const timestamp = timestampOf(options.clock);
  const signature = srp.prove(
    {
      userPoolId: options.userPoolId,
      userId: parameters["USER_ID_FOR_SRP"] ?? "",
      salt: parameters["SALT"] ?? "",
      serverPublic: parameters["SRP_B"] ?? "",
      secretBlock: parameters["SECRET_BLOCK"] ?? "",
      timestamp,
    },
    password,
  );
  return respond(options, challenge, {
    USERNAME: parameters["USER_ID_FOR_SRP"] ?? "",
    PASSWORD_CLAIM_SECRET_BLOCK: parameters["SECRET_BLOCK"] ?? "",
    PASSWORD_CLAIM_SIGNATURE: signature,
    TIMESTAMP: timestamp,
  });
}

async function answerNewPassword(options: SignInOptions, reply: AuthReply): Promise<AuthReply> {
  const attributes = options.answers.attributes ?? new Map<string, string>();
  const missing = requiredAttributes(reply).filter((name) => !attributes.has(name));
  if (missing.length > 0) {
    throw new UserError(
      `The pool requires ${missing.join(" and ")}, which ${options.username} has not got: a first sign-in has to give it.`,
      `npx portcullis token ${shellQuoted(options.username)} ${missing.map((name) => `--attribute ${name}=<value>`).join(" ")}`,
    );
  }
  const given = [...attributes].map(([name, value]) => [`${ATTRIBUTE}${name}`, value]);
  return respond(options, reply, {
    ...Object.fromEntries(given),
    USERNAME: userOf(options, reply),
    NEW_PASSWORD: await options.answers.newPassword(),
  });
}

const ATTRIBUTE = "userAttributes.";

/** A JSON list in a text: `["userAttributes.given_name"]` */
function requiredAttributes({ ChallengeParameters }: AuthReply): string[] {
  const names = JSON.parse(ChallengeParameters?.["requiredAttributes"] ?? "[]") as string[];
  return names.map((name) => name.slice(ATTRIBUTE.length));
}

async function answerCode(options: SignInOptions, reply: AuthReply): Promise<AuthReply> {
  const code = await options.answers.code(undefined);
  return respond(options, reply, { USERNAME: userOf(options, reply), SOFTWARE_TOKEN_MFA_CODE: code });
}

async function answerChallenge(options: SignInOptions, reply: AuthReply): Promise<AuthReply> {
  const { USERNAME = options.username, ...parameters } = reply.ChallengeParameters ?? {};
  const { challenge } = options.answers;
  if (challenge === undefined) {
    throw new UserError(`The challenge ${reply.ChallengeName} cannot be answered here.`);
  }
  return respond(options, reply, { USERNAME, ANSWER: await challenge(parameters) });
}

async function enrol(options: SignInOptions, reply: AuthReply): Promise<AuthReply> {
  const { SecretCode, Session } = await options.client.cognito<{ SecretCode: string; Session: string }>(
    "AssociateSoftwareToken",
    { Session: reply.Session },
  );
  const verified = await options.client.cognito<{ Session: string }>("VerifySoftwareToken", {
    Session,
    UserCode: await options.answers.code(SecretCode),
  });
  return respond(options, { ...reply, Session: verified.Session }, { USERNAME: userOf(options, reply) });
}

function respond(options: SignInOptions, reply: AuthReply, responses: Named): Promise<AuthReply> {
  const isServer = options.flow === "ADMIN_USER_PASSWORD_AUTH";
  return options.client.cognito<AuthReply>(
    isServer ? "AdminRespondToAuthChallenge" : "RespondToAuthChallenge",
    {
      ...(isServer ? { UserPoolId: options.userPoolId } : {}),
      ClientId: options.clientId,
      ChallengeName: reply.ChallengeName,
      ...(reply.Session === undefined ? {} : { Session: reply.Session }),
      ChallengeResponses: withSecretHash(options, responses),
    },
  );
}

type Named = Readonly<Record<string, string>> & { readonly USERNAME: string };

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash */
function withSecretHash({ clientId, clientSecret }: SignInOptions, parameters: Named): Named {
  if (clientSecret === undefined) return parameters;
  const hash = createHmac("sha256", clientSecret).update(parameters.USERNAME).update(clientId);
  return { ...parameters, SECRET_HASH: hash.digest("base64") };
}

function userOf(options: SignInOptions, reply: AuthReply): string {
  return reply.ChallengeParameters?.["USER_ID_FOR_SRP"] ?? options.username;
}

/** `Thu Sep 3 08:05:09 UTC 2026`: English, UTC, the day without a leading zero. */
export function timestampOf(clock: Clock): string {
  const [weekday = "", day = "", month = "", year = "", time = ""] = new Date(clock.now())
    .toUTCString()
    .split(" ");
  return `${weekday.replace(",", "")} ${month} ${Number(day)} ${time} UTC ${year}`;
}
