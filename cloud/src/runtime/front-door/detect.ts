import { COGNITO_AUTH_PATH, EXECUTE_API_PATH } from "../../core/endpoints.ts";
import type { HttpRequest } from "../../wire/http.ts";

/** Where a request goes. */
export type Route =
  | { readonly kind: "internal"; readonly path: string }
  | { readonly kind: "execute-api"; readonly apiId: string; readonly path: string }
  | { readonly kind: "hosted"; readonly prefix: string; readonly basePath: string; readonly path: string }
  | { readonly kind: "discovery"; readonly userPoolId: string; readonly path: string }
  | { readonly kind: "service"; readonly service: ServiceName }
  | { readonly kind: "unknown-service"; readonly name: string }
  | { readonly kind: "nothing" };

export type ServiceName =
  | "cognito"
  | "s3"
  | "lambda"
  | "apigateway"
  | "iot"
  | "iam"
  | "sts"
  | "logs"
  | "cloudformation"
  | "cloudcontrol";

/** What the detection needs to know of S3: its hosts and bucket names are free text. */
export interface BucketDirectory {
  ownsHost(host: string): boolean;
  hasBucket(name: string): boolean;
}

type Rule = (request: HttpRequest, host: string, buckets: BucketDirectory) => Route | undefined;

const SIGNING_NAMES: ReadonlyMap<string, ServiceName> = new Map([
  ["cognito-idp", "cognito"],
  ["s3", "s3"],
  ["lambda", "lambda"],
  ["apigateway", "apigateway"],
  ["iotdata", "iot"],
  ["iotdevicegateway", "iot"],
  ["iot", "iot"],
  ["iam", "iam"],
  ["sts", "sts"],
  ["logs", "logs"],
  ["cloudformation", "cloudformation"],
  ["cloudcontrolapi", "cloudcontrol"],
]);

const TARGETS: ReadonlyMap<string, ServiceName> = new Map([
  ["AWSCognitoIdentityProviderService", "cognito"],
  ["CloudApiService", "cloudcontrol"],
  ["Logs_20140328", "logs"],
]);

/** Paths by which an unsigned request shows which REST service it means. */
const UNSIGNED_PATHS: readonly (readonly [string, ServiceName])[] = [
  ["/topics/", "iot"],
  ["/retainedMessage", "iot"],
  ["/2014-11-13/functions", "lambda"],
  ["/2015-03-31/functions", "lambda"],
  ["/2017-03-31/", "lambda"],
  ["/2017-10-31/functions", "lambda"],
  ["/2018-10-31/layers", "lambda"],
  ["/2019-09-25/functions", "lambda"],
  ["/2019-09-30/functions", "lambda"],
  ["/restapis", "apigateway"],
];

/** First match wins; a request that no rule knows is refused, never guessed at [DOOR-3]. */
const RULES: readonly Rule[] = [
  internal,
  executeApiPath,
  executeApiHost,
  hostedPath,
  hostedHost,
  discovery,
  jsonTarget,
  jsonPreflight,
  signature,
  bucketHost,
  unsignedPath,
  unsignedQuery,
  bucketPath,
];

export function detect(request: HttpRequest, buckets: BucketDirectory): Route {
  const host = hostOf(request);
  for (const rule of RULES) {
    const route = rule(request, host, buckets);
    if (route !== undefined) return route;
  }
  return { kind: "nothing" };
}

/** Host without port, lower case. */
export function hostOf(request: HttpRequest): string {
  return (request.headers["host"] ?? "").toLowerCase().replace(/:\d+$/, "");
}

function internal({ path }: HttpRequest): Route | undefined {
  return path.startsWith("/_portcullis/") ? { kind: "internal", path } : undefined;
}

function executeApiPath({ path }: HttpRequest): Route | undefined {
  const rest = below(path, EXECUTE_API_PATH);
  if (rest === undefined) return undefined;
  return { kind: "execute-api", apiId: rest.name, path: rest.path };
}

