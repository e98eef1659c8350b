import type { CloudClient } from "../../runtime/client/cloud-client.ts";
import type { Principal } from "../compute/principals.ts";
import type { Subject } from "../compute/rows.ts";
import type { Cell } from "../matrix.ts";
import { errorCodeOf, type Observation, observed } from "./observation.ts";
import type { ThrowAwayPeople } from "./people.ts";

export interface RouteProof {
  readonly client: CloudClient;
  readonly people: ThrowAwayPeople;
  /** Routes that the project says may be called: `GET /orders`. */
  readonly safe: ReadonlySet<string>;
  readonly title: string;
}

type Route = Extract<Subject, { kind: "route" }>;

/** Refusals of the gateway itself, before anything behind it runs. */
const REFUSALS: ReadonlySet<string> = new Set([
  "AccessDeniedException",
  "AuthorizerConfigurationException",
  "ExpiredTokenException",
  "ForbiddenException",
  "IncompleteSignatureException",
  "InvalidSignatureException",
  "MissingAuthenticationTokenException",
  "UnauthorizedException",
  "UnrecognizedClientException",
]);

/**
 * Calls the route, where that is harmless: who is refused is stopped by the authorizer; who is let in
 * sends a body that the route's model refuses, or calls what the project says is safe to call.
 */
export async function proveRoute(
  proof: RouteProof,
  route: Route,
  { principal, cell }: { readonly principal: Principal; readonly cell: Cell },
): Promise<Observation> {
  if (cell.verdict === "only-if") return { unproved: "depends" };
  if (principal.kind !== "anonymous" && principal.kind !== "token") return { unproved: "no-such-call" };
  const harm = cell.verdict === "yes" ? harmOf(proof, route) : undefined;
  // ACCESS-2: a call that is let in and would run something is not made.
  if (harm !== undefined) return { unproved: harm };
  const header = await headerOf(proof, principal, route);
  if ("unproved" in header) return header;
  const reply = await proof.client.sendUnsigned({
    method: route.method,
    path: `/_aws/execute-api/${route.apiId}/${route.stage}${encodeURI(route.path)}`,
    headers: {
      ...header.headers,
      ...(route.refusedBody === undefined ? {} : { "content-type": "application/json" }),
      "x-portcullis-audit": "access",
    },
    body: route.refusedBody ?? "",
  });
  if (reply.status === 429) return { unproved: "throttled" };
  return observed(reply, REFUSALS.has(errorCodeOf(reply)) ? "no" : "yes");
}

/** Why a call that is let in is not made; undefined when it does no harm. */
function harmOf(
  { safe, title }: RouteProof,
  { integration, refusedBody, method }: Route,
): string | undefined {
  if (integration === "MOCK" || refusedBody !== undefined) return undefined;
  if (method !== "GET" && method !== "HEAD") return "would-run";
  return safe.has(title) ? undefined : "not-declared-safe";
}

async function headerOf(
  { people }: RouteProof,
  principal: Extract<Principal, { kind: "anonymous" | "token" }>,
  route: Route,
): Promise<{ readonly headers: Readonly<Record<string, string>> } | { readonly unproved: string }> {
  if (principal.kind === "anonymous") return { headers: {} };
  if (principal.way === "pages") return { unproved: "pages" };
  const tokens = await people.tokensOf(principal);
  if ("unproved" in tokens) return tokens;
  return { headers: { [route.header]: principal.use === "id" ? tokens.id : tokens.access } };
}
