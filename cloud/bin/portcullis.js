#!/usr/bin/env node
import { existsSync } from "node:fs";

const program = new URL("../dist/cli.js", import.meta.url);
if (existsSync(program)) {
  await import(program.href);
} else {
  console.error("Portcullis is not built yet. Run `npm run build` in its checkout, or `npm start`.");
  process.exitCode = 1;
}
