import { expect, test } from "vitest";
import type { CodeStore } from "../code/code-store.ts";
import { mountLayers } from "./attachment.ts";
import type { LayersContext } from "./context.ts";

const layer = (codeSha256: string) => ({ arn: codeSha256, codeSha256, codeSize: 1 });

test.each<[number[], string]>([
  [[262_144_000], "laid out"],
  [[131_072_000, 131_072_000], "laid out"],
  [[131_072_000, 131_072_001], "The actual size is 262144001 bytes."],
  [[262_144_001], "The actual size is 262144001 bytes."],
])("LAM-6 code and layers of %j bytes together: %s", async (sizes, expected) => {
  const done: string[] = [];
  const code: Partial<CodeStore> = {
    unpackedBytes: (content) => sizes[Number(content)] ?? 0,
    merge: async () => void done.push("laid out"),
  };
  const [, ...layers] = sizes.map((_size, index) => layer(String(index)));
  const mount = mountLayers({ code } as LayersContext, { codeSha256: "0", layers: [...layers, layer("9")] });
  await mount.catch(({ message }) => done.push(message));
  expect(done).toEqual([expect.stringContaining(expected)]);
});
