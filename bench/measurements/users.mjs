import { interleaved } from "../lib/numbers.mjs";
import { createPeople, createPool } from "../lib/pools.mjs";
import { newSettings, startProduct } from "../lib/product.mjs";
import { signInLoad } from "../lib/sign-in-load.mjs";
import { addUsers } from "../lib/stored-users.mjs";

const FEW = 10;
const MANY = 100_000;
/** People of the large pool who sign in; their rows lie all over the table. */
const ACTIVE = 500;
const CLIENTS = 8;

/** The same sign-ins in a pool of 10 and in one of 100,000 users. */
export async function users({ rounds, seconds }) {
  const settings = await newSettings();
  const prepared = await prepare(settings);
  const product = await startProduct(settings);
  try {
    const load = (pool, flow) => () => signInLoad(product.pid, { ...pool, flow, clients: CLIENTS, seconds });
    const { few, many } = prepared;
    const measured = await interleaved(
      {
        fewSrp: load(few, "srp"),
        manySrp: load(many, "srp"),
        fewPassword: load(few, "password"),
        manyPassword: load(many, "password"),
      },
      { rounds, warmUps: 1 },
    );
    return { measured, rows: rowsOf(measured) };
  } finally {
    await product.dispose();
  }
}

async function prepare(settings) {
  const product = await startProduct(settings);
  const few = await createPool(product, "few");
  const many = await createPool(product, "many");
  const fewPeople = await createPeople(product, few, FEW);
  const manyPeople = await createPeople(product, many, ACTIVE);
  await product.stop();
  addUsers(settings.stateDir, many.userPoolId, MANY - ACTIVE);
  return { few: { ...few, people: fewPeople }, many: { ...many, people: manyPeople } };
}

function rowsOf({ fewSrp, manySrp, fewPassword, manyPassword }) {
  const rate = (name, value) => ({ name, value, unit: "/s" });
  const cost = (name, value) => ({ name, value, unit: "ms" });
  return [
    rate("SRP sign-ins, 10 users", fewSrp.rps),
    rate("SRP sign-ins, 100,000 users", manySrp.rps),
    cost("SRP: processor time, 10 users", fewSrp.cpuMs),
    cost("SRP: processor time, 100,000 users", manySrp.cpuMs),
    rate("password sign-ins, 10 users", fewPassword.rps),
    rate("password sign-ins, 100,000 users", manyPassword.rps),
    cost("password: processor time, 10 users", fewPassword.cpuMs),
    cost("password: processor time, 100,000 users", manyPassword.cpuMs),
  ];
}
