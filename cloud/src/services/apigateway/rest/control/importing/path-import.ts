import type { Control } from "../model/control.ts";
import type { RestApi } from "../model/rest-api.ts";
import type { Node } from "./document.ts";
import type { ImportedSecurity } from "./security.ts";

/** What the import of paths works with. */
export interface PathImport {
  readonly control: Control;
  readonly document: Node;
  /** The API as it was: ids of paths that stay are kept. */
  readonly before: RestApi;
  readonly security: ImportedSecurity;
}
