import type { ResourceProvider } from "../../../core/ports/resource-provider.ts";
import { validationError } from "../../shared/errors.ts";

type NoUpdate = Pick<ResourceProvider, "calls" | "replaceOn" | "untagged" | "update">;

/** Of a type that AWS neither updates nor replaces. */
export function noUpdate(type: string): NoUpdate {
  const refused = () => validationError(`Update to resource type ${type} is not supported.`);
  return {
    replaceOn: [],
    untagged: true,
    // Before the change is tried: a rollback finds the resource as it was.
    calls: (_context, { kind }) => {
      if (kind === "update") throw refused();
      return [];
    },
    update: () => Promise.reject(refused()),
  };
}
