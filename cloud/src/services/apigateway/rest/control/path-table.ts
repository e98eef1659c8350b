import { decoded } from "../../shared/routing/trie.ts";

/** A path template with what is found under it. */
export interface Entry<Value> {
  readonly method: string;
  readonly template: string;
  readonly mode: string | undefined;
  readonly value: Value;
}

export interface Found<Value> {
  readonly value: Value;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Finds management paths: fixed segments beat parameters. The whole `/tags/<arn>` rest is one parameter. */
export function createPathTable<Value>(entries: readonly Entry<Value>[]) {
  return {
    find: (method: string, path: string, mode: string | undefined): Found<Value> | undefined => {
      const segments = split(path);
      for (const entry of entries) {
        if (entry.method !== method || entry.mode !== mode) continue;
        const parameters = match(entry.template, segments);
        if (parameters !== undefined) return { value: entry.value, parameters };
      }
      return undefined;
    },
  };
}

function split(path: string): string[] {
  const parts = path.split("/").slice(1);
  if (parts.at(-1) === "") parts.pop();
  // An ARN in the path holds slashes; some clients encode them, some do not.
  if (parts[0] === "tags" && parts.length > 2) return ["tags", parts.slice(1).join("/")];
  return parts;
}

function match(template: string, segments: readonly string[]): ReadonlyMap<string, string> | undefined {
  const parts = template.split("/").slice(1);
  if (parts.length !== segments.length) return undefined;
  const parameters = new Map<string, string>();
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? "";
    if (part.startsWith("{")) parameters.set(part.slice(1, -1), decoded(segment));
    else if (part !== segment) return undefined;
  }
  return parameters;
}
