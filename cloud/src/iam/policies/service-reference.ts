import { readFileSync } from "node:fs";

/** What AWS documents of a service, as `scripts/generate-condition-keys.mjs` writes it. */
export interface ServiceReference {
  readonly keys: readonly string[];
  readonly actions: Readonly<Record<string, DocumentedAction>>;
}

interface DocumentedAction {
  /** Types of what it is asked on; a required one ends in `*`. */
  readonly resources: readonly string[];
}

let services: ReadonlyMap<string, ServiceReference> | undefined;

/** The service authorization reference of the services on board, by prefix; read when it is first asked for. */
export function serviceReferences(): ReadonlyMap<string, ServiceReference> {
  services ??= new Map(Object.entries(readReference()));
  return services;
}

/** The build puts the file beside the bundle. */
function readReference(): Readonly<Record<string, ServiceReference>> {
  const text = readFileSync(new URL("./generated/condition-keys.json", import.meta.url), "utf8");
  const { services } = JSON.parse(text) as { services: Readonly<Record<string, ServiceReference>> };
  return services;
}
