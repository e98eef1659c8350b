import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCloudClient } from "./cloud-client.ts";
import { PROBE_HEADER, provenProbe } from "./probe-proof.ts";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };

describe("TRACE-8 a client whose reads are its tool's own", () => {
  const seen: string[] = [];
  const server = createServer((request, reply) => {
    const proof = String(request.headers[PROBE_HEADER] ?? "");
    seen.push(provenProbe(proof, [credentials.secretAccessKey]) ?? "-");
    reply.end("{}");
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  afterAll(() => void server.close());

  test.each([
    ["ListUsers", "command"],
    ["AdminGetUser", "command"],
    ["DescribeUserPool", "command"],
    ["AdminCreateUser", "-"],
    ["InitiateAuth", "-"],
  ])("%s is told as %s", async (operation, expected) => {
    const { port } = server.address() as AddressInfo;
    const client = createCloudClient({ port, region: "eu-west-1", credentials, reads: "command" });
    await client.cognito(operation, {});
    expect(seen.at(-1)).toBe(expected);
  });

  test("what is sent as it is, a call of a function for example, is somebody's request", async () => {
    const { port } = server.address() as AddressInfo;
    const client = createCloudClient({ port, region: "eu-west-1", credentials, reads: "command" });
    await client.send({ service: "lambda", method: "POST", path: "/2015-03-31/functions/a/invocations" });
    expect(seen.at(-1)).toBe("-");
  });
});
