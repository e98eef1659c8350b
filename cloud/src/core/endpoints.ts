/** Addresses under which this cloud serves what AWS serves under host names of its own. */
export interface Endpoints {
  /** `http://localhost:4566` */
  readonly base: string;
  /** `http://127.0.0.1:4566`: where functions find this cloud, whatever names it has outside. */
  readonly loopback: string;
  /** Address of the proxy in front of this cloud, when there is one. */
  readonly publicUrl?: string | undefined;
  /** Issuer of a pool's tokens; discovery and JWKS are under it. */
  issuer(userPoolId: string): string;
  /** Base address of a pool domain, no trailing slash. */
  authDomain(prefix: string): string;
  /** Invoke address of a REST API stage, no trailing slash. */
  restApi(apiId: string, stage: string): string;
  /** Address of a function URL, with a trailing slash as AWS has it. */
  functionUrl(urlId: string): string;
}

export const EXECUTE_API_PATH = "/_aws/execute-api";
export const FUNCTION_URL_PATH = "/_aws/lambda-url";
export const COGNITO_AUTH_PATH = "/_aws/cognito-auth";
/** Host of the cloud's own pages for people: nothing else is served there [DOOR-14]. */
export const PAGES_HOST = "portcullis.localhost";

interface EndpointSettings {
  readonly port: number;
  readonly region: string;
  readonly issuerStyle: "local" | "aws";
  readonly publicUrl?: string;
}

export function createEndpoints(settings: EndpointSettings): Endpoints {
  const { publicUrl } = settings;
  const base = publicUrl ?? `http://localhost:${settings.port}`;
  return {
    base,
    loopback: `http://127.0.0.1:${settings.port}`,
    publicUrl,
    issuer: (userPoolId) =>
      settings.issuerStyle === "aws"
        ? `https://cognito-idp.${settings.region}.amazonaws.com/${userPoolId}`
        : `${base}/${userPoolId}`,
    authDomain: (prefix) => `${base}${COGNITO_AUTH_PATH}/${prefix}`,
    restApi: (apiId, stage) => `${base}${EXECUTE_API_PATH}/${apiId}/${stage}`,
    functionUrl: (urlId) => `${base}${FUNCTION_URL_PATH}/${urlId}/`,
  };
}
