// What is promised, all of it in one table. A bar is a ratio to a yardstick of the same run on the same
// machine, so that a slow or busy machine moves both; absolute figures stand beside it as information.
// `of` takes what the measurement of the same name measured (its subjects' medians).

/** @typedef {{ name: string, of: (measured: object) => number, unit: string, most?: number, least?: number }} Bar */

/** @type {Readonly<Record<string, readonly Bar[]>>} */
export const BARS = {
  start: [
    {
      name: "restart, from npm start / npm start of nothing",
      of: ({ restart, npmFloor }) => restart.ms / npmFloor.ms,
      unit: "×",
      most: 2,
    },
    {
      name: "first start, from npm start / npm start of nothing",
      of: ({ firstStart, npmFloor }) => firstStart.ms / npmFloor.ms,
      unit: "×",
      most: 6,
    },
  ],
  memory: [
    {
      name: "memory after a restart / a bare node:http server",
      of: ({ restarted, hello }) => restarted.megabytes / hello.megabytes,
      unit: "×",
      most: 2.6,
    },
    {
      name: "memory after a first start / a bare node:http server",
      of: ({ first, hello }) => first.megabytes / hello.megabytes,
      unit: "×",
      most: 2.6,
    },
  ],
  api: [
    {
      name: "64 clients: requests of the API / of node:http alone",
      of: ({ api64, hello64 }) => (api64.rps / hello64.rps) * 100,
      unit: "%",
      least: 2.5,
    },
    {
      name: "processor time a request: server of the API / node:http alone",
      of: ({ api64, hello64 }) => api64.serverCpuMs / hello64.serverCpuMs,
      unit: "×",
      most: 40,
    },
    {
      name: "1 client: p50 of the API / of the bare handler",
      of: ({ api1, bare1 }) => api1.p50 / bare1.p50,
      unit: "×",
      most: 1.7,
    },
    {
      name: "64 clients: requests of the API / invocations of the bare handler",
      of: ({ api64, bare64 }) => api64.rps / bare64.rps,
      unit: "×",
      least: 1,
    },
  ],
  functions: [
    {
      name: "Node: cold call / start and first call of the runtime client alone",
      of: ({ node, nodeBare }) => node.coldMs / nodeBare.coldMs,
      unit: "×",
      most: 2,
    },
    {
      name: "Python: cold call / start and first call of the runtime client alone",
      of: ({ python, pythonBare }) => python.coldMs / pythonBare.coldMs,
      unit: "×",
      most: 2,
    },
    {
      name: "warm call: Python / Node",
      of: ({ python, node }) => python.warmMs / node.warmMs,
      unit: "×",
      most: 1.5,
    },
  ],
  console: [
    {
      name: "1,000 signed S3 reads a second: answers a second, trace page open / closed",
      of: ({ pacedOpened, pacedClosed }) => pacedOpened.rps / pacedClosed.rps,
      unit: "×",
      least: 0.95,
    },
    {
      name: "1,000 signed S3 reads a second: time of an answer (p50), trace page open / closed",
      of: ({ pacedOpened, pacedClosed }) => pacedOpened.p50 / pacedClosed.p50,
      unit: "×",
      most: 1.05,
    },
    {
      name: "as many signed S3 reads as the machine gives, trace page open / closed",
      of: ({ opened, closed }) => opened.rps / closed.rps,
      unit: "×",
      least: 0.75,
    },
  ],
  dynamodb: ["put", "get", "query"].flatMap((call) => [
    itemBar(call, "the SDK's client", "the engine alone", 60),
    itemBar(call, "one client", "a process that only forwards", 50),
    itemBar(call, "16 clients", "the engine alone", 30),
  ]),
  "sign-in": [
    {
      name: "SRP: native cryptography / server processor time",
      of: ({ native, srp }) => (native.signIn / srp.cpuMs) * 100,
      unit: "%",
      least: 60,
    },
    {
      name: "password: native cryptography / server processor time",
      of: ({ native, password }) => (native.passwordSignIn / password.cpuMs) * 100,
      unit: "%",
      least: 60,
    },
  ],
  // Five per cent is what two runs of the same thing differ by on a quiet machine.
  users: [
    {
      name: "SRP: processor time, 100,000 / 10 users",
      of: ({ manySrp, fewSrp }) => manySrp.cpuMs / fewSrp.cpuMs,
      unit: "×",
      most: 1.05,
    },
    {
      name: "password: processor time, 100,000 / 10 users",
      of: ({ manyPassword, fewPassword }) => manyPassword.cpuMs / fewPassword.cpuMs,
      unit: "×",
      most: 1.05,
    },
  ],
  app: [
    {
      name: "first visit until the sign-in form takes input / a page of one field",
      of: ({ first, blank }) => first.ms / blank.ms,
      unit: "×",
      most: 10,
    },
    { name: "requests to other hosts", of: ({ foreign }) => foreign.count, unit: "", most: 0 },
  ],
};

/** With `--against`: after a change / before it, of what a call or a start costs. */
export const NOT_HIGHER = { unit: "×", most: 1.05 };

/** The rows of a measurement's bars; none for a name without bars, or where nothing was measured. */
export function barRows(name, measured) {
  if (measured === undefined) return [];
  return (BARS[name] ?? []).map(({ name: title, of, unit, ...bar }) => ({
    name: title,
    value: of(measured),
    unit,
    bar,
  }));
}

/** Calls a second through the door, in hundredths of those of `yardstick` by the same client. */
function itemBar(call, client, yardstick, least) {
  const of = (measured) =>
    (measured[`${call}, ${client}`].rps / measured[`${call}, ${client}, ${yardstick}`].rps) * 100;
  return { name: `${call}, ${client}: through the door / ${yardstick}`, of, unit: "%", least };
}
