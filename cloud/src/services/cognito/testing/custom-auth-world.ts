import {
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  type CreateUserPoolClientCommandInput,
  type CreateUserPoolCommandInput,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Clock } from "../../../core/clock.ts";
import type { InvocationOutcome } from "../../../core/ports/function-invoker.ts";
import { createWorld } from "./sign-in-world.ts";

export interface TriggerEvent {
  readonly triggerSource: string;
  readonly userName: string;
  readonly callerContext: { readonly clientId: string };
  readonly request: {
    readonly session?: readonly Entry[];
    readonly challengeAnswer?: string;
    readonly privateChallengeParameters?: Record<string, string>;
    readonly clientMetadata?: Record<string, string>;
    readonly userNotFound?: boolean;
    readonly userAttributes: Record<string, string>;
  };
}

export interface Entry {
  readonly challengeName: string;
  readonly challengeResult: boolean;
  readonly challengeMetadata: string | null;
}

type Answer = Record<string, unknown> | InvocationOutcome;
export type TriggerFunction = (event: TriggerEvent) => Answer | Promise<Answer>;

const ARN = "arn:aws:lambda:eu-west-1:123456789012:function:";
export const CUSTOM_TRIGGERS = {
  DefineAuthChallenge: `${ARN}DefineAuthChallenge`,
  CreateAuthChallenge: `${ARN}CreateAuthChallenge`,
  VerifyAuthChallengeResponse: `${ARN}VerifyAuthChallengeResponse`,
};

/** Three answers, then it is over: what most published Define functions do. */
export const THREE_TRIES: TriggerFunction = ({ request }) => {
  const rounds = (request.session ?? []).filter(({ challengeName }) => challengeName === "CUSTOM_CHALLENGE");
  if (rounds.at(-1)?.challengeResult === true) return { issueTokens: true, failAuthentication: false };
  if (rounds.length >= 3) return { issueTokens: false, failAuthentication: true };
  return { issueTokens: false, failAuthentication: false, challengeName: "CUSTOM_CHALLENGE" };
};

const ASKS_A_COLOUR: TriggerFunction = ({ request }) => ({
  publicChallengeParameters: { question: "colour" },
  privateChallengeParameters: { answer: "blue" },
  challengeMetadata: `ROUND-${(request.session ?? []).length + 1}`,
});

const COMPARES: TriggerFunction = ({ request }) => ({
  answerCorrect: request.challengeAnswer === request.privateChallengeParameters?.["answer"],
});

/** A service whose pools sign in by the functions that a test gives; every event is kept. */
export async function createCustomAuthWorld<Time extends Clock>(clock: Time) {
  const events: TriggerEvent[] = [];
  const functions = new Map<string, TriggerFunction>();
  const world = await createWorld({
    clock,
    functionInvoker: {
      invoke: async ({ functionArn, payload }): Promise<InvocationOutcome> => {
        const event = JSON.parse(payload.toString()) as TriggerEvent & { readonly response: object };
        events.push(event);
        const name = functionArn.slice(ARN.length);
        const answer = await (functions.get(name) ?? (() => ({})))(event);
        if ("kind" in answer) return answer as InvocationOutcome;
        const response = { ...event.response, ...answer };
        return { kind: "success", payload: Buffer.from(JSON.stringify({ ...event, response })) };
      },
    },
  });
  const reset = (): void => {
    events.length = 0;
    functions.clear();
    functions.set("DefineAuthChallenge", THREE_TRIES);
    functions.set("CreateAuthChallenge", ASKS_A_COLOUR);
    functions.set("VerifyAuthChallengeResponse", COMPARES);
  };
  reset();
  const names = (): string[] => events.map(({ triggerSource }) => triggerSource.split("_")[0] ?? "");
  return {
    ...world,
    clock,
    events,
    functions,
    reset,
    names,
    createPool: (input: Partial<CreateUserPoolCommandInput> = {}) =>
      world.createPool({ LambdaConfig: CUSTOM_TRIGGERS, ...input }),
    createClient: (pool: string, input: Partial<CreateUserPoolClientCommandInput> = {}) =>
      world.createClient(pool, { ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH"], ...input }),
    start: (ClientId: string, USERNAME: string, more: Record<string, string> = {}) =>
      world.client.send(
        new InitiateAuthCommand({
          ClientId,
          AuthFlow: "CUSTOM_AUTH",
          AuthParameters: { USERNAME, ...more },
          ClientMetadata: { from: "initiate" },
        }),
      ),
    respond: (
      ClientId: string,
      Session: string | undefined,
      ChallengeResponses: Record<string, string>,
      ClientMetadata?: Record<string, string>,
    ) =>
      world.client.send(
        new RespondToAuthChallengeCommand({
          ...{ ClientId, Session, ChallengeResponses, ClientMetadata },
          ChallengeName: "CUSTOM_CHALLENGE",
        }),
      ),
    adminStart: (UserPoolId: string, ClientId: string, USERNAME: string) =>
      world.client.send(
        new AdminInitiateAuthCommand({
          ...{ UserPoolId, ClientId },
          AuthFlow: "CUSTOM_AUTH",
          AuthParameters: { USERNAME },
        }),
      ),
    adminRespond: (
      UserPoolId: string,
      ClientId: string,
      Session: string | undefined,
      ANSWER: string,
      USERNAME: string,
    ) =>
      world.client.send(
        new AdminRespondToAuthChallengeCommand({
          ...{ UserPoolId, ClientId, Session },
          ChallengeName: "CUSTOM_CHALLENGE",
          ChallengeResponses: { USERNAME, ANSWER },
        }),
      ),
  };
}
