import { parseArn } from "../../../../core/arns.ts";
import { invalidParameter, userPoolNotFound } from "../../shared/errors.ts";
import type { PoolManager } from "./manager.ts";
import type { UserPool } from "./pool.ts";

/**
 * COG-20: the pool whose ARN is `text`, compared whole. Throws InvalidParameterException for what is no
 * user-pool ARN, ResourceNotFoundException for one of another account, region or partition.
 */
export function poolOfArn(pools: Pick<PoolManager, "get">, text: string): UserPool {
  const [kind, id, ...more] = parseArn(text)?.resource.split("/") ?? [];
  if (kind !== "userpool" || id === undefined || more.length > 0) {
    throw invalidParameter("Invalid ARN specified in the request.");
  }
  const pool = pools.get(id);
  if (pool.arn !== text) throw userPoolNotFound(id);
  return pool;
}
