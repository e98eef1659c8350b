import type { HttpPlace } from "../../../../../wire/operation.ts";
import { badRequest } from "../model/errors.ts";

/** Input of an operation that lists: `limit` is text of the query until `page` reads it. */
export type AsPage<Request extends { readonly limit?: number; readonly position?: string }> = Omit<
  Request,
  "limit"
> & { readonly limit?: string };

export const PAGE = {
  limit: ["query", "limit"],
  position: ["query", "position"],
} as const satisfies Record<string, readonly [HttpPlace, string]>;

/** One page of a list: `limit` (1–500, 25 by default) items after `position`. */
export function page(
  items: readonly object[],
  input: { readonly limit?: string; readonly position?: string },
): object {
  const limit = input.limit === undefined ? 25 : Number(input.limit);
  if (!Number.isInteger(limit) || limit < 0 || limit > 500) throw badRequest("Invalid limit specified");
  const start = input.position === undefined ? 0 : Number(input.position);
  if (!Number.isInteger(start) || start < 0) throw badRequest("Invalid position specified");
  const end = start + (limit === 0 ? 25 : limit);
  const item = items.slice(start, end);
  return end < items.length ? { position: String(end), item } : { item };
}
