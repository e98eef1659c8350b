import type { Clock } from "../../core/clock.ts";
import { AwsError } from "../../core/errors.ts";
import type { Randomness } from "../../core/randomness.ts";
import type { ConsoleSession } from "../../wire/console-area.ts";
import type {
  ConsolePerson,
  ConsoleSignIns,
  PersonTokens,
  SignInAnswers,
  SignInQuestion,
} from "../../wire/console-ports.ts";
import type { CloudClient } from "../client/cloud-client.ts";
import { signIn, type Tokens } from "../client/sign-in/sign-in.ts";

export interface ConsoleSignInSources {
  /** Without a signature, as an app has none. */
  readonly anonymous: Pick<CloudClient, "cognito">;
  /** What an app knows of its own client: flows and secret. */
  readonly clientOf: (person: ConsolePerson) => Promise<AppClient>;
  /** Password of a person that the project seeded. */
  readonly passwordOf: (person: ConsolePerson) => string | undefined;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

export interface AppClient {
  readonly secret: string | undefined;
  /** ExplicitAuthFlows; undefined where the client has the defaults. */
  readonly flows: readonly string[] | undefined;
}

/** A sign-in that stands still at a challenge. */
interface Waiting extends SignInQuestion {
  answer(text: string): Promise<Tokens | Waiting>;
}

/** Real sign-ins for one browser; the session's memory holds refresh tokens, and no password [CON-14]. */
export function createSignIns(sources: ConsoleSignInSources, session: ConsoleSession): ConsoleSignIns {
  const settle = (person: ConsolePerson, outcome: Tokens | Waiting): PersonTokens | SignInQuestion => {
    const { kept, waiting } = keysOf(person);
    if ("answer" in outcome) {
      session.set(waiting, outcome);
      const { asks, secret } = outcome;
      return { asks, ...(secret === undefined ? {} : { secret }) };
    }
    if (outcome.RefreshToken) session.set(kept, outcome.RefreshToken);
    return { access: outcome.AccessToken, id: outcome.IdToken ?? "" };
  };

  const refreshed = async (person: ConsolePerson): Promise<PersonTokens | undefined> => {
    const { kept } = keysOf(person);
    const RefreshToken = session.get<string>(kept);
    if (RefreshToken === undefined) return undefined;
    const { secret } = await sources.clientOf(person);
    try {
      const { AuthenticationResult } = await sources.anonymous.cognito<{ AuthenticationResult: Tokens }>(
        "GetTokensFromRefreshToken",
        {
          ClientId: person.clientId,
          RefreshToken,
          ...(secret === undefined ? {} : { ClientSecret: secret }),
        },
      );
      return settle(person, AuthenticationResult) as PersonTokens;
    } catch (error) {
      // Expired or revoked: they sign in anew. What else it is says the sign-in, too.
      if (!(error instanceof AwsError)) throw error;
      session.delete(kept);
      return undefined;
    }
  };

  const answered = async (person: ConsolePerson, answers: SignInAnswers) => {
    const { waiting } = keysOf(person);
    const pending = session.get<Waiting>(waiting);
    const answer = pending === undefined ? undefined : answers[pending.asks];
    if (pending === undefined || answer === undefined) return undefined;
    session.delete(waiting);
    return settle(person, await pending.answer(answer));
  };

  return {
    isReady: (person) =>
      session.get(keysOf(person).kept) !== undefined || sources.passwordOf(person) !== undefined,
    signIn: async (person, answers) => {
      const known = (await refreshed(person)) ?? (await answered(person, answers));
      if (known !== undefined) return known;
      const password = answers.password ?? sources.passwordOf(person);
      if (password === undefined) return { asks: "password" };
      const client = await sources.clientOf(person);
      return settle(person, await begin(sources, { person, client, password }));
    },
    forget: (person) => {
      for (const key of Object.values(keysOf(person))) session.delete(key);
    },
  };
}

function keysOf({ userPoolId, clientId, username }: ConsolePerson) {
  const who = `${userPoolId} ${clientId} ${username}`;
  return { kept: `refresh token ${who}`, waiting: `challenge ${who}` };
}

interface Begun {
  readonly person: ConsolePerson;
  readonly client: AppClient;
  readonly password: string;
}

/** Runs to the tokens, or to the first challenge that asks for something. */
function begin(sources: ConsoleSignInSources, begun: Begun): Promise<Tokens | Waiting> {
  const { person, client } = begun;
  let password = begun.password;
  let settle: (outcome: Tokens | Waiting) => void = () => undefined;
  let fail: (error: unknown) => void = () => undefined;
  const outcome = (): Promise<Tokens | Waiting> =>
    new Promise((resolve, reject) => {
      settle = resolve;
      fail = reject;
    });
  const ask = (asks: SignInQuestion["asks"], secret?: string): Promise<string> =>
    new Promise((resolve) => {
      const answer = (text: string): Promise<Tokens | Waiting> => {
        const next = outcome();
        resolve(text);
        return next;
      };
      settle({ asks, ...(secret === undefined ? {} : { secret }), answer });
    });
  const first = outcome();
  signIn({
    client: sources.anonymous,
    userPoolId: person.userPoolId,
    clientId: person.clientId,
    clientSecret: client.secret,
    username: person.username,
    flow: flowOf(client),
    clock: sources.clock,
    randomness: sources.randomness,
    answers: {
      // Handed over once: nothing keeps it while a code is waited for.
      password: async () => {
        const given = password;
        password = "";
        return given;
      },
      newPassword: () => ask("newPassword"),
      code: (secret) => ask("code", secret),
    },
  }).then(
    (tokens) => settle(tokens),
    (error: unknown) => fail(error),
  );
  return first;
}

/** Over SRP unless the app client lets plain passwords only. */
function flowOf({ flows }: AppClient): "USER_SRP_AUTH" | "USER_PASSWORD_AUTH" {
  if (flows === undefined) return "USER_SRP_AUTH";
  const lets = (name: string): boolean => flows.includes(`ALLOW_${name}`) || flows.includes(name);
  return !lets("USER_SRP_AUTH") && lets("USER_PASSWORD_AUTH") ? "USER_PASSWORD_AUTH" : "USER_SRP_AUTH";
}
