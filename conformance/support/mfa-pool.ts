import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  SetUserPoolMfaConfigCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { Secret, TOTP } from "otpauth";

export interface MfaPool {
  readonly userPoolId: string;
  readonly clientId: string;
}

/** A pool of its own in which every person needs an authenticator app. */
export async function createMfaPool(cognito: CognitoIdentityProviderClient): Promise<MfaPool> {
  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({
      PoolName: "with-mfa",
      UsernameAttributes: ["email"],
      AutoVerifiedAttributes: ["email"],
    }),
  );
  const userPoolId = UserPool?.Id ?? "";
  await cognito.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: userPoolId,
      MfaConfiguration: "ON",
      SoftwareTokenMfaConfiguration: { Enabled: true },
    }),
  );
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId: userPoolId,
      ClientName: "app",
      ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      PreventUserExistenceErrors: "ENABLED",
    }),
  );
  return { userPoolId, clientId: UserPoolClient?.ClientId ?? "" };
}

/** A person with a permanent password, or with a temporary one as after an invitation. */
export async function createPerson(
  cognito: CognitoIdentityProviderClient,
  pool: MfaPool,
  person: { email: string; password: string; temporary?: boolean },
): Promise<void> {
  await cognito.send(
    new AdminCreateUserCommand({
      UserPoolId: pool.userPoolId,
      Username: person.email,
      MessageAction: "SUPPRESS",
      TemporaryPassword: person.password,
      UserAttributes: [
        { Name: "email", Value: person.email },
        { Name: "email_verified", Value: "true" },
      ],
    }),
  );
  if (person.temporary === true) return;
  await cognito.send(
    new AdminSetUserPasswordCommand({
      UserPoolId: pool.userPoolId,
      Username: person.email,
      Password: person.password,
      Permanent: true,
    }),
  );
}

/** An authenticator app. A code is never made twice: `next` steps to the following period. */
export class Authenticator {
  readonly #totp: TOTP;
  #periods = 0;

  constructor(secret: string) {
    this.#totp = new TOTP({ secret: Secret.fromBase32(secret) });
  }

  /** The code of the present period, plus one period for every code handed out before. */
  next(): string {
    const code = this.#totp.generate({ timestamp: Date.now() + this.#periods * 30_000 });
    this.#periods += 1;
    return code;
  }

  /** A code of long ago. */
  stale(): string {
    return this.#totp.generate({ timestamp: Date.now() - 3_600_000 });
  }
}
