import type { Member, Shape } from "../../../../wire/constraints.ts";
import { USER_POOL_ID } from "../../constants.ts";

const CLIENT_NAME: Member = { type: "string", min: 1, max: 128, pattern: "[\\w\\s+=,.@-]+" };
const URL_TEXT: Member = { type: "string", min: 1, max: 1024, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" };
const UNIT: Member = { type: "string", enum: ["seconds", "minutes", "hours", "days"] };
const ATTRIBUTE: Member = { type: "string", min: 1, max: 2048 };

/** Members that CreateUserPoolClient and UpdateUserPoolClient share. */
export const CLIENT_SETTINGS: Shape = {
  UserPoolId: USER_POOL_ID,
  ClientName: CLIENT_NAME,
  RefreshTokenValidity: { type: "integer", atLeast: 0, atMost: 315_360_000 },
  AccessTokenValidity: { type: "integer", atLeast: 1, atMost: 86_400 },
  IdTokenValidity: { type: "integer", atLeast: 1, atMost: 86_400 },
  TokenValidityUnits: {
    type: "structure",
    members: { AccessToken: UNIT, IdToken: UNIT, RefreshToken: UNIT },
  },
  ReadAttributes: { type: "list", items: ATTRIBUTE },
  WriteAttributes: { type: "list", items: ATTRIBUTE },
  ExplicitAuthFlows: {
    type: "list",
    items: {
      type: "string",
      enum: [
        "ADMIN_NO_SRP_AUTH",
        "CUSTOM_AUTH_FLOW_ONLY",
        "USER_PASSWORD_AUTH",
        "ALLOW_ADMIN_USER_PASSWORD_AUTH",
        "ALLOW_CUSTOM_AUTH",
        "ALLOW_USER_PASSWORD_AUTH",
        "ALLOW_USER_SRP_AUTH",
        "ALLOW_REFRESH_TOKEN_AUTH",
        "ALLOW_USER_AUTH",
      ],
    },
  },
  SupportedIdentityProviders: {
    type: "list",
    items: { type: "string", min: 1, max: 32, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\p{Z}]+" },
  },
  CallbackURLs: { type: "list", min: 0, max: 100, items: URL_TEXT },
  LogoutURLs: { type: "list", min: 0, max: 100, items: URL_TEXT },
  DefaultRedirectURI: URL_TEXT,
  AllowedOAuthFlows: {
    type: "list",
    min: 0,
    max: 3,
    items: { type: "string", enum: ["code", "implicit", "client_credentials"] },
  },
  AllowedOAuthScopes: {
    type: "list",
    max: 50,
    items: { type: "string", min: 1, max: 256, pattern: "[\\x21\\x23-\\x5B\\x5D-\\x7E]+" },
  },
  AllowedOAuthFlowsUserPoolClient: { type: "boolean" },
  AnalyticsConfiguration: { type: "structure" },
  PreventUserExistenceErrors: { type: "string", enum: ["LEGACY", "ENABLED"] },
  EnableTokenRevocation: { type: "boolean" },
  EnablePropagateAdditionalUserContextData: { type: "boolean" },
  AuthSessionValidity: { type: "integer", atLeast: 3, atMost: 15 },
  RefreshTokenRotation: {
    type: "structure",
    members: {
      Feature: { type: "string", required: true, enum: ["ENABLED", "DISABLED"] },
      RetryGracePeriodSeconds: { type: "integer", atLeast: 0, atMost: 60 },
    },
  },
};
