import { join } from "node:path";
import { interleaved } from "../lib/numbers.mjs";
import { createPeople, createPool } from "../lib/pools.mjs";
import { runToEnd } from "../lib/processes.mjs";
import { startProduct } from "../lib/product.mjs";
import { signInLoad } from "../lib/sign-in-load.mjs";
import { startCognitoLocal } from "../peers/cognito-local.mjs";

const NATIVE = join(import.meta.dirname, "..", "native-crypto.mjs");
const CLIENTS = 8;

/** Sign-ins against what their cryptography costs, and the same password load on cognito-local. */
export async function signIn({ rounds, seconds }) {
  const product = await startProduct();
  const peer = await startCognitoLocal();
  try {
    const pool = await createPool(product, "bench");
    const people = await createPeople(product, pool, 10);
    const home = {
      base: product.base,
      userPoolId: product.outputs.UserPoolId,
      clientId: product.outputs.UserPoolClientId,
    };
    const load = { clients: CLIENTS, seconds };
    const measured = await interleaved(
      {
        native: async () => JSON.parse((await runToEnd(process.execPath, [NATIVE])).output),
        srp: () => signInLoad(product.pid, { ...load, ...pool, people, flow: "srp" }),
        homeSrp: () => signInLoad(product.pid, { ...load, ...home, people: product.people, flow: "srp" }),
        password: () => signInLoad(product.pid, { ...load, ...pool, people, flow: "password" }),
        peer: () => signInLoad(peer.pid, { ...load, ...peer.pool, people: peer.people, flow: "password" }),
      },
      { rounds, warmUps: 2 },
    );
    return { measured, rows: rowsOf(measured) };
  } finally {
    await peer.stop();
    await product.dispose();
  }
}

function rowsOf({ native, srp, homeSrp, password, peer }) {
  const ms = (name, value) => ({ name, value, unit: "ms" });
  const rate = (name, value) => ({ name, value, unit: "/s" });
  const share = (name, value) => ({ name, value: value * 100, unit: "%" });
  return [
    ms("SRP: native cryptography of a sign-in", native.signIn),
    ms("SRP: server processor time of a sign-in", srp.cpuMs),
    rate("SRP: sign-ins, client on the same cores", srp.rps),
    ms("SRP: p50 of both calls", srp.p50),
    rate("SRP on the home pool (trigger invoked): sign-ins", homeSrp.rps),
    share("SRP on the home pool: native / processor time with function", native.signIn / homeSrp.cpuMs),
    rate("password: sign-ins", password.rps),
    rate("password on cognito-local: sign-ins", peer.rps),
    { name: "password: Portcullis / cognito-local", value: password.rps / peer.rps, unit: "×" },
    ms("password: server processor time of a sign-in", password.cpuMs),
    ms("password on cognito-local: processor time", peer.cpuMs),
  ];
}
