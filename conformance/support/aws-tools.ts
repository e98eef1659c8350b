import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { cleanEnvironment, type ProductFacts } from "./product.ts";
import type { PythonTools } from "./python-tools.ts";
import { inTerminal } from "./terminal.ts";

const ROOT = join(import.meta.dirname, "..", "..");
/** Nothing is reported to anybody, and `sam deploy` looks at once instead of after five seconds. */
export const SAM_SETTINGS = { SAM_CLI_TELEMETRY: "0", SAM_CLI_POLL_DELAY: "0.1" };

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface RunOptions {
  readonly folder?: string;
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** The unmodified tools, told nothing but the endpoint, the region and credentials. */
export class AwsTools {
  readonly #bin: string;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #folder: string;

  constructor(tools: PythonTools, facts: ProductFacts) {
    if ("missing" in tools) throw new Error(`These tools are not here: ${tools.missing}.`);
    this.#bin = tools.bin;
    this.#folder = mkdtempSync(join(tmpdir(), "portcullis-tools-"));
    // Somebody who used it this week: otherwise sam asks the package index for a newer version.
    mkdirSync(join(this.#folder, ".aws-sam"));
    const metadata = JSON.stringify({ lastVersionCheck: Date.now() / 1_000 });
    writeFileSync(join(this.#folder, ".aws-sam", "metadata.json"), metadata);
    this.#environment = {
      ...cleanEnvironment(),
      // esbuild comes from the packages of the project, as after `npm ci` on a person's machine.
      PATH: [tools.bin, join(ROOT, "node_modules", ".bin"), process.env["PATH"]].join(delimiter),
      HOME: this.#folder,
      AWS_ENDPOINT_URL: facts.endpoint,
      AWS_ACCESS_KEY_ID: facts.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: facts.credentials.secretAccessKey,
      AWS_DEFAULT_REGION: facts.region,
      ...SAM_SETTINGS,
      // Wide enough that no table breaks a name over two lines.
      COLUMNS: "240",
      PYTHONDONTWRITEBYTECODE: "1",
    };
  }

  sam(words: readonly string[], options: RunOptions = {}): Promise<Ran> {
    return this.#run("sam", words, options);
  }

  aws(words: readonly string[], options: RunOptions = {}): Promise<Ran> {
    return this.#run("aws", words, options);
  }

  python(words: readonly string[], options: RunOptions = {}): Promise<Ran> {
    return this.#run("python", words, options);
  }

  /** `sam` and `aws` name change sets after the second; two in one second are refused, as on AWS. */
  async nextSecond(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 1_000 - (Date.now() % 1_000)));
  }

  /** What `aws … --output json` printed; fails where the tool failed. */
  async awsJson(...words: string[]): Promise<unknown> {
    const { code, out, err } = await this.aws([...words, "--output", "json"]);
    if (code !== 0) throw new Error(`aws ${words.join(" ")} failed:\n${err}`);
    return out.trim() === "" ? undefined : JSON.parse(out);
  }

  /** `sam` in a terminal. Every question gets the answer typed for it, or Enter. */
  samDialogue(words: readonly string[], typed: Readonly<Record<string, string>>, folder: string) {
    return inTerminal(join(this.#bin, "python"), [join(this.#bin, "sam"), ...words], {
      folder,
      environment: this.#environment,
      question: /([^\n]*\]): $/,
      answer: (question) =>
        `${Object.entries(typed).find(([start]) => question.startsWith(start))?.[1] ?? ""}\n`,
    });
  }

  #run(tool: string, words: readonly string[], options: RunOptions): Promise<Ran> {
    const child = spawn(join(this.#bin, tool), words, {
      cwd: options.folder ?? this.#folder,
      env: { ...this.#environment, ...options.environment },
    });
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString("utf8")));
    child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString("utf8")));
    child.stdin.end(options.input ?? "");
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve({ code: code ?? 1, out, err }));
    });
  }
}

/** The AWS CLI in a folder of documents, with what it says of a refusal. */
export function awsDesk(tools: () => AwsTools, folder: () => string) {
  const aws = (...words: string[]) => tools().aws(words, { folder: folder() });
  return {
    aws,
    /** Exit code and what was printed of a refusal. */
    refusal: async (...words: string[]): Promise<[number, string]> => {
      const { code, err } = await aws(...words);
      return [code, err.trim()];
    },
    /** Writes a document; answers how `aws` names it. */
    write: (name: string, text: string | object): string => {
      writeFileSync(join(folder(), name), typeof text === "string" ? text : JSON.stringify(text));
      return `file://${join(folder(), name)}`;
    },
  };
}
