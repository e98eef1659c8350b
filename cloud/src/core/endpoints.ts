/** Addresses under which this cloud serves what AWS serves under host names of its own. */
export interface Endpoints {
  /** `http://localhost:4566` */
  readonly base: string;
  /** Issuer of a pool's tokens; discovery and JWKS are under it. */
  issuer(userPoolId: string): string;
  /** Base address of a pool domain, no trailing slash. */
  authDomain(prefix: string): string;
  /** Invoke address of a REST API stage, no trailing slash. */
  restApi(apiId: string, stage: string): string;
}

export const EXECUTE_API_PATH = "/_aws/execute-api";
export const COGNITO_AUTH_PATH = "/_aws/cognito-auth";

interface EndpointSettings {
  readonly port: number;
  readonly region: string;
  readonly issuerStyle: "local" | "aws";
}

export function createEndpoints(settings: EndpointSettings): Endpoints {
  const base = `http://localhost:${settings.port}`;
  return {
    base,
    issuer: (userPoolId) =>
      settings.issuerStyle === "aws"
        ? `https://cognito-idp.${settings.region}.amazonaws.com/${userPoolId}`
        : `${base}/${userPoolId}`,
    authDomain: (prefix) => `${base}${COGNITO_AUTH_PATH}/${prefix}`,
    restApi: (apiId, stage) => `${base}${EXECUTE_API_PATH}/${apiId}/${stage}`,
  };
}
