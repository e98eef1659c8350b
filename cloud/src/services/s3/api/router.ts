import type { AwsError } from "../../../core/errors.ts";
import { s3Errors } from "../domain/shared/errors.ts";
import type { Level, S3Operation } from "./http/call.ts";
import type { Query } from "./http/query.ts";
import { subresources } from "./http/subresources.ts";

interface Wanted {
  readonly level: Level;
  readonly method: string;
  readonly query: Query;
  /** The request names a source to copy. */
  readonly isCopy: boolean;
}

export interface Router {
  /** The operation, or the refusal of what has none: NotImplemented or MethodNotAllowed. */
  find(wanted: Wanted): S3Operation | AwsError;
}

/** Operations by sub-resource; the plain method under the empty name. */
interface Slots {
  readonly plain: Map<string, S3Operation>;
  readonly copies: Map<string, S3Operation>;
}

export function createRouter(operations: readonly S3Operation[]): Router {
  const table: Readonly<Record<Level, Map<string, Slots>>> = {
    service: new Map(),
    bucket: new Map(),
    object: new Map(),
  };
  for (const operation of operations) {
    const { level, method, subresource = "", isCopy } = operation;
    const slots = table[level].get(method) ?? { plain: new Map(), copies: new Map() };
    table[level].set(method, slots);
    (isCopy === true ? slots.copies : slots.plain).set(subresource, operation);
  }
  return {
    find: ({ level, method, query, isCopy }) => {
      const subresource = subresourceOf(level, query);
      const slots = table[level].get(method);
      const copy = isCopy ? slots?.copies.get(subresource) : undefined;
      const operation = copy ?? slots?.plain.get(subresource);
      if (operation !== undefined) return operation;
      if (subresource !== "") return s3Errors.notImplemented(`${method} ?${subresource}`);
      return s3Errors.methodNotAllowed(method, level.toUpperCase());
    },
  };
}

function subresourceOf(level: Level, query: Query): string {
  if (query.size === 0) return "";
  const known = subresources(level);
  for (const name of query.keys()) if (known.has(name)) return name;
  return "";
}
