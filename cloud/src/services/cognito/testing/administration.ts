import {
  CognitoIdentityProviderClient,
  type CognitoIdentityProviderClientConfig,
} from "@aws-sdk/client-cognito-identity-provider";
import { anonymous } from "../../../core/caller.ts";
import { silentLogger } from "../../../core/logger.ts";
import type { FunctionInvoker, InvocationOutcome } from "../../../core/ports/function-invoker.ts";
import { noTrace } from "../../../core/ports/trace.ts";
import { systemRandomness } from "../../../core/randomness.ts";
import { ManualClock } from "../../../core/testing/manual-clock.ts";
import type { Database } from "../../../store/database.ts";
import { createSealer } from "../../../store/sealing.ts";
import { openDatabase } from "../../../store/sqlite.ts";
import type { Authentication } from "../../../wire/authentication.ts";
import { serve } from "../../../wire/pipeline.ts";
import { AWS_JSON_BODY_LIMIT, awsJson } from "../../../wire/protocols/aws-json.ts";
import { listen } from "../../../wire/testing/listen.ts";
import { createAdministration } from "../api/administration.ts";
import { createOneTimeCodes } from "../domain/codes/one-time-codes.ts";
import { createMessenger } from "../domain/messages/pool-messenger.ts";
import { createSqliteMailbox } from "../domain/messages/sqlite-mailbox.ts";
import { createCognitoStores } from "../domain/stores.ts";
import { createCausingRequest } from "../domain/triggers/causing-request.ts";
import { createTriggers } from "../domain/triggers/lambda-triggers.ts";
import type { Passwords } from "../domain/users/passwords.ts";
import { SIGNING_NAME, TARGET_PREFIX } from "../shared/constants.ts";

export const TEST_SCOPE = { region: "eu-west-1", accountId: "123456789012" };

/** Takes every signature; what is tested is behind it. */
export const permissiveAuthentication: Authentication = {
  authenticate: () => ({
    caller: anonymous,
    signature: "",
    scope: "",
    date: "",
    signingKey: Buffer.alloc(0),
  }),
};

/** Passwords without the arithmetic of SRP: the tests of administration are not about it. */
export function plainPasswords(clock: ManualClock): Passwords {
  return {
    derive: async (_pool, _user, password, temporary) => ({
      salt: "00",
      sealedVerifier: Buffer.from(password).toString("base64"),
      setAt: clock.now(),
      temporary,
    }),
    matches: async (_pool, _user, stored, password) =>
      stored.sealedVerifier === Buffer.from(password).toString("base64"),
    verifier: () => Buffer.alloc(0),
  };
}

export type FunctionStub = (event: Record<string, unknown>) => InvocationOutcome;

/** The administration operations behind a real HTTP server, called by the real SDK. */
export async function serveAdministration(options: { database?: Database } = {}) {
  const clock = new ManualClock();
  const database = options.database ?? openDatabase(":memory:");
  const functions = new Map<string, FunctionStub>();
  const functionInvoker: FunctionInvoker = {
    invoke: async ({ functionArn, payload }) =>
      functions.get(functionArn)?.(JSON.parse(payload.toString()) as Record<string, unknown>) ?? {
        kind: "refused",
        code: "ResourceNotFoundException",
        message: "Function not found",
      },
  };
  const stores = createCognitoStores(database, Buffer.alloc(32, 7));
  const causingRequest = createCausingRequest();
  const triggers = createTriggers({ functionInvoker, causingRequest, scope: TEST_SCOPE });
  const mailbox = createSqliteMailbox(database, createSealer(Buffer.alloc(32, 7), "cognito/mailbox"));
  const passwords = plainPasswords(clock);
  const administration = createAdministration({
    stores,
    triggers,
    messenger: createMessenger({ triggers, mailbox, clock }),
    passwords,
    codes: createOneTimeCodes({
      database,
      masterKey: Buffer.alloc(32, 7),
      clock,
      randomness: systemRandomness,
    }),
    clock,
    randomness: systemRandomness,
    scope: TEST_SCOPE,
  });
  const server = await listen(
    serve(
      {
        name: "cognito-idp",
        signingNames: [SIGNING_NAME],
        body: AWS_JSON_BODY_LIMIT,
        protocol: awsJson({
          targetPrefix: TARGET_PREFIX,
          version: "1.1",
          operations: administration.operations,
          model: "cognito-idp",
        }),
      },
      {
        authentication: permissiveAuthentication,
        authorization: { decide: () => ({ allowed: true, message: "", explanation: "" }) },
        scope: TEST_SCOPE,
        trace: noTrace,
        logger: silentLogger,
      },
    ),
  );
  const client = new CognitoIdentityProviderClient(clientConfig(server.url));
  return {
    client,
    clock,
    stores,
    mailbox,
    functions,
    passwords,
    administration,
    url: server.url,
    close: async () => {
      client.destroy();
      await server.close();
      database.close();
    },
  };
}

function clientConfig(endpoint: string): CognitoIdentityProviderClientConfig {
  return {
    endpoint,
    region: TEST_SCOPE.region,
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "not-a-secret" },
    maxAttempts: 1,
  };
}

/** What a refused call answers: `Name: text`. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error) return `${error.name}: ${error.message}`;
    throw error;
  }
  return "not refused";
}

/** A function that answers its event with `change` applied to the response. */
export function answering(change: Record<string, unknown>): FunctionStub {
  return (event) => ({
    kind: "success",
    payload: Buffer.from(
      JSON.stringify({ ...event, response: { ...(event["response"] as object), ...change } }),
    ),
  });
}
