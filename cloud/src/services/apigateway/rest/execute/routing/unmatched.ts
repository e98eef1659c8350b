import { createHash } from "node:crypto";
import { AwsError } from "../../../../../core/errors.ts";
import type { ApiInvocation } from "../invocation/api-invocation.ts";
import { type GatewayRefusal, invalidSignature, REFUSALS, refuse } from "../invocation/refusal.ts";
import { nearestRoute } from "./nearest-route.ts";

/**
 * The refusal of a call that no method serves: the gateway takes it for a signed call of AWS
 * itself and complains about its Authorization header.
 */
export function refuseUnmatched(invocation: ApiInvocation): GatewayRefusal {
  return refusalOf(invocation).because({
    rule: "APIGW-2",
    reason: invocation.method === "OPTIONS" ? "preflight-unknown" : "route-unknown",
    near: nearestRoute(invocation),
  });
}

function refusalOf(invocation: ApiInvocation): GatewayRefusal {
  const header = invocation.request.headers["authorization"];
  if (header === undefined || header === "") return refuse(REFUSALS.missingAuthenticationToken);
  return malformedSignature(header, invocation) ?? wrongSignature(invocation);
}

/** What is wrong with the form of a SigV4 Authorization header; undefined when nothing is. */
export function malformedSignature(header: string, invocation: ApiInvocation): GatewayRefusal | undefined {
  const parts = new Map<string, string>();
  const blank = header.indexOf(" ");
  const list = blank === -1 ? "" : header.slice(blank + 1).trim();
  for (const part of list === "" ? [] : list.split(",")) {
    const equal = part.indexOf("=");
    if (equal === -1) return invalidSignature("IncompleteSignatureException", missingEqualSign(header));
    parts.set(part.slice(0, equal).trim(), part.slice(equal + 1).trim());
  }
  const sentences = ["Credential", "Signature", "SignedHeaders"]
    .filter((name) => !parts.has(name))
    .map((name) => `Authorization header requires '${name}' parameter.`);
  const { headers } = invocation.request;
  if (headers["x-amz-date"] === undefined && headers["date"] === undefined) sentences.push(DATE_SENTENCE);
  if (sentences.length === 0) return undefined;
  const tail = `(Hashed with SHA-256 and encoded with Base64) Authorization=${hashed(header)}`;
  return invalidSignature("IncompleteSignatureException", `${sentences.join(" ")} ${tail}`);
}

const DATE_SENTENCE = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.";

function missingEqualSign(header: string): string {
  return `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${hashed(header)}'.`;
}

/** The value itself is never echoed: it may be a token. */
function hashed(header: string): string {
  return createHash("sha256").update(header, "latin1").digest("base64");
}

function wrongSignature(invocation: ApiInvocation): GatewayRefusal {
  try {
    invocation.context.authentication.authenticate({
      request: invocation.request,
      signingNames: ["execute-api"],
      protocol: "execute-api",
      payloadHash: EMPTY_SHA256,
    });
  } catch (error) {
    if (error instanceof AwsError) return invalidSignature(error.code, error.message);
    throw error;
  }
  return refuse(REFUSALS.missingAuthenticationToken);
}

/** The body of a call that nothing serves is not read. */
const EMPTY_SHA256 = createHash("sha256").digest("hex");
