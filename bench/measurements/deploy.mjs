import { rmSync } from "node:fs";
import { join } from "node:path";
import { interleaved } from "../lib/numbers.mjs";
import { cpuSeconds, startUntil } from "../lib/processes.mjs";
import { newSettings, ROOT } from "../lib/product.mjs";
import { buildHomeStacks, HOME_FOLDERS, samDesk } from "../lib/sam.mjs";

/** Both home stacks into an empty cloud: by the real `sam deploy`, and by `portcullis up`. */
export async function deploy({ rounds }) {
  const desk = await samDesk();
  if ("missing" in desk) {
    console.log(`Without sam deploy: ${desk.missing}.`);
    const { up } = await interleaved({ up: bySelf }, { rounds });
    return { rows: [row(UP, up.ms)] };
  }
  const first = await desk.startEmptyCloud();
  const { deployments, dispose } = await buildHomeStacks((words) => desk.sam(first.facts, words));
  await end(first);
  try {
    const subjects = {
      sam: () => bySam(desk, deployments, 5),
      eager: () => bySam(desk, deployments, 0.1),
      up: bySelf,
    };
    return { rows: rowsOf(await interleaved(subjects, { rounds, warmUps: 1 })) };
  } finally {
    dispose();
  }
}

/** What was built is deployed; then once more without a change, and `sam` alone, which are its floors. */
async function bySam({ startEmptyCloud, sam }, deployments, pollSeconds) {
  const cloud = await startEmptyCloud();
  const inTurn = async (all) => {
    let sum = 0;
    for (const words of all) sum += await sam(cloud.facts, words, pollSeconds);
    return sum;
  };
  const before = cpuSeconds(cloud.pid);
  const ms = await inTurn(deployments);
  const cloudCpuMs = (cpuSeconds(cloud.pid) - before) * 1_000;
  await assertDeployed(cloud.facts.port);
  const unchangedMs = await inTurn(deployments);
  const versionMs = await inTurn(deployments.map(() => ["--version"]));
  await end(cloud);
  return { ms, cloudCpuMs, unchangedMs, versionMs };
}

async function end(cloud) {
  await cloud.stop();
  rmSync(cloud.facts.stateDir, { recursive: true, force: true });
}

/** From the start of the process until the second stack is there; its functions are built in that time. */
async function bySelf() {
  const { port, stateDir, flags } = await newSettings();
  const program = join(ROOT, "cloud", "bin", "portcullis.js");
  const started = await startUntil(process.execPath, [program, "up", ...HOME_FOLDERS, ...flags], {
    cwd: ROOT,
    sign: "homeapp-api deployed",
  });
  await assertDeployed(port);
  started.child.kill("SIGINT");
  await started.gone;
  rmSync(stateDir, { recursive: true, force: true });
  return { ms: started.milliseconds };
}

async function assertDeployed(port) {
  const health = await (await fetch(`http://127.0.0.1:${port}/_portcullis/health`)).json();
  for (const name of ["homeapp-cognito", "homeapp-api"]) {
    const status = health.stacks.find((stack) => stack.name === name)?.status;
    if (status !== "CREATE_COMPLETE") throw new Error(`${name} is ${status}, not CREATE_COMPLETE`);
  }
}

const UP = "portcullis up: both stacks created, functions built";

function rowsOf({ sam, eager, up }) {
  return [
    row("sam deploy: both stacks created, built before", sam.ms),
    row("the same with SAM_CLI_POLL_DELAY=0.1", eager.ms),
    row("of that, processor time of the cloud", eager.cloudCpuMs),
    row("floor: sam deploy of both without a change", eager.unchangedMs),
    row("floor: sam --version, twice", eager.versionMs),
    row(UP, up.ms),
    { name: "sam deploy / portcullis up", value: sam.ms / up.ms, unit: "×" },
    { name: "sam deploy with SAM_CLI_POLL_DELAY=0.1 / portcullis up", value: eager.ms / up.ms, unit: "×" },
  ];
}

const row = (name, value) => ({ name, value, unit: "ms" });
