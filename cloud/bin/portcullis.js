#!/usr/bin/env node
import { existsSync } from "node:fs";

const program = new URL("../dist/cli.js", import.meta.url);
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Portcullis needs Node 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org.`,
  );
  process.exitCode = 1;
} else if (existsSync(program)) {
  await import(program.href);
} else {
  console.error("Portcullis is not built yet. Run `npm run build` in its checkout, or `npm start`.");
  process.exitCode = 1;
}
