import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";
import { type CollectionTag, parse } from "yaml";

const LIMIT_BYTES = 100_000;
const STACKS = join(import.meta.dirname, "..", "..", "stacks");

interface FunctionResource {
  readonly Type: string;
  readonly Metadata: { readonly BuildMethod: string; readonly BuildProperties: Record<string, unknown> };
  readonly Properties: { readonly CodeUri: string };
}

/** `!Ref x` and the like: what they mean does not matter for a build. */
const TAGS = ["!Ref", "!Sub", "!GetAtt", "!If", "!Equals", "!Not", "!FindInMap"].flatMap(
  (tag): (CollectionTag | { tag: string; resolve: (text: string) => string })[] => [
    { tag, resolve: (text: string) => text },
    { tag, collection: "seq" },
  ],
);

function functionsOf(stack: string): [string, FunctionResource][] {
  const text = readFileSync(join(STACKS, stack, "template.yaml"), "utf8");
  const { Resources } = parse(text, { customTags: TAGS, logLevel: "error" }) as {
    Resources: Record<string, FunctionResource>;
  };
  return Object.entries(Resources).filter(([, { Type }]) => Type === "AWS::Serverless::Function");
}

const FUNCTIONS = ["cognito", "api"].flatMap((stack) =>
  functionsOf(stack).map(([name, resource]) => [stack, name, resource] as const),
);

describe("bundles (A6)", () => {
  test("there are seven functions", () => expect(FUNCTIONS).toHaveLength(7));

  test.each(FUNCTIONS)("%s/%s is built by esbuild and stays under 100 KB", async (stack, _name, resource) => {
    const { BuildMethod, BuildProperties: properties } = resource.Metadata;
    expect(BuildMethod).toBe("esbuild");
    const { outputFiles } = await build({
      absWorkingDir: join(STACKS, stack, resource.Properties.CodeUri),
      entryPoints: properties["EntryPoints"] as string[],
      minify: properties["Minify"] === true,
      target: String(properties["Target"]),
      format: "cjs",
      platform: "node",
      bundle: true,
      write: false,
      // Part of AWS's Node runtimes.
      external: ["@aws-sdk/*"],
      outdir: "out",
    });
    const bytes = outputFiles.reduce((sum, { contents }) => sum + contents.length, 0);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(LIMIT_BYTES);
  });
});
