import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  CreateFunctionCommand,
  DeleteLayerVersionCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPythonFinder } from "./interpreters/python.ts";
import { create, inputFor, run } from "./testing/functions.ts";
import { publish } from "./testing/layers.ts";
import { serveLambda, type TestLambda, zipOf } from "./testing/service.ts";

let lambda: TestLambda;
beforeAll(async () => {
  lambda = await serveLambda();
});
afterAll(() => lambda.close());

const PYTHON = "python3.9";
const found = createPythonFinder({ environment: process.env })(PYTHON);

const commonJs = (name: string, word: string) => ({
  [`nodejs/node_modules/${name}/index.js`]: `module.exports = ${JSON.stringify(word)};`,
});
const esModule = (name: string, word: string) => ({
  [`nodejs/node_modules/${name}/package.json`]: JSON.stringify({
    name,
    type: "module",
    exports: "./main.js",
  }),
  [`nodejs/node_modules/${name}/main.js`]: `export default ${JSON.stringify(word)};`,
});

/** What a function answers that has these files and layers. */
async function answer(
  name: string,
  files: Readonly<Record<string, string>>,
  more: Parameters<typeof create>[2],
): Promise<unknown> {
  await lambda.client.send(
    new CreateFunctionCommand(inputFor(name, { ...more, Code: { ZipFile: zipOf(files) } })),
  );
  return run(lambda, name);
}

describe("A Node.js function with layers", () => {
  test("require finds their packages, those for its runtime first; without layers they are not there", async () => {
    const Layers = [
      await publish(lambda, "words", {
        ...commonJs("shared", "any"),
        ...commonJs("common", "any"),
        "nodejs/node22/node_modules/shared/index.js": "module.exports = 'node22';",
        "nodejs/node20/node_modules/shared/index.js": "module.exports = 'node20';",
      }),
    ];
    const files = {
      "index.js": "exports.handler = async () => [require('shared'), require('common')].join(' ');",
    };
    expect(await answer("words", files, { Layers })).toBe("node22 any");
    expect(await answer("words20", files, { Layers, Runtime: "nodejs20.x" })).toBe("node20 any");
    expect(await answer("wordless", files, {})).toMatchObject({
      errorType: "Error",
      errorMessage: expect.stringContaining("Cannot find module 'shared'"),
    });
  });

  test("import finds them, too, as AWS's runtimes do; what nobody has is missing", async () => {
    const Layers = [
      await publish(lambda, "modules", { ...esModule("modern", "esm"), ...commonJs("old", "cjs") }),
    ];
    const source = (names: string) =>
      `export const handler = async () => Promise.all(${names}.map(async (n) => (await import(n)).default));`;
    expect(
      await answer("modules", { "index.mjs": source("['modern', 'old', 'node:os']") }, { Layers }),
    ).toEqual(["esm", "cjs", expect.any(Object)]);
    expect(await answer("missing", { "index.mjs": source("['nobody']") }, { Layers })).toMatchObject({
      errorType: "Error",
      errorMessage: expect.stringContaining("Cannot find package 'nobody'"),
    });
  });

  test("later layers lie over earlier ones, the package's own modules come before all", async () => {
    const first = await publish(lambda, "first", { ...commonJs("word", "first"), ...commonJs("one", "1") });
    const second = await publish(lambda, "second", {
      ...commonJs("word", "second"),
      "nodejs/node_modules/one": "a file where the other has a folder",
    });
    const files = {
      "index.js": "exports.handler = async () => require('word');",
    };
    expect(await answer("over", files, { Layers: [first, second] })).toBe("second");
    expect(await answer("under", files, { Layers: [second, first] })).toBe("first");
    const own = { ...files, "node_modules/word/index.js": "module.exports = 'own';" };
    expect(await answer("own", own, { Layers: [first, second] })).toBe("own");
  });

  test("programs and libraries of layers are on the paths; nothing there can be written", async () => {
    const Layers = [
      await publish(lambda, "tools", {
        "bin/greet*": "#!/bin/sh\necho hello\n",
        ...commonJs("where", "x"),
      }),
      await publish(lambda, "more", { "lib/data.txt": "data" }),
    ];
    const files = {
      "index.js": `const { execSync } = require("node:child_process");
        exports.handler = async () => {
          const opt = process.env.LD_LIBRARY_PATH.split(":").at(-1);
          const text = require("node:fs").readFileSync(opt + "/data.txt", "utf8");
          let error = "none";
          if (process.getuid() !== 0) try { require("node:fs").writeFileSync(opt + "/new", ""); } catch (e) { error = e.code; }
          return [execSync("greet").toString().trim(), text, process.getuid() === 0 ? "EACCES" : error];
        };`,
    };
    expect(await answer("tools", files, { Layers })).toEqual(["hello", "data", "EACCES"]);
  });

  test("a version that is deleted stays with the functions that have it, also over a restart", async () => {
    const own = await serveLambda();
    const layer = await publish(own, "gone", commonJs("word", "kept"));
    const other = await publish(own, "other", commonJs("more", "also"));
    const files = zipOf({ "index.js": "exports.handler = async () => require('word') + require('more');" });
    await create(own, "keeper", { Layers: [layer, other], Code: { ZipFile: files } });
    await own.client.send(new DeleteLayerVersionCommand({ LayerName: "gone", VersionNumber: 1 }));
    expect(await run(own, "keeper")).toBe("keptalso");
    await own.close({ keepState: true });
    const again = await serveLambda({ stateDir: own.stateDir });
    expect(await run(again, "keeper")).toBe("keptalso");
    const change = { FunctionName: "keeper", Layers: [layer] };
    await expect(again.client.send(new UpdateFunctionConfigurationCommand(change))).rejects.toThrow(
      `Layer version ${layer} does not exist.`,
    );
    await again.close();
  });
});

