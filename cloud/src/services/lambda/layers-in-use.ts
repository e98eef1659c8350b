import { mergedKey } from "./code/merged-folder.ts";
import type { FunctionStore } from "./functions/store.ts";
import type { LayerStore } from "./layers/store.ts";

/** Base64 SHA-256 of all that functions run and of all that layers hold. */
export function contentsInUse(functions: FunctionStore, layers: LayerStore): Set<string> {
  const used = new Set(layers.list().map((layer) => layer.codeSha256));
  for (const { codeSha256, layers: own } of functions.listAllVersions()) {
    const contents = own.map((layer) => layer.codeSha256);
    for (const content of [codeSha256, ...contents]) used.add(content);
    const [first, ...others] = contents;
    if (first !== undefined) used.add(mergedKey([first, ...others]));
  }
  return used;
}
