import type { UserPoolClient } from "../domain/clients/client.ts";
import type { UserPool } from "../domain/pools/pool.ts";
import { NO_FAILURES, NO_MFA, type User } from "../domain/users/user.ts";

const POOL_ID = "eu-west-1_AbCdEfGhI";

/** A stored pool for tests of rules and stores. */
export function aPool(changes: Partial<UserPool>): UserPool {
  const id = changes.id ?? POOL_ID;
  return {
    id,
    name: "home",
    arn: `arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${id}`,
    createdAt: 1_000,
    modifiedAt: 1_000,
    tier: "ESSENTIALS",
    deletionProtection: "INACTIVE",
    mfa: "OFF",
    softwareTokenMfa: false,
    usernameAttributes: [],
    aliasAttributes: [],
    caseSensitiveUsernames: true,
    autoVerifiedAttributes: [],
    attributesRequiringVerificationBeforeUpdate: [],
    passwordPolicy: {
      minimumLength: 8,
      requireUppercase: true,
      requireLowercase: true,
      requireNumbers: true,
      requireSymbols: true,
      temporaryPasswordValidityDays: 7,
      passwordHistorySize: 0,
    },
    adminCreateUserOnly: false,
    lambdaTriggers: {},
    accountRecovery: undefined,
    schema: [],
    messageTemplates: {},
    tags: {},
    described: {},
    ...changes,
  };
}

/** A stored user for tests. */
export function aUser(changes: Partial<User>): User {
  return {
    userPoolId: POOL_ID,
    sub: "34c84488-e0e1-70ae-d2ee-991ad1a898c8",
    username: "ann",
    attributes: {},
    enabled: true,
    status: "CONFIRMED",
    createdAt: 1_000,
    modifiedAt: 1_000,
    password: undefined,
    passwordHistory: [],
    mfa: NO_MFA,
    failures: NO_FAILURES,
    signedOutAt: 0,
    ...changes,
  };
}

/** A stored app client for tests. */
export function aClient(changes: Partial<UserPoolClient>): UserPoolClient {
  return {
    id: "1example23456789",
    userPoolId: POOL_ID,
    name: "app",
    createdAt: 1_000,
    modifiedAt: 1_000,
    secret: undefined,
    explicitAuthFlows: undefined,
    preventUserExistenceErrors: "LEGACY",
    enableTokenRevocation: true,
    accessTokenSeconds: 3_600,
    idTokenSeconds: 3_600,
    refreshTokenSeconds: 2_592_000,
    validity: { refreshToken: 30, units: {} },
    authSessionMinutes: 3,
    refreshTokenRotation: undefined,
    oauthEnabled: false,
    oauthFlows: [],
    oauthScopes: [],
    callbackUrls: [],
    logoutUrls: [],
    defaultRedirectUri: undefined,
    identityProviders: [],
    readAttributes: undefined,
    writeAttributes: undefined,
    described: {},
    ...changes,
  };
}
