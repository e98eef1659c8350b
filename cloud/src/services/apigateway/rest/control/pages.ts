import { badRequest } from "./errors.ts";

/** One page of a list: `limit` (1–500, 25 by default) items after `position`. */
export function page(items: readonly object[], query: URLSearchParams, defaultLimit = 25): object {
  const limit = query.has("limit") ? Number(query.get("limit")) : defaultLimit;
  if (!Number.isInteger(limit) || limit < 0 || limit > 500) throw badRequest("Invalid limit specified");
  const start = query.has("position") ? Number(query.get("position")) : 0;
  if (!Number.isInteger(start) || start < 0) throw badRequest("Invalid position specified");
  const end = start + (limit === 0 ? 25 : limit);
  const item = items.slice(start, end);
  return end < items.length ? { position: String(end), item } : { item };
}
