// `npm start`: installs what is missing, builds what is stale, and runs the cloud in this process.
import { installForStart } from "./install.mjs";
import { run } from "./lib.mjs";
import { loadStartScript } from "./start-script.mjs";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Portcullis needs Node 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org.`,
  );
  process.exit(1);
}

installForStart();

const { buildIfStale } = await import("./build.mjs");
if (await buildIfStale()) console.log("Built.");

const words = process.argv.slice(2);
if (words.includes("--help") || words.includes("-h")) {
  console.log(
    "npm start is `portcullis up` with the stacks of this project; behind `--` it takes the same options.\n",
  );
  run(process.execPath, ["cloud/bin/portcullis.js", "up", "--help"]);
  process.exit(0);
}

const { start } = loadStartScript();
await start(["stacks/cognito", "stacks/api", ...words], (address) => import(address));