describe.skipIf("missing" in found)("A Python function with layers (skipped without Python)", () => {
  test("import finds their packages, for its version first, over those of the runtime", async () => {
    const Layers = [
      await publish(lambda, "snakes", {
        [`python/lib/${PYTHON}/site-packages/snake.py`]: "word = 'version'\n",
        "python/lib/python3.8/site-packages/old.py": "",
        "python/snake.py": "word = 'any'\n",
        "python/common.py": "word = 'common'\n",
      }),
    ];
    const files = {
      "app.py":
        "import importlib.util\nimport snake, common\ndef handler(event, context):\n    return [snake.word, common.word, importlib.util.find_spec('old') is None]\n",
    };
    const more = { Runtime: PYTHON, Handler: "app.handler" } as const;
    expect(await answer("snakes", files, { ...more, Layers })).toEqual(["version", "common", true]);
    expect(await answer("none", files, more)).toMatchObject({ errorType: "Runtime.ImportModuleError" });
    const own = { ...files, "common.py": "word = 'own'\n" };
    expect(await answer("ownSnakes", own, { ...more, Layers })).toEqual(["version", "own", true]);
  });
});

test("a layer may bring the bootstrap of a custom runtime; the package's own comes first", async () => {
  const bootstrap = (word: string) => `#!/bin/sh
API="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime"
exec ${process.execPath} -e '
const api = process.argv[1];
(async () => {
  for (;;) {
    const next = await fetch(api + "/invocation/next");
    const id = next.headers.get("lambda-runtime-aws-request-id");
    await fetch(api + "/invocation/" + id + "/response", { method: "POST", body: JSON.stringify("${word}") });
  }
})();' "$API"
`;
  const Layers = [await publish(lambda, "custom", { "bootstrap*": bootstrap("layer") })];
  const more = { Runtime: "provided.al2023", Layers } as const;
  expect(await answer("custom", { "data.txt": "x" }, more)).toBe("layer");
  expect(await answer("customOwn", { "bootstrap*": bootstrap("package") }, more)).toBe("package");
});

test("what the runtime carries is found after layers and the package's own modules", async () => {
  const carried = join(lambda.stateDir, "node/sdk/node_modules");
  const write = (name: string, text: string) => {
    mkdirSync(join(carried, name), { recursive: true });
    writeFileSync(join(carried, name, "index.js"), text);
  };
  write("@aws-sdk/client-one", "module.exports = 'carried';");
  write("@aws-sdk/client-two", "module.exports = 'carried';");
  const Layers = [await publish(lambda, "sdk", commonJs("@aws-sdk/client-two", "layer"))];
  const names = "['@aws-sdk/client-one', '@aws-sdk/client-two']";
  const required = { "index.js": `exports.handler = async () => ${names}.map((n) => require(n));` };
  const imported = {
    "index.mjs": `export const handler = async () => Promise.all(${names}.map(async (n) => (await import(n)).default));`,
  };
  expect(await answer("carried", required, {})).toEqual(["carried", "carried"]);
  expect(await answer("layered", imported, { Layers })).toEqual(["carried", "layer"]);
  const own = { ...required, "node_modules/@aws-sdk/client-one/index.js": "module.exports = 'own';" };
  expect(await answer("ownSdk", own, { Layers })).toEqual(["own", "layer"]);
});

test("version 2 of the SDK begins with this cloud, whoever brings it; what a function sets stands", async () => {
  const files = {
    // As the real one does it.
    "node_modules/aws-sdk/index.js": `const AWS = module.exports = require("./lib/core");
AWS.config = new AWS.Config();`,
    "node_modules/aws-sdk/lib/core.js": `class Config {
  constructor() { this.update(this.keys); }
  update(more) { Object.assign(this, more); }
}
Config.prototype.keys = { endpoint: undefined, s3ForcePathStyle: false };
module.exports = { Config, config: new Config() };`,
    "index.js": `const AWS = require("aws-sdk");
const begun = { ...AWS.config };
AWS.config.update({ endpoint: "http://localhost:1" });
exports.handler = async () => [begun, AWS.config, process.env.AWS_ENDPOINT_URL];`,
  };
  const imports = {
    ...files,
    "index.mjs": 'import AWS from "aws-sdk"; export const handler = async () => AWS.config;',
  };
  const [begun, set, here] = (await answer("oldSdk", files, {})) as [object, object, string];
  expect(begun).toEqual({ endpoint: here, s3ForcePathStyle: true });
  expect(set).toMatchObject({ endpoint: "http://localhost:1" });
  const { "index.js": _, ...module } = imports;
  expect(await answer("oldImported", module, {})).toMatchObject({ endpoint: here });
});

test("runtimes before nodejs18.x carry version 2 of the SDK, and no newer one does", async () => {
  const retired = await serveLambda({ allowRetiredRuntimes: true });
  const carried = join(retired.stateDir, "node/sdk-2/node_modules/aws-sdk");
  mkdirSync(carried, { recursive: true });
  writeFileSync(join(carried, "index.js"), "module.exports = 'version 2';");
  const ZipFile = zipOf({ "index.js": 'exports.handler = async () => require("aws-sdk");' });
  for (const [name, Runtime] of [
    ["old", "nodejs16.x"],
    ["new", "nodejs22.x"],
  ] as const) {
    await create(retired, name, { Runtime, Code: { ZipFile } });
  }
  expect([await run(retired, "old"), await run(retired, "new")]).toEqual([
    "version 2",
    expect.objectContaining({ errorMessage: expect.stringContaining("Cannot find module 'aws-sdk'") }),
  ]);
  await retired.close();
});
