// `npm run deploy` and `npm run destroy`: the home stacks, on AWS or (--local) in the running local cloud.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { buildIfStale } from "./build.mjs";
import { ROOT } from "./lib.mjs";

const [command, ...flags] = process.argv.slice(2);
const HOME_STACKS = ["stacks/cognito", "stacks/api"];

// People on AWS are not deleted by mistake; what is given later wins.
const protection = flags.includes("--local") ? [] : ["--parameter", "DeletionProtection=ACTIVE"];
const defaults = command === "deploy" ? ["--admin-group", "Admins", ...protection] : [];

await buildIfStale();
const { status } = spawnSync(
  process.execPath,
  [join(ROOT, "cloud", "bin", "portcullis.js"), command, ...HOME_STACKS, ...defaults, ...flags],
  { stdio: "inherit" },
);
process.exit(status ?? 1);
