// Items through the door (signature, policy, trace, the engine's process) beside the engine alone, which
// checks nothing: put, get, and a query of twenty items, by the same clients.
import { rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { interleaved } from "../lib/numbers.mjs";
import { freePorts, startUntil } from "../lib/processes.mjs";
import { startProduct, temporaryFolder } from "../lib/product.mjs";
import { signedRequest } from "../lib/signed-call.mjs";

/** Finds the packages of the cloud: its engine, and the clients of its tests. */
const require = createRequire(new URL("../../cloud/package.json", import.meta.url));
const { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } = require("@aws-sdk/client-dynamodb");
const FORWARDER = join(import.meta.dirname, "..", "forwarding-server.mjs");
const MANY = 16;
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
  put: [PutItemCommand, { TableName, Item: item(1) }],
  get: [GetItemCommand, { TableName, Key: key(1) }],
  query: [
    QueryCommand,
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
  const credentials = { accessKeyId: "a", secretAccessKey: "b" };
  const bare = { base: engine.base, region: product.region, credentials };
  const forwarder = await startForwarder(engine.port);
  const forwarded = { ...bare, base: forwarder.base };
  const agent = new Agent({ keepAlive: true, maxSockets: MANY });
  const clients = { sdk: sdkClient(product), sdkBare: sdkClient(bare) };
  try {
    for (const cloud of [product, bare]) {
      await send(agent, signed(cloud, "CreateTable", TABLE));
      for (let id = 0; id < 20; id += 1)
        await send(agent, signed(cloud, "PutItem", { TableName, Item: item(id) }));
    }
    const subjects = {};
    for (const [name, [Command, input]] of Object.entries(CALLS)) {
      const operation = Command.name.replace("Command", "");
      const raw = (cloud, count) => () => {
        const call = signed(cloud, operation, input);
        return load(() => send(agent, call), count, seconds);
      };
      const bySdk = (client) => () => load(() => client.send(new Command(input)), 1, seconds);
      Object.assign(subjects, {
        [`${name}, the SDK's client`]: bySdk(clients.sdk),
        [`${name}, the SDK's client, the engine alone`]: bySdk(clients.sdkBare),
        [`${name}, one client`]: raw(product, 1),
        [`${name}, one client, the engine alone`]: raw(bare, 1),
        [`${name}, one client, a process that only forwards`]: raw(forwarded, 1),
        [`${name}, ${MANY} clients`]: raw(product, MANY),
        [`${name}, ${MANY} clients, the engine alone`]: raw(bare, MANY),
      });
    }
    const measured = await interleaved(subjects, { rounds, warmUps: 1 });
    const rows = Object.entries(measured).map(([name, { rps }]) => ({
      name: `DynamoDB ${name}`,
      value: rps,
      unit: "/s",
    }));
    return { measured, rows };
  } finally {
    for (const client of Object.values(clients)) client.destroy();
    agent.destroy();
    forwarder.stop();
    engine.stop();
    await product.dispose();
  }
}

function sdkClient({ base, region, credentials }) {
  return new DynamoDBClient({ endpoint: base, region, credentials });
}

async function startForwarder(port) {
  const { child, output } = await startUntil(process.execPath, [FORWARDER, String(port)], { sign: "port" });
  return { base: `http://127.0.0.1:${/port (\d+)/.exec(output)[1]}`, stop: () => child.kill() };
}

async function startEngine() {
  const machine = `${process.platform}-${process.arch}`;
  const binary = join(dirname(require.resolve(`@dynoxide/${machine}/package.json`)), "dynoxide");
  const folder = temporaryFolder();
  const [port] = await freePorts(1);
  const words = ["serve", "--port", String(port), "--db-path", join(folder, "bench.sqlite")];
  const { child } = await startUntil(binary, words, { sign: "listening on" });
  return {
    port,
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

async function load(call, clients, seconds) {
  let count = 0;
  const start = performance.now();
  const end = start + seconds * 1000;
  const client = async () => {
    while (performance.now() < end) {
      await call();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
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
