import type { ReadSnippet } from "./includes.ts";
import { assertMayRead, type ObjectRights } from "./object-rights.ts";
import type { Actor } from "./service-role.ts";

/** CFN-INCLUDE: a snippet is read only for a caller who may read the object it lies in. */
export function snippetReader(rights: ObjectRights, { caller }: Actor): ReadSnippet {
  return async (bucket, key) => {
    assertMayRead(rights, caller, { bucket, key });
    return (await rights.objectReader.readObject(caller, { bucket, key })).body.toString("utf8");
  };
}
