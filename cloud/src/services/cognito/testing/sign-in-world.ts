import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SetUserPoolMfaConfigCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { Secret, TOTP } from "otpauth";
import { vi } from "vitest";
import { systemRandomness } from "../../../core/randomness.ts";
import { formatTimestamp } from "../domain/sign-in/with-srp.ts";
import { createSrpClient } from "../domain/srp/testing/client.ts";
import type { CognitoDependencies } from "../index.ts";
import { serveCognito } from "./service.ts";

// Every pool makes two RSA keys, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

export const PASSWORD = "Correct-horse-1";

/** A pool, a public client and a confirmed person, behind a real server. */
export async function createWorld(changes: Partial<CognitoDependencies> = {}) {
  const cloud = await serveCognito(changes);
  const clock = changes.clock ?? cloud.clock;
  const api = cloud.client;

  const createPool = async (input: Partial<CreateUserPoolCommandInput> = {}): Promise<string> => {
    const { UserPool } = await api.send(
      new CreateUserPoolCommand({
        PoolName: "home",
        UsernameAttributes: ["email"],
        AutoVerifiedAttributes: ["email"],
        ...input,
      }),
    );
    return UserPool?.Id ?? "";
  };
  const createClient = async (UserPoolId: string, input: Partial<CreateUserPoolClientCommandInput> = {}) => {
    const { UserPoolClient } = await api.send(
      new CreateUserPoolClientCommand({
        UserPoolId,
        ClientName: "app",
        ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
        ...input,
      }),
    );
    return { id: UserPoolClient?.ClientId ?? "", secret: UserPoolClient?.ClientSecret ?? "" };
  };
  const createPerson = async (UserPoolId: string, Username: string, permanent = true): Promise<string> => {
    const { User } = await api.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username,
        TemporaryPassword: PASSWORD,
        MessageAction: "SUPPRESS",
        UserAttributes: [{ Name: "email_verified", Value: "true" }],
      }),
    );
    if (permanent) {
      await api.send(
        new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: PASSWORD, Permanent: true }),
      );
    }
    return User?.Username ?? "";
  };
  const requireMfa = (UserPoolId: string, MfaConfiguration: "ON" | "OPTIONAL") =>
    api.send(
      new SetUserPoolMfaConfigCommand({
        UserPoolId,
        MfaConfiguration,
        SoftwareTokenMfaConfiguration: { Enabled: true },
      }),
    );
  const withPassword = (ClientId: string, USERNAME: string, password = PASSWORD) =>
    api.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME, PASSWORD: password },
      }),
    );
  const answer = (
    ClientId: string,
    ChallengeName: "NEW_PASSWORD_REQUIRED" | "MFA_SETUP" | "SOFTWARE_TOKEN_MFA" | "SELECT_MFA_TYPE",
    Session: string | undefined,
    ChallengeResponses: Record<string, string>,
  ) => api.send(new RespondToAuthChallengeCommand({ ClientId, ChallengeName, Session, ChallengeResponses }));

  /** SRP up to its answer, so that tests can spoil any part of it. */
  const startSrp = async (UserPoolId: string, ClientId: string, USERNAME: string) => {
    const srp = createSrpClient(systemRandomness.bytes(64));
    const begun = await api.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: "USER_SRP_AUTH",
        AuthParameters: { USERNAME, SRP_A: srp.srpA },
      }),
    );
    const parameters = begun.ChallengeParameters ?? {};
    const responses = (password = PASSWORD, timestamp = formatTimestamp(clock.now())) => ({
      USERNAME: parameters["USER_ID_FOR_SRP"] ?? "",
      PASSWORD_CLAIM_SECRET_BLOCK: parameters["SECRET_BLOCK"] ?? "",
      TIMESTAMP: timestamp,
      PASSWORD_CLAIM_SIGNATURE: srp.sign(
        {
          userPoolId: UserPoolId,
          userId: parameters["USER_ID_FOR_SRP"] ?? "",
          salt: parameters["SALT"] ?? "",
          srpB: parameters["SRP_B"] ?? "",
          secretBlock: parameters["SECRET_BLOCK"] ?? "",
        },
        password,
        timestamp,
      ),
    });
    const finish = (ChallengeResponses: Record<string, string>, clientId = ClientId) =>
      api.send(
        new RespondToAuthChallengeCommand({
          ClientId: clientId,
          ChallengeName: "PASSWORD_VERIFIER",
          ChallengeResponses,
        }),
      );
    return { begun, parameters, responses, finish };
  };
  return {
    ...cloud,
    createPool,
    createClient,
    createPerson,
    requireMfa,
    withPassword,
    answer,
    startSrp,
    /** What the person's authenticator app shows now, or some steps from now. */
    appCode: (secretCode: string, steps = 0): string =>
      new TOTP({ secret: Secret.fromBase32(secretCode) }).generate({
        timestamp: clock.now() + steps * 30_000,
      }),
  };
}

/** The claims of a token, unverified: tests look at what was written. */
export function claimsOf(token: string | undefined): Record<string, unknown> {
  const payload = token?.split(".")[1] ?? "";
  return JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as Record<string, unknown>;
}
