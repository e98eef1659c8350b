// Items through the door (signature, policy, trace, the engine's process) beside the engine alone, which
// checks nothing: put, get, and a query of twenty items, each by the same client program.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { interleaved } from "../lib/numbers.mjs";
import { freePorts } from "../lib/processes.mjs";
import { startProduct, temporaryFolder } from "../lib/product.mjs";
import { signedRequest } from "../lib/signed-call.mjs";

const CLIENTS = 16;
const TableName = "bench";
const key = (id) => ({ owner: { S: "ann" }, id: { S: String(id) } });
const TABLE = {
  TableName,
  BillingMode: "PAY_PER_REQUEST",
  KeySchema: [
    { AttributeName: "owner", KeyType: "HASH" },
    { AttributeName: "id", KeyType: "RANGE" },
  ],
  AttributeDefinitions: [
    { AttributeName: "owner", AttributeType: "S" },
    { AttributeName: "id", AttributeType: "S" },
  ],
};
const item = (id) => ({ ...key(id), text: { S: "a".repeat(200) }, total: { N: "12.5" } });
const CALLS = {
  put: ["PutItem", { TableName, Item: item(1) }],
  get: ["GetItem", { TableName, Key: key(1) }],
  query: [
    "Query",
    {
      TableName,
      Limit: 20,
      KeyConditionExpression: "#o = :o",
      ExpressionAttributeNames: { "#o": "owner" },
      ExpressionAttributeValues: { ":o": { S: "ann" } },
    },
  ],
};

export async function dynamodb({ rounds, seconds }) {
  const product = await startProduct();
  const engine = await startEngine();
  const bare = {
    base: engine.base,
    region: product.region,
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  };
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  try {
    for (const cloud of [product, bare]) {
      await send(agent, signed(cloud, "CreateTable", TABLE));
      for (let id = 0; id < 20; id += 1)
        await send(agent, signed(cloud, "PutItem", { TableName, Item: item(id) }));
    }
    const subjects = Object.entries(CALLS).flatMap(([name, [operation, input]]) => [
      [name, () => load(agent, signed(product, operation, input), seconds)],
      [`${name}Bare`, () => load(agent, signed(bare, operation, input), seconds)],
    ]);
    const measured = await interleaved(Object.fromEntries(subjects), { rounds, warmUps: 1 });
    return {
      measured,
      rows: Object.entries(measured).map(([name, { rps }]) => ({
        name: `DynamoDB ${name.replace("Bare", ", the engine alone")}`,
        value: rps,
        unit: "/s",
      })),
    };
  } finally {
    agent.destroy();
    engine.stop();
    await product.dispose();
  }
}

async function startEngine() {
  const require = createRequire(new URL("../../cloud/package.json", import.meta.url));
  const machine = `${process.platform}-${process.arch}`;
  const binary = join(dirname(require.resolve(`@dynoxide/${machine}/package.json`)), "dynoxide");
  const folder = temporaryFolder();
  const [port] = await freePorts(1);
  const child = spawn(binary, ["serve", "--port", String(port), "--db-path", join(folder, "bench.sqlite")]);
  await new Promise((resolve, reject) => {
    child.stdout.on("data", (text) => String(text).includes("listening on") && resolve());
    child.stderr.on("data", (text) => String(text).includes("listening on") && resolve());
    child.once("exit", (code) => reject(new Error(`The engine ended with ${code}`)));
  });
  return {
    base: `http://127.0.0.1:${port}`,
    stop: () => {
      child.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A call that may be sent as often as one likes: its signature holds for a quarter of an hour. */
function signed(cloud, operation, input) {
  const body = JSON.stringify(input);
  const { headers } = signedRequest(cloud, {
    service: "dynamodb",
    method: "POST",
    path: "/",
    headers: {
      "X-Amz-Target": `DynamoDB_20120810.${operation}`,
      "Content-Type": "application/x-amz-json-1.0",
    },
    body,
  });
  const { hostname, port } = new URL(cloud.base);
  return { hostname, port, headers, body };
}

async function load(agent, call, seconds) {
  let count = 0;
  const start = performance.now();
  const end = start + seconds * 1000;
  const client = async () => {
    while (performance.now() < end) {
      await send(agent, call);
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return { rps: (count * 1000) / (performance.now() - start) };
}

function send(agent, { hostname, port, headers, body }) {
  return new Promise((resolve, reject) => {
    const outgoing = request({ agent, hostname, port, method: "POST", headers }, (incoming) => {
      let text = "";
      incoming.setEncoding("utf8");
      incoming.on("data", (chunk) => {
        text += chunk;
      });
      incoming.once("end", () =>
        incoming.statusCode === 200 ? resolve() : reject(new Error(`${incoming.statusCode} ${text}`)),
      );
    });
    outgoing.once("error", reject);
    outgoing.end(body);
  });
}
