import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { interleaved } from "../lib/numbers.mjs";
import { runToEnd } from "../lib/processes.mjs";
import { newSettings, ROOT, startProduct, temporaryFolder, timeNpmStart } from "../lib/product.mjs";

/** From the command to "is ready": the first start with an empty state folder, and restarts. */
export async function start({ rounds }) {
  const idle = await idleProject();
  const restarted = await newSettings();
  await (await startProduct(restarted)).stop();
  const measured = await interleaved(
    {
      npmFloor: () => timed("npm", ["start"], idle),
      nodeFloor: () => timed(process.execPath, ["-e", "0"], idle),
      firstStart: firstStart,
      restart: async () => ({ ms: await timeNpmStart(restarted) }),
      restartWithoutNpm: async () => {
        const product = await startProduct(restarted);
        await product.stop();
        return { ms: product.milliseconds };
      },
    },
    { rounds },
  );
  for (const folder of [restarted.stateDir, idle]) rmSync(folder, { recursive: true, force: true });
  return { measured, rows: rowsOf(measured) };
}

async function firstStart() {
  const settings = await newSettings();
  const ms = await timeNpmStart(settings);
  rmSync(settings.stateDir, { recursive: true, force: true });
  return { ms };
}

/** A project whose `npm start` runs a script that does nothing. */
async function idleProject() {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ scripts: { start: "node nothing.mjs" } }));
  writeFileSync(join(folder, "nothing.mjs"), "");
  return folder;
}

async function timed(command, args, cwd = ROOT) {
  const { milliseconds } = await runToEnd(command, args, { cwd });
  return { ms: milliseconds };
}

function rowsOf({ npmFloor, nodeFloor, firstStart: first, restart, restartWithoutNpm }) {
  return [
    row("first start, from npm start", first.ms),
    row("restart, from npm start", restart.ms),
    row("restart, without npm", restartWithoutNpm.ms),
    row("floor: npm start of a script that does nothing", npmFloor.ms),
    row("floor: node of a script that does nothing", nodeFloor.ms),
    row("restart above npm's floor", restart.ms - npmFloor.ms),
  ];
}

const row = (name, value) => ({ name, value, unit: "ms" });
