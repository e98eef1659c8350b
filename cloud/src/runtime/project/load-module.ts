import { pathToFileURL } from "node:url";
import { UserError } from "../../core/errors.ts";

const TYPESCRIPT = /\.[mc]?tsx?$/;

/** `import`, of who may: the bundle of a start is a script, which can not. */
export type ImportModule = (address: string) => Promise<Readonly<Record<string, unknown>>>;

/**
 * A module of the project. One in TypeScript is bundled in memory first, with what it imports, so
 * that it runs on every Node and leaves no file behind.
 * @throws UserError that says in one sentence why it cannot be loaded
 */
export async function loadModule(
  file: string,
  importModule: ImportModule,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await importModule(TYPESCRIPT.test(file) ? await bundled(file) : pathToFileURL(file).href);
  } catch (error) {
    throw new UserError(`${file} cannot be loaded: ${reasonOf(error)}`);
  }
}

async function bundled(file: string): Promise<string> {
  const { build } = await import("esbuild");
  const address = JSON.stringify(pathToFileURL(file).href);
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "silent",
    sourcemap: "inline",
    // A module made of text has no address: what asks for one is told the file's.
    define: { "import.meta.url": address },
    banner: {
      js: `import { createRequire as __createRequire } from "node:module"; const require = __createRequire(${address});`,
    },
  });
  const [code] = outputFiles;
  return `data:text/javascript;base64,${Buffer.from(code?.contents ?? []).toString("base64")}`;
}

interface BuildMessage {
  readonly text: string;
  readonly location: { readonly file: string; readonly line: number } | null;
}

function reasonOf(error: unknown): string {
  const [first] = (error as { readonly errors?: readonly BuildMessage[] }).errors ?? [];
  if (first !== undefined) {
    const { text, location } = first;
    return location === null ? `${text}.` : `${text} (line ${location.line} of ${location.file}).`;
  }
  if (!(error instanceof Error)) return firstLine(String(error));
  // Node names the line of a mistake in the syntax above the message only.
  const line = /^file:\/\/\S+:(\d+)\n/.exec(error.stack ?? "")?.[1];
  return `${error.name}: ${firstLine(error.message)}${line === undefined ? "" : ` (line ${line})`}`;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
