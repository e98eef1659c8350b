// `npm start`: installs what is missing, builds what is stale, and runs the cloud in this process.
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { installed, ROOT, run } from "./lib.mjs";
import { loadStartScript } from "./start-script.mjs";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Portcullis needs Node 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org.`,
  );
  process.exit(1);
}

const lock = join(ROOT, "package-lock.json");
const marker = join(ROOT, "node_modules", ".package-lock.json");
if (!existsSync(marker) || statSync(marker).mtimeMs < statSync(lock).mtimeMs) {
  console.log("Installing what Portcullis needs (once) …");
  // Where somebody develops, the tools of the tests are there and stay.
  const only = installed(["vitest"]) ? [] : ["--workspace", "portcullis", "--workspace", "portcullis-stacks"];
  run("npm", ["ci", "--no-audit", "--no-fund", ...only]);
}

const { buildIfStale } = await import("./build.mjs");
if (await buildIfStale()) console.log("Built.");

const { start } = loadStartScript();
await start(["stacks/cognito", "stacks/api", ...process.argv.slice(2)], (address) => import(address));
