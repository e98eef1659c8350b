// What calls and starts cost a product, in processor time of its processes: a group of subjects each,
// measured alone (`cost`) or beside the product of another checkout (`--against`).
import { setTimeout as delay } from "node:timers/promises";
import { callHome, homeUrl, signInHome } from "./home.mjs";
import { httpLoad } from "./load.mjs";
import { createPeople, createPool } from "./pools.mjs";
import { cpuSeconds, cpuSecondsOfAll } from "./processes.mjs";
import { newSettings, startProduct } from "./product.mjs";
import { objectToRead } from "./s3.mjs";
import { signInLoad } from "./sign-in-load.mjs";

const CLIENTS = 16;
const SIGN_IN_CLIENTS = 8;

/** Per group: how its subjects are made for one running product; `{ title: () => Promise<{ member: number }> }`. */
export const COSTS = {
  api: async (product, { seconds }) => {
    const headers = await signInHome(product);
    await callHome(product, headers);
    const load = { url: homeUrl(product), headers, clients: CLIENTS, seconds };
    return { "API call, authorizer and function": () => withCpu(product.pid, () => httpLoad(load)) };
  },
  s3: async (product, { seconds }) => {
    const { url, administrator, reader } = await objectToRead(product);
    const read = (headers) => () =>
      withCpu(product.pid, () => httpLoad({ url, headers, clients: CLIENTS, seconds }));
    return {
      "S3 GetObject, access key": read(administrator),
      "S3 GetObject, role as a function": read(reader),
    };
  },
  "sign-in": async (product, { seconds }) => {
    const pool = await createPool(product, "bench");
    const people = await createPeople(product, pool, 10);
    const load = (flow) => async () => {
      const options = { ...pool, people, flow, clients: SIGN_IN_CLIENTS, seconds };
      const { cpuMs, rps, p50 } = await signInLoad(product.pid, options);
      return { serverMs: cpuMs, rps, p50 };
    };
    return { "sign-in by SRP": load("srp"), "sign-in by password": load("password") };
  },
  start: async ({ root }) => {
    const settings = await newSettings();
    await (await startProduct(settings, root)).stop();
    return { "restart, without npm": () => restart(settings, root) };
  },
};

/** Adds the processor milliseconds that a request cost the server and what it started (functions). */
async function withCpu(pid, run) {
  const before = { own: cpuSeconds(pid), all: cpuSecondsOfAll(pid) };
  const { rps, p50, count } = await run();
  const own = cpuSeconds(pid) - before.own;
  const all = cpuSecondsOfAll(pid) - before.all;
  const perRequest = (spent) => (spent * 1000) / count;
  return { serverMs: perRequest(own), functionMs: perRequest(all - own), rps, p50 };
}

/** A stop before it listens to signals, right behind the line "is ready", is no orderly one. */
const UNTIL_STOPPED_IN_ORDER_MS = 500;

/** Until it says that it is ready: the time on the clock, and that of the processor. */
async function restart(settings, root) {
  const product = await startProduct(settings, root);
  const serverMs = cpuSeconds(product.pid) * 1000;
  await delay(UNTIL_STOPPED_IN_ORDER_MS);
  await product.stop();
  return { serverMs, p50: product.milliseconds };
}

/** The subjects of the groups on a product of `root`, and what ends it. */
export async function costSubjects(groups, { root, seconds }) {
  const product = await startProduct(undefined, root);
  try {
    const subjects = {};
    for (const group of groups)
      Object.assign(subjects, await COSTS[group]({ ...product, root }, { seconds }));
    return { subjects, dispose: product.dispose };
  } catch (error) {
    await product.dispose();
    throw error;
  }
}
