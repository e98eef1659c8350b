/** An app client as it is stored; effective values, not what was left out. */
export interface UserPoolClient {
  /** 26 characters `[a-z0-9]` */
  readonly id: string;
  readonly userPoolId: string;
  readonly name: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** Undefined for public clients. */
  readonly secret: string | undefined;
  /** Undefined when ExplicitAuthFlows was left out (SRP, refresh and custom are then effective). */
  readonly explicitAuthFlows: readonly string[] | undefined;
  readonly preventUserExistenceErrors: "LEGACY" | "ENABLED";
  readonly enableTokenRevocation: boolean;
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  /** As given, for DescribeUserPoolClient. */
  readonly validity: {
    readonly accessToken?: number;
    readonly idToken?: number;
    readonly refreshToken: number;
    readonly units: Readonly<Record<string, string>>;
  };
  readonly authSessionMinutes: number;
  readonly refreshTokenRotation:
    | { readonly feature: "ENABLED" | "DISABLED"; readonly retryGracePeriodSeconds: number }
    | undefined;
  readonly oauthEnabled: boolean;
  readonly oauthFlows: readonly ("code" | "implicit" | "client_credentials")[];
  readonly oauthScopes: readonly string[];
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  readonly defaultRedirectUri: string | undefined;
  readonly identityProviders: readonly string[];
  /** Undefined: every standard attribute (the default of the API). */
  readonly readAttributes: readonly string[] | undefined;
  readonly writeAttributes: readonly string[] | undefined;
  /** Given and described, not acted on. */
  readonly described: Readonly<Record<string, unknown>>;
}
