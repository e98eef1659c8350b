import { callHome, signInHome } from "../lib/home.mjs";
import { descendants, rssMegabytes } from "../lib/processes.mjs";
import { newSettings, startProduct } from "../lib/product.mjs";

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
  return [
    {
      name: "after a restart, one sign-in and one call",
      value: afterRestart,
      unit: "MB",
      bar: { most: 120 },
    },
    {
      name: "after a first start, one sign-in and one call",
      value: afterFirst,
      unit: "MB",
      bar: { most: 120 },
    },
    { name: "one warm function process (mean)", value: mean(functions), unit: "MB" },
  ];
}

async function atRest(product) {
  await callHome(product, await signInHome(product));
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  return rssMegabytes(product.pid);
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
