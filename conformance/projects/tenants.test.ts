import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
  paginateQuery,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientsFor } from "../support/clients.ts";
import { type Product, startProduct } from "../support/product.ts";

const folder = join(import.meta.dirname, "fixtures", "tenants");

describe("one table for all tenants, behind sign-in", () => {
  let product: Product;
  let outputs: Readonly<Record<string, string>>;
  const tokens: Record<string, string> = {};

  beforeAll(async () => {
    product = await startProduct({ folders: [folder] });
    outputs = product.facts.stacks["tenants"] ?? {};
    const { cognito } = clientsFor(product.facts);
    for (const tenant of ["ann", "bob"]) {
      const Username = `${tenant}@example.com`;
      const person = { UserPoolId: outputs["PoolId"] ?? "", Username };
      const Password = "A-pass-word-1";
      await cognito.send(
        new AdminCreateUserCommand({
          ...person,
          MessageAction: "SUPPRESS",
          UserAttributes: [{ Name: "email", Value: Username }],
        }),
      );
      await cognito.send(new AdminSetUserPasswordCommand({ ...person, Password, Permanent: true }));
      const { AuthenticationResult: result } = await cognito.send(
        new InitiateAuthCommand({
          AuthFlow: "USER_PASSWORD_AUTH",
          ClientId: outputs["ClientId"] ?? "",
          AuthParameters: { USERNAME: Username, PASSWORD: Password },
        }),
      );
      tokens[tenant] = result?.IdToken ?? "";
    }
  });
  afterAll(async () => {
    await product.stop();
    rmSync(product.facts.stateDir, { recursive: true, force: true });
  });

  async function call(who: string, method: string, path: string, note?: object) {
    const reply = await fetch(`${outputs["ApiUrl"]}${path}`, {
      method,
      headers: { Authorization: tokens[who] ?? "" },
      ...(note === undefined ? {} : { body: JSON.stringify(note) }),
    });
    return [reply.status, await reply.json()] as const;
  }

  test("a tenant writes, reads, lists and deletes its own", async () => {
    expect(await call("ann", "PUT", "/ann/notes/1", { text: "hello", topic: "weather" })).toEqual([
      200,
      { tenant: "ann", id: "1" },
    ]);
    await call("ann", "PUT", "/ann/notes/2", { text: "bye", topic: "weather" });
    const first = { tenant: "ann", id: "1", text: "hello", topic: "weather" };

    expect(await call("ann", "GET", "/ann/notes/1")).toEqual([200, first]);
    expect(await call("ann", "GET", "/ann/notes")).toEqual([
      200,
      [first, expect.objectContaining({ id: "2" })],
    ]);
    await call("ann", "DELETE", "/ann/notes/2");
    expect(await call("ann", "GET", "/ann/notes/2")).toEqual([404, {}]);
  });

  test.each([
    ["GET", "/ann/notes/1", "GetItem"],
    ["GET", "/ann/notes", "Query"],
    ["PUT", "/ann/notes/1", "PutItem"],
    ["DELETE", "/ann/notes/1", "DeleteItem"],
  ])("DDB-2 another tenant is refused: %s %s", async (method, path, operation) => {
    const [status, body] = await call("bob", method, path, method === "PUT" ? { text: "mine" } : undefined);

    expect([status, body]).toEqual([
      403,
      {
        name: "AccessDeniedException",
        message: expect.stringMatching(
          `^User: arn:aws:sts::123456789012:assumed-role/tenants-TenantRole-\\w+/tenant is not authorized to perform: dynamodb:${operation} on resource: ${outputs["TableArn"]} because no session policy allows the dynamodb:${operation} action$`,
        ),
      },
    ]);
  });

  test("without a token nobody comes as far as the table", async () => {
    expect((await call("nobody", "GET", "/ann/notes"))[0]).toBe(401);
  });

  test("DynamoDBReadPolicy reads the table and its index, and writes nothing", async () => {
    await call("ann", "PUT", "/ann/notes/1", { topic: "weather" });

    expect(await call("bob", "GET", "/topics/weather")).toEqual([200, { found: ["1"], visits: 1 }]);
    expect(await call("bob", "GET", "/topics/weather")).toEqual([200, { found: ["1"], visits: 2 }]);
    const [status, body] = await call("bob", "POST", "/topics/weather");
    expect([status, body]).toEqual([
      403,
      {
        name: "AccessDeniedException",
        message: expect.stringContaining(
          "because no identity-based policy allows the dynamodb:PutItem action",
        ),
      },
    ]);
  });

  test("kill -9 of the cloud while it writes loses nothing acknowledged and leaves no engine", async () => {
    const { facts } = product;
    const settings = { endpoint: facts.endpoint, region: facts.region, credentials: facts.credentials };
    const client = new DynamoDBClient({ ...settings, maxAttempts: 1 });
    const TableName = outputs["TableName"] ?? "";
    const item = (id: number) => ({ tenant: { S: "kill" }, id: { S: String(id).padStart(6, "0") } });
    const acknowledged: string[] = [];
    let killing: Promise<void> | undefined;
    for (let id = 0; killing === undefined || id < 400; id += 1) {
      const written = client.send(new PutItemCommand({ TableName, Item: item(id) })).then(
        () => acknowledged.push(item(id).id.S),
        () => undefined,
      );
      if (id % 10 === 0) await written;
      if (id === 200) killing = product.kill();
    }
    await killing;
    await expect.poll(() => programsWith(join(facts.stateDir, "dynamodb"))).toEqual([]);

    const { port, mqttPort, mqttTlsPort, appPort, stateDir } = facts;
    product = await startProduct({
      folders: [folder],
      stateDir,
      ports: { port, mqttPort, mqttTlsPort, appPort },
    });
    const found = new Set<string>();
    const query = {
      TableName,
      KeyConditionExpression: "tenant = :t",
      ExpressionAttributeValues: { ":t": { S: "kill" } },
    };
    for await (const { Items = [] } of paginateQuery({ client }, query)) {
      for (const { id } of Items) found.add(id?.S ?? "");
    }

    expect(acknowledged.length).toBeGreaterThan(100);
    expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    expect(Table?.TableStatus).toBe("ACTIVE");
  });
});

/** Command lines of running programs that have the text; none where the machine does not tell. */
function programsWith(text: string): string[] {
  const pids = process.platform === "linux" ? readdirSync("/proc").filter((name) => /^\d+$/.test(name)) : [];
  return pids.flatMap((pid) => {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, "utf8");
      return line.includes(text) ? [line] : [];
    } catch {
      return [];
    }
  });
}
