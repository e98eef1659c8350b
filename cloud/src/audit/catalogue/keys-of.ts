import type { AuditContext } from "../context.ts";
import type { UserPool } from "../deployment/deployment.ts";
import { documentOf, type JsonObject, objectsAt } from "../deployment/json.ts";

/** Keys of a pool as anybody may read them. */
export async function keysOf(
  context: Pick<AuditContext, "target" | "send">,
  pool: UserPool,
): Promise<readonly JsonObject[]> {
  const url = new URL(context.target.keysUrl(pool.id));
  const answer = await context.send({ method: "GET", origin: url.origin, path: url.pathname, headers: [] });
  return objectsAt(documentOf(answer.body), "keys");
}
