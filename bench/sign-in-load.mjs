// A process of its own that signs in without pause: node sign-in-load.mjs '<json>'.
// { base, userPoolId, clientId, flow: "srp" | "password", people: [{ email, password }], clients, seconds }
// Prints { count, seconds, p50, p99 } (milliseconds) of the sign-ins that brought tokens.
import { signInByPassword, signInBySrp } from "./lib/cognito.mjs";
import { quantile } from "./lib/numbers.mjs";

const load = JSON.parse(process.argv[2] ?? "{}");
const signIn = load.flow === "srp" ? signInBySrp : signInByPassword;
const times = [];
let next = 0;

async function client(until) {
  while (performance.now() < until) {
    const person = load.people[next % load.people.length];
    next += 1;
    const started = performance.now();
    await signIn(load, person);
    times.push(performance.now() - started);
  }
}

const started = performance.now();
await Promise.all(Array.from({ length: load.clients }, () => client(started + load.seconds * 1000)));
const seconds = (performance.now() - started) / 1000;
const result = { count: times.length, seconds, p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
process.stdout.write(JSON.stringify(result));
process.exit(0);
