import { PAGES_HOST } from "../../core/endpoints.ts";
import type { HttpRequest } from "../../wire/http.ts";
import type { ServiceAddress, ServiceInstance, ServiceModule } from "../../wire/service-module.ts";
import { isOwnName } from "./own-names.ts";

/** Where a request goes. */
export type Route =
  | { readonly kind: "internal"; readonly path: string }
  /** An address of a service that is no AWS API: a deployed API, sign-in pages, keys. */
  | {
      readonly kind: "address";
      readonly service: string;
      readonly address: string;
      readonly match: object;
    }
  | { readonly kind: "service"; readonly service: string }
  | { readonly kind: "unknown-service"; readonly name: string }
  /** The name of another site. */
  | { readonly kind: "foreign-host" }
  | { readonly kind: "nothing" };

/** What the detection asks of a running service. */
export type Claims = Pick<ServiceInstance, "ownsHost" | "ownsPath">;

/** The tables of the front door, made from the modules. */
interface Tables {
  readonly signingNames: ReadonlyMap<string, string>;
  readonly targets: ReadonlyMap<string, string>;
  readonly hosts: readonly Address[];
  readonly paths: readonly Address[];
  readonly unsignedPaths: readonly (readonly [prefix: string, service: string])[];
  readonly unsignedForms: string | undefined;
  readonly claims: ReadonlyMap<string, Claims>;
}

interface Address extends ServiceAddress {
  readonly service: string;
}

type Rule = (tables: Tables, request: HttpRequest, host: string) => Route | undefined;

/** First match wins [DOOR-13]; a request that no rule knows is refused, never guessed at [DOOR-3]. */
const RULES: readonly Rule[] = [
  internal,
  (tables, request, host) => addressed(tables.hosts, host, request, host),
  (tables, request, host) => addressed(tables.paths, request.path, request, host),
  target,
  signature,
  claimedHost,
  unsignedPath,
  unsignedForm,
  claimedPath,
];

export type Detect = (request: HttpRequest) => Route;

/** @throws Error when two services claim the same name */
export function createDetect(
  modules: readonly ServiceModule[],
  claims: ReadonlyMap<string, Claims>,
  furtherHosts: readonly string[] = [],
): Detect {
  const addresses = modules.flatMap(({ name, addresses: own = [] }) =>
    own.map((address) => ({ ...address, service: name })),
  );
  const tables: Tables = {
    signingNames: ownersOf(modules, ({ signingNames }) => signingNames),
    targets: ownersOf(modules, ({ targets }) => targets),
    hosts: addresses.filter(({ by }) => by === "host"),
    paths: addresses.filter(({ by }) => by === "path"),
    unsignedPaths: [...ownersOf(modules, ({ unsignedPaths }) => unsignedPaths)],
    unsignedForms: modules.find(({ takesUnsignedForms }) => takesUnsignedForms === true)?.name,
    claims,
  };
  return (request) => {
    const host = hostOf(request);
    if (!isServedHost(host, furtherHosts) && claimedHost(tables, request, host) === undefined) {
      return { kind: "foreign-host" };
    }
    for (const rule of RULES) {
      const route = rule(tables, request, host);
      if (route !== undefined) return route;
    }
    return { kind: "nothing" };
  };
}

function ownersOf(
  modules: readonly ServiceModule[],
  namesOf: (module: ServiceModule) => readonly string[] | undefined,
): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const module of modules) {
    for (const name of namesOf(module) ?? []) {
      const owner = owners.get(name);
      if (owner !== undefined) throw new Error(`${module.name} and ${owner} both claim ${name}`);
      owners.set(name, module.name);
    }
  }
  return owners;
}

/** Host without port, lower case. */
export function hostOf(request: Pick<HttpRequest, "headers">): string {
  return (request.headers["host"] ?? "").toLowerCase().replace(/:\d+$/, "");
}

/** DOOR-14: what comes to the host of the cloud's own pages never gets to anything else. */
function internal(_tables: Tables, { path }: HttpRequest, host: string): Route | undefined {
  return path.startsWith("/_portcullis/") || host === PAGES_HOST ? { kind: "internal", path } : undefined;
}

