import { posix } from "node:path";
import querystring from "node:querystring";
import type { Caller } from "../../../../../core/caller.ts";
import type { Decision } from "../../../../../core/ports/authorization.ts";
import type { ApiInvocation } from "../invocation/api-invocation.ts";

/**
 * Whether `caller` may make the call, by the path that routing found and not by how it was written:
 * `/admin/` and `/%61dmin` are the resource `/admin` to every policy [APIGW-18]. Two readings of the
 * path have to be allowed: with encoded slashes as part of a value and, as the function gets the
 * values, decoded. A Deny counts as well when it names the path as sent, the resource's own path
 * (`/orders/{id}`) or the path without dot segments.
 */
export function decideInvoke(invocation: ApiInvocation, caller: Caller): Decision {
  const { eventPath, pathValues } = invocation;
  const { resourcePath } = invocation.route;
  const decide = (path: string) => decideOn(invocation, caller, path);
  const routed = pathOf(resourcePath, pathValues.map(decodedButSlash));
  const decision = decide(routed);
  if (!decision.allowed) return decision;
  const plain = pathOf(resourcePath, pathValues.map(decoded));
  if (plain !== routed) {
    const other = decide(plain);
    if (!other.allowed) return other;
  }
  for (const path of new Set([eventPath, resourcePath, posix.normalize(plain)])) {
    if (path === routed || path === plain) continue;
    const other = decide(path);
    if (other.explicitDeny === true) return other;
  }
  return decision;
}

function decideOn(
  { context, stage, method, request }: ApiInvocation,
  caller: Caller,
  path: string,
): Decision {
  return context.authorization.decide({
    caller,
    action: "execute-api:Invoke",
    resource: `${stage.arn}/${method}${path}`,
    context: { "aws:SourceIp": request.sourceIp },
    resourcePolicy: stage.api.policy,
  });
}

/** The resource's path with values in place of its variables, which are whole segments. */
function pathOf(resourcePath: string, values: readonly string[]): string {
  let used = 0;
  return resourcePath.replace(/\{[^{}]*\}/g, () => values[used++] ?? "");
}

/** As far as it can be decoded: what is no valid encoding stays. */
function decoded(value: string): string {
  return querystring.unescape(value);
}

/** An encoded slash is part of the value, not of the path. */
function decodedButSlash(value: string): string {
  return value.split(/%2f/i).map(decoded).join("%2F");
}
