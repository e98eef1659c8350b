/** Members of CreateUserPoolClient and UpdateUserPoolClient. What is left out takes AWS's default. */
export interface ClientSettings {
  readonly UserPoolId: string;
  readonly ClientName?: string;
  readonly RefreshTokenValidity?: number;
  readonly AccessTokenValidity?: number;
  readonly IdTokenValidity?: number;
  readonly TokenValidityUnits?: TokenValidityUnits;
  readonly ReadAttributes?: readonly string[];
  readonly WriteAttributes?: readonly string[];
  readonly ExplicitAuthFlows?: readonly string[];
  readonly SupportedIdentityProviders?: readonly string[];
  readonly CallbackURLs?: readonly string[];
  readonly LogoutURLs?: readonly string[];
  readonly DefaultRedirectURI?: string;
  readonly AllowedOAuthFlows?: readonly ("code" | "implicit" | "client_credentials")[];
  readonly AllowedOAuthScopes?: readonly string[];
  readonly AllowedOAuthFlowsUserPoolClient?: boolean;
  readonly AnalyticsConfiguration?: object;
  readonly PreventUserExistenceErrors?: "LEGACY" | "ENABLED";
  readonly EnableTokenRevocation?: boolean;
  readonly EnablePropagateAdditionalUserContextData?: boolean;
  readonly AuthSessionValidity?: number;
  readonly RefreshTokenRotation?: {
    readonly Feature: "ENABLED" | "DISABLED";
    readonly RetryGracePeriodSeconds?: number;
  };
}

export type TokenKind = "AccessToken" | "IdToken" | "RefreshToken";
export type TimeUnit = "seconds" | "minutes" | "hours" | "days";
export type TokenValidityUnits = { readonly [Kind in TokenKind]?: TimeUnit };

export interface CreateClientInput extends ClientSettings {
  readonly ClientName: string;
  readonly GenerateSecret?: boolean;
  readonly ClientSecret?: string;
}

export interface UpdateClientInput extends ClientSettings {
  readonly ClientId: string;
}