function addressed(
  addresses: readonly Address[],
  text: string,
  request: HttpRequest,
  host: string,
): Route | undefined {
  for (const { name, service, mark, method, match } of addresses) {
    if (mark === "/" ? text !== mark : !text.includes(mark)) continue;
    if (method !== undefined && method !== request.method) continue;
    const found = match(request, host);
    if (found !== undefined) return { kind: "address", service, address: name, match: found };
  }
  return undefined;
}

function target({ targets }: Tables, { headers }: HttpRequest): Route | undefined {
  const given = headers["x-amz-target"];
  if (given === undefined) return undefined;
  const prefix = given.split(".")[0] ?? "";
  return serviceRoute(targets.get(prefix), prefix);
}

/** Both are anchored and read a text of bounded length: anybody sends them. */
const IN_HEADER = /^[^,/\s]+\/[^,/\s]*\/[^,/\s]*\/([^,/\s]+)\//;
const IN_QUERY = /^[^&]*?(?:%2F|\/)\d{8}(?:%2F|\/)[^&%/]+(?:%2F|\/)([^&%/]+)/i;
/** Longest credential that is looked at; an access key id has 128 characters at most. */
const MAX_CREDENTIAL = 512;

/** How nearly all headers begin: there nothing has to be looked for. */
const PLAIN_START = "AWS4-HMAC-SHA256 Credential=";

/** What follows the first `mark`. */
function from(text: string, mark: string): string {
  if (text === "") return "";
  const start = text.toLowerCase().indexOf(mark.toLowerCase());
  return start === -1 ? "" : text.slice(start + mark.length, start + mark.length + MAX_CREDENTIAL);
}

function credentialIn(header: string): string {
  if (!header.startsWith(PLAIN_START)) return from(header, "Credential=");
  return header.slice(PLAIN_START.length, PLAIN_START.length + MAX_CREDENTIAL);
}

function signature({ signingNames }: Tables, { headers, query }: HttpRequest): Route | undefined {
  const credential =
    IN_HEADER.exec(credentialIn(headers["authorization"] ?? ""))?.[1] ??
    IN_QUERY.exec(from(query, "X-Amz-Credential="))?.[1];
  return credential === undefined ? undefined : serviceRoute(signingNames.get(credential), credential);
}

function claimedHost({ claims }: Tables, _request: HttpRequest, host: string): Route | undefined {
  for (const [service, { ownsHost }] of claims) {
    if (ownsHost?.(host) === true) return { kind: "service", service };
  }
  return undefined;
}

function unsignedPath({ unsignedPaths }: Tables, { path }: HttpRequest): Route | undefined {
  const row = unsignedPaths.find(([prefix]) => path.startsWith(prefix));
  return row === undefined ? undefined : { kind: "service", service: row[1] };
}

/** Which query service is meant stands in the body; without a signature all refuse alike. */
function unsignedForm({ unsignedForms }: Tables, { method, path, headers }: HttpRequest): Route | undefined {
  const form = (headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
  if (unsignedForms === undefined || method !== "POST" || path !== "/" || !form) return undefined;
  return { kind: "service", service: unsignedForms };
}

function claimedPath({ claims }: Tables, { path }: HttpRequest): Route | undefined {
  for (const [service, { ownsPath }] of claims) {
    if (ownsPath?.(path) === true) return { kind: "service", service };
  }
  return undefined;
}

function serviceRoute(service: string | undefined, name: string): Route {
  return service === undefined ? { kind: "unknown-service", name } : { kind: "service", service };
}

/** Names that AWS alone hands out: no page elsewhere can make one of them mean this machine. */
const AWS_NAMES = /\.(?:amazonaws\.com|amazoncognito\.com|amazonaws\.com\.cn|on\.aws)$/;

/**
 * DOOR-16: names under which requests are served: of this machine, of AWS, and those of the settings, a
 * proxy's among them. Any other is of a page that rebinds its own DNS name to this machine.
 * @param host lower case, without port; empty where a client of HTTP/1.0 says none
 */
export function isServedHost(host: string, further: readonly string[]): boolean {
  return host === "" || further.includes(host) || AWS_NAMES.test(host) || isOwnName(host);
}
