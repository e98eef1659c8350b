// `npm start`: installs what is missing, builds what is stale, and runs the cloud in this process.
import { installForStart } from "./install.mjs";
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

const { start } = loadStartScript();
await start(["stacks/cognito", "stacks/api", ...process.argv.slice(2)], (address) => import(address));
