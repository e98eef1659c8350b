import { timestamp } from "../../../../core/clock.ts";
import type { UserPoolClient } from "./client.ts";

/** The UserPoolClientType structure. Empty lists and unset members are left out. */
export function describeClient(client: UserPoolClient): Record<string, unknown> {
  const { validity, refreshTokenRotation: rotation } = client;
  return {
    UserPoolId: client.userPoolId,
    ClientName: client.name,
    ClientId: client.id,
    ...optional("ClientSecret", client.secret),
    LastModifiedDate: timestamp(client.modifiedAt),
    CreationDate: timestamp(client.createdAt),
    RefreshTokenValidity: validity.refreshToken,
    ...optional("AccessTokenValidity", validity.accessToken),
    ...optional("IdTokenValidity", validity.idToken),
    TokenValidityUnits: validity.units,
    ...optional("ReadAttributes", client.readAttributes),
    ...optional("WriteAttributes", client.writeAttributes),
    ...optional("ExplicitAuthFlows", client.explicitAuthFlows),
    ...list("SupportedIdentityProviders", client.identityProviders),
    ...list("CallbackURLs", client.callbackUrls),
    ...list("LogoutURLs", client.logoutUrls),
    ...optional("DefaultRedirectURI", client.defaultRedirectUri),
    ...list("AllowedOAuthFlows", client.oauthFlows),
    ...list("AllowedOAuthScopes", client.oauthScopes),
    AllowedOAuthFlowsUserPoolClient: client.oauthEnabled,
    PreventUserExistenceErrors: client.preventUserExistenceErrors,
    EnableTokenRevocation: client.enableTokenRevocation,
    EnablePropagateAdditionalUserContextData: false,
    AuthSessionValidity: client.authSessionMinutes,
    ...(rotation === undefined
      ? {}
      : {
          RefreshTokenRotation: {
            Feature: rotation.feature,
            RetryGracePeriodSeconds: rotation.retryGracePeriodSeconds,
          },
        }),
    ...client.described,
  };
}

function optional(name: string, value: unknown): Record<string, unknown> {
  return value === undefined ? {} : { [name]: value };
}

function list(name: string, items: readonly string[]): Record<string, unknown> {
  return items.length === 0 ? {} : { [name]: items };
}
