import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..");

export interface Ports {
  readonly port: number;
  readonly mqttPort: number;
  readonly mqttTlsPort: number;
  readonly appPort: number;
}

/** What a test needs to know of a running product; plain data, so that it crosses to the workers. */
export interface ProductFacts extends Ports {
  readonly endpoint: string;
  readonly stateDir: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly people: readonly {
    readonly email: string;
    readonly password: string;
    readonly groups: readonly string[];
  }[];
  readonly stacks: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface Product {
  readonly facts: ProductFacts;
  readonly pid: number;
  /** Everything it printed so far. */
  output(): string;
  /** Ctrl-C, and wait until it is gone. */
  stop(): Promise<void>;
  /** `kill -9`. */
  kill(): Promise<void>;
}

export interface ProductOptions {
  /** `npm start` of the project, or `portcullis up` with these folders. */
  readonly folders?: readonly string[];
  readonly stateDir?: string;
  readonly ports?: Ports;
  readonly workingFolder?: string;
  /** Whether the app of the project is built and served: a test that needs none is faster without. */
  readonly app?: boolean;
  readonly arguments?: readonly string[];
  /** Beside what a shell hands over. */
  readonly environment?: Readonly<Record<string, string>>;
}

export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const ports = options.ports ?? (await freePorts());
  const stateDir = options.stateDir ?? mkdtempSync(join(tmpdir(), "portcullis-state-"));
  const child = launch(options, ports, stateDir);
  let printed = "";
  child.stdout?.on("data", (chunk: Buffer) => (printed += chunk.toString("utf8")));
  child.stderr?.on("data", (chunk: Buffer) => (printed += chunk.toString("utf8")));
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await untilReady(child, () => printed);
  return {
    facts: await factsOf(ports, stateDir),
    pid: child.pid ?? 0,
    output: () => printed,
    stop: async () => {
      child.kill("SIGINT");
      await gone;
    },
    kill: async () => {
      child.kill("SIGKILL");
      await gone;
    },
  };
}

/** Runs a product that is expected to end by itself; answers its exit code and what it printed. */
export async function runProduct(options: ProductOptions): Promise<{ code: number | null; output: string }> {
  const ports = await freePorts();
  const stateDir = options.stateDir ?? mkdtempSync(join(tmpdir(), "portcullis-state-"));
  const child = launch(options, ports, stateDir);
  let output = "";
  child.stdout?.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
  child.stderr?.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
  // `exit` may come before the last of what it printed.
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  if (options.stateDir === undefined) rmSync(stateDir, { recursive: true, force: true });
  return { code, output };
}

function launch(options: ProductOptions, ports: Ports, stateDir: string): ChildProcess {
  const program =
    options.folders === undefined
      ? [join(ROOT, "scripts", "start.mjs")]
      : [join(ROOT, "cloud", "bin", "portcullis.js"), "up", ...options.folders];
  const flags = [
    ["--port", ports.port],
    ["--mqtt-port", ports.mqttPort],
    ["--mqtt-tls-port", ports.mqttTlsPort],
    ["--app-port", ports.appPort],
    ["--state", stateDir],
    options.app === true ? [] : ["--no-app"],
  ]
    .flat()
    .map(String);
  return spawn(process.execPath, [...program, ...flags, ...(options.arguments ?? [])], {
    cwd: options.workingFolder ?? ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...cleanEnvironment(), ...options.environment },
  });
}

/** What a person's shell would hand over, without the settings of this test run. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = ["PATH", "HOME", "TMPDIR", "LANG", "NODE_EXTRA_CA_CERTS"];
  return Object.fromEntries(
    kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

function untilReady(child: ChildProcess, printed: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.on("data", () => {
      if (printed().includes("is ready")) resolve();
    });
    child.once("exit", (code) =>
      reject(new Error(`The product ended (${code}) before it was ready:\n${printed()}`)),
    );
  });
}

async function factsOf(ports: Ports, stateDir: string): Promise<ProductFacts> {
  const endpoint = `http://127.0.0.1:${ports.port}`;
  const health = (await (await fetch(`${endpoint}/_portcullis/health`)).json()) as {
    region: string;
    stacks: { name: string; outputs: Record<string, string> }[];
  };
  return {
    ...ports,
    endpoint,
    stateDir,
    region: health.region,
    credentials: credentialsIn(stateDir),
    people: peopleIn(stateDir),
    stacks: Object.fromEntries(health.stacks.map(({ name, outputs }) => [name, outputs])),
  };
}

function credentialsIn(stateDir: string): ProductFacts["credentials"] {
  const text = readFileSync(join(stateDir, "credentials"), "utf8");
  return {
    accessKeyId: /aws_access_key_id = (\S+)/.exec(text)?.[1] ?? "",
    secretAccessKey: /aws_secret_access_key = (\S+)/.exec(text)?.[1] ?? "",
  };
}

function peopleIn(stateDir: string): ProductFacts["people"] {
  try {
    return JSON.parse(readFileSync(join(stateDir, "people.json"), "utf8"));
  } catch {
    return [];
  }
}

async function freePorts(): Promise<Ports> {
  const [port = 0, mqttPort = 0, mqttTlsPort = 0, appPort = 0] = await Promise.all(
    [0, 1, 2, 3].map(
      () =>
        new Promise<number>((resolve, reject) => {
          const server = createServer();
          server.once("error", reject);
          server.listen(0, "127.0.0.1", () => {
            const address = server.address();
            server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
          });
        }),
    ),
  );
  return { port, mqttPort, mqttTlsPort, appPort };
}
