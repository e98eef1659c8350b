import { systemClock } from "../../core/clock.ts";
import { systemRandomness } from "../../core/randomness.ts";
import { operationAnswer } from "../../wire/client/operation-answer.ts";
import { operationRequest } from "../../wire/client/operation-request.ts";
import type { ConsolePerson } from "../../wire/console-ports.ts";
import type { ConsoleClient } from "../client/console-client.ts";
import { keptPassword } from "../project/seeded-people.ts";
import type { AppClient, ConsoleSignInSources } from "./sign-ins.ts";

/** Sign-ins go the way of an app: what starts them is not signed. */
export function signInSources(stateDir: string, client: ConsoleClient): ConsoleSignInSources {
  return {
    anonymous: {
      cognito: async <Output>(operation: string, input: object) => {
        const request = operationRequest("cognito-idp", operation, input as Record<string, unknown>);
        return operationAnswer(await client.sendUnsigned(request)) as Output;
      },
    },
    clientOf: (person) => appClientOf(client, person),
    passwordOf: (person) => keptPassword(stateDir, person),
    clock: systemClock,
    randomness: systemRandomness,
  };
}

async function appClientOf(client: ConsoleClient, person: ConsolePerson): Promise<AppClient> {
  const { userPoolId: UserPoolId, clientId: ClientId } = person;
  const { signingName: service, ...request } = operationRequest("cognito-idp", "DescribeUserPoolClient", {
    UserPoolId,
    ClientId,
  });
  const { UserPoolClient } = operationAnswer(await client.send({ service, ...request })) as {
    UserPoolClient: { ClientSecret?: string; ExplicitAuthFlows?: string[] };
  };
  return { secret: UserPoolClient.ClientSecret, flows: UserPoolClient.ExplicitAuthFlows };
}
