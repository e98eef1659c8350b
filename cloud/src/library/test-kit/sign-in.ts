import type { Clock } from "../../core/clock.ts";
import { UserError } from "../../core/errors.ts";
import { systemRandomness } from "../../core/randomness.ts";
import { Authenticator } from "../../runtime/client/sign-in/authenticator.ts";
import { type Answers, signIn as signInOverHttp } from "../../runtime/client/sign-in/sign-in.ts";
import type { Cloud } from "../../runtime/cloud.ts";
import { newPassword } from "../../runtime/project/people.ts";
import { sourceOfCloud } from "../../runtime/resources/cloud-source.ts";
import { createResourceFinder } from "../../runtime/resources/finder.ts";
import { createPeople, type Person } from "./people.ts";
import type { SignInRequest, TestCloud } from "./test-cloud.ts";

interface AppClient {
  readonly ClientSecret?: string;
  readonly ExplicitAuthFlows?: readonly string[];
}

const OPTION_NAMES: Readonly<Record<string, string>> = { pool: "userPoolId", client: "clientId" };

export function createSignIn(cloud: Cloud, clock: Clock): TestCloud["signIn"] {
  const { client } = cloud;
  const people = createPeople(client);
  return async (request = {}) => {
    const { userPoolId, clientId } = await placeOf(cloud, request);
    const person = await people.ready(userPoolId, request);
    if (request.totpSecret !== undefined)
      person.authenticator ??= new Authenticator(request.totpSecret, clock);
    const { UserPoolClient } = await client.cognito<{ UserPoolClient: AppClient }>("DescribeUserPoolClient", {
      UserPoolId: userPoolId,
      ClientId: clientId,
    });
    const tokens = await signInOverHttp({
      client,
      userPoolId,
      clientId,
      clientSecret: UserPoolClient.ClientSecret,
      flow: flowOf(UserPoolClient),
      username: person.username,
      answers: answersOf(person, clock),
      clock,
      randomness: systemRandomness,
    });
    return {
      userPoolId,
      clientId,
      username: person.username,
      password: person.password,
      accessToken: tokens.AccessToken,
      idToken: tokens.IdToken,
      refreshToken: tokens.RefreshToken,
      expiresIn: tokens.ExpiresIn,
    };
  };
}

async function placeOf(cloud: Cloud, request: SignInRequest) {
  const finder = createResourceFinder(sourceOfCloud(cloud), {
    only: [],
    nextCommand: "cloud.deploy(…)",
    settingOf: (option) => OPTION_NAMES[option] ?? option,
  });
  const userPoolId = await finder.userPool(request.userPoolId);
  return { userPoolId, clientId: await finder.appClient(userPoolId, request.clientId) };
}

/** Over SRP, unless the app client takes plain passwords and nothing better. */
function flowOf({ ExplicitAuthFlows: flows = [] }: AppClient): "USER_SRP_AUTH" | "USER_PASSWORD_AUTH" {
  const isPlainOnly = flows.includes("ALLOW_USER_PASSWORD_AUTH") && !flows.includes("ALLOW_USER_SRP_AUTH");
  return isPlainOnly ? "USER_PASSWORD_AUTH" : "USER_SRP_AUTH";
}

function answersOf(person: Person, clock: Clock): Answers {
  return {
    password: async () => person.password,
    newPassword: async () => {
      person.password = newPassword();
      return person.password;
    },
    code: async (secret) => {
      if (secret !== undefined) person.authenticator = new Authenticator(secret, clock);
      if (person.authenticator !== undefined) return person.authenticator.next();
      throw new UserError(`${person.username} has an authenticator app: give its totpSecret.`);
    },
  };
}
