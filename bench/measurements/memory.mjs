import { join } from "node:path";
import { callHome, signInHome } from "../lib/home.mjs";
import { descendants, rssMegabytes, startUntil } from "../lib/processes.mjs";
import { newSettings, startProduct } from "../lib/product.mjs";

const HELLO = join(import.meta.dirname, "..", "hello-server.mjs");
/** Long enough for worker threads without work to end and for the collector to run. */
const REST_MS = 8_000;

/** Resident memory of the one process that serves, at rest; function processes stand apart. */
export async function memory() {
  const settings = await newSettings();
  const first = await startProduct(settings);
  const afterFirst = await atRest(first);
  await first.stop();
  const second = await startProduct(settings);
  const afterRestart = await atRest(second);
  const functions = descendants(second.pid).map(rssMegabytes);
  await second.dispose();
  const bare = await bareServer();
  return {
    measured: { first: mb(afterFirst), restarted: mb(afterRestart), hello: mb(bare) },
    rows: [
      { name: "after a restart, one sign-in and one call", value: afterRestart, unit: "MB" },
      { name: "after a first start, one sign-in and one call", value: afterFirst, unit: "MB" },
      { name: "one warm function process (mean)", value: mean(functions), unit: "MB" },
      { name: "a bare node:http server, after one call", value: bare, unit: "MB" },
    ],
  };
}

const mb = (megabytes) => ({ megabytes });

async function atRest(product) {
  await callHome(product, await signInHome(product));
  await rest();
  return rssMegabytes(product.pid);
}

/** The yardstick: node with an HTTP server that does nothing. */
async function bareServer() {
  const { child, output } = await startUntil(process.execPath, [HELLO], { sign: "port" });
  await (await fetch(`http://127.0.0.1:${/port (\d+)/.exec(output)[1]}/`)).text();
  await rest();
  const megabytes = rssMegabytes(child.pid);
  child.kill();
  return megabytes;
}

const rest = () => new Promise((resolve) => setTimeout(resolve, REST_MS));

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