function executeApiHost({ path }: HttpRequest, host: string): Route | undefined {
  const apiId = /^([a-z0-9]+)\.execute-api\./.exec(host)?.[1];
  return apiId === undefined ? undefined : { kind: "execute-api", apiId, path };
}

function hostedPath({ path }: HttpRequest): Route | undefined {
  const rest = below(path, COGNITO_AUTH_PATH);
  if (rest === undefined) return undefined;
  return {
    kind: "hosted",
    prefix: rest.name,
    basePath: `${COGNITO_AUTH_PATH}/${rest.name}`,
    path: rest.path,
  };
}

function hostedHost({ path }: HttpRequest, host: string): Route | undefined {
  const prefix = /^([a-z0-9-]+)\.auth\./.exec(host)?.[1];
  return prefix === undefined ? undefined : { kind: "hosted", prefix, basePath: "", path };
}

function discovery({ path }: HttpRequest): Route | undefined {
  const match = /^\/([\w-]{1,45}_[0-9a-zA-Z]{1,32})(\/\.well-known\/.*)$/.exec(path);
  const [, userPoolId, rest] = match ?? [];
  if (userPoolId === undefined || rest === undefined) return undefined;
  return { kind: "discovery", userPoolId, path: rest };
}

function jsonTarget({ headers }: HttpRequest): Route | undefined {
  const target = headers["x-amz-target"];
  if (target === undefined) return undefined;
  const prefix = target.split(".")[0] ?? "";
  return serviceRoute(TARGETS.get(prefix), prefix);
}

/** A browser asks before it posts with `x-amz-target` (Amplify on the web). */
function jsonPreflight({ method, path, headers }: HttpRequest): Route | undefined {
  const asked = headers["access-control-request-headers"] ?? "";
  if (method !== "OPTIONS" || path !== "/" || !asked.toLowerCase().includes("x-amz-target")) return undefined;
  return { kind: "service", service: "cognito" };
}

function signature({ headers, query }: HttpRequest): Route | undefined {
  const credential =
    /\bCredential=[^,/\s]+\/[^,/\s]*\/[^,/\s]*\/([^,/\s]+)\//.exec(headers["authorization"] ?? "")?.[1] ??
    /X-Amz-Credential=[^&]*?(?:%2F|\/)\d{8}(?:%2F|\/)[^&%/]+(?:%2F|\/)([^&%/]+)/i.exec(query)?.[1];
  return credential === undefined ? undefined : serviceRoute(SIGNING_NAMES.get(credential), credential);
}

function bucketHost(_request: HttpRequest, host: string, buckets: BucketDirectory): Route | undefined {
  return buckets.ownsHost(host) ? { kind: "service", service: "s3" } : undefined;
}

function unsignedPath({ path }: HttpRequest): Route | undefined {
  const row = UNSIGNED_PATHS.find(([prefix]) => path.startsWith(prefix));
  return row === undefined ? undefined : { kind: "service", service: row[1] };
}

/** Which query service is meant stands in the body; without a signature all refuse alike. */
function unsignedQuery({ method, path, headers }: HttpRequest): Route | undefined {
  const form = (headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
  return method === "POST" && path === "/" && form ? { kind: "service", service: "sts" } : undefined;
}

function bucketPath({ path }: HttpRequest, _host: string, buckets: BucketDirectory): Route | undefined {
  const name = path.split("/")[1] ?? "";
  return name !== "" && buckets.hasBucket(name) ? { kind: "service", service: "s3" } : undefined;
}

function serviceRoute(service: ServiceName | undefined, name: string): Route {
  return service === undefined ? { kind: "unknown-service", name } : { kind: "service", service };
}

function below(path: string, prefix: string): { name: string; path: string } | undefined {
  if (!path.startsWith(`${prefix}/`)) return undefined;
  const rest = path.slice(prefix.length + 1);
  const slash = rest.indexOf("/");
  return slash === -1 ? { name: rest, path: "/" } : { name: rest.slice(0, slash), path: rest.slice(slash) };
}
