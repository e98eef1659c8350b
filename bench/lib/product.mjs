// Starts the product as `npm start` does, without npm, on free ports and a state folder of its own.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePorts, startUntil } from "./processes.mjs";

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const READY = "is ready";

export function temporaryFolder() {
  return mkdtempSync(join(tmpdir(), "portcullis-bench-"));
}

/**
 * Ports and state folder of one cloud, as flags of `npm start`. Hardly anything measured here needs the
 * app: its build would take the processor from what is measured.
 */
export async function newSettings({ app = false } = {}) {
  const [port, mqttPort, mqttTlsPort, appPort] = await freePorts(4);
  const stateDir = temporaryFolder();
  const flags = [
    "--port",
    port,
    "--mqtt-port",
    mqttPort,
    "--mqtt-tls-port",
    mqttTlsPort,
    "--app-port",
    appPort,
    // What the machine can do is measured, not what the stage lets through.
    "--parameter",
    "RequestsPerSecond=100000",
    "--parameter",
    "RequestsAtOnce=100000",
  ];
  return {
    port,
    appPort,
    stateDir,
    flags: [...flags.map(String), "--state", stateDir, ...(app ? [] : ["--no-app"])],
  };
}

/** @param root the checkout whose product it is; it has to be built */
export async function startProduct(settings, root = ROOT) {
  const own = settings ?? (await newSettings());
  const started = await startUntil(process.execPath, ["scripts/start.mjs", ...own.flags], {
    cwd: root,
    sign: READY,
  });
  return {
    ...own,
    pid: started.child.pid,
    milliseconds: started.milliseconds,
    ...(await factsOf(own)),
    stop: () => stop(started),
    dispose: async () => {
      await stop(started);
      rmSync(own.stateDir, { recursive: true, force: true });
    },
  };
}

/** `npm start -- …` until it says that it is ready; answers the milliseconds and stops it. */
export async function timeNpmStart(settings) {
  const started = await startUntil("npm", ["start", "--", ...settings.flags], {
    cwd: ROOT,
    sign: READY,
    detached: true,
  });
  // npm hands signals on late: the group is told, as a terminal does on Ctrl-C.
  process.kill(-started.child.pid, "SIGINT");
  await started.gone;
  return started.milliseconds;
}

async function stop({ child, gone }) {
  child.kill("SIGINT");
  await gone;
}

/** What is known of the cloud behind `port`: address, keys, people, outputs of its stacks. */
export async function factsOf({ port, stateDir }) {
  const base = `http://127.0.0.1:${port}`;
  const health = await (await fetch(`${base}/_portcullis/health`)).json();
  const outputs = Object.assign({}, ...health.stacks.map((stack) => stack.outputs));
  const text = readFileSync(join(stateDir, "credentials"), "utf8");
  const people = join(stateDir, "people.json");
  const secret = (name) => new RegExp(`${name} = (\\S+)`).exec(text)?.[1] ?? "";
  return {
    base,
    region: health.region,
    outputs,
    people: existsSync(people) ? JSON.parse(readFileSync(people, "utf8")) : [],
    credentials: {
      accessKeyId: secret("aws_access_key_id"),
      secretAccessKey: secret("aws_secret_access_key"),
    },
  };
}
