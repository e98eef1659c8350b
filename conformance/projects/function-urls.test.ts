import { rmSync } from "node:fs";
import { createServer, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { InvokeWithResponseStreamCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { SignatureV4 } from "@smithy/signature-v4";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { type Product, startProduct } from "../support/product.ts";
import { Sha256 } from "../support/sha256.ts";

const FORBIDDEN =
  '{"Message":"Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"}';

describe("a project of functions with addresses of their own", () => {
  let product: Product;
  let outputs: Readonly<Record<string, string>>;

  const folder = join(import.meta.dirname, "fixtures", "doorbell");

  beforeAll(async () => {
    product = await startProduct({ folders: [folder] });
    outputs = product.facts.stacks["doorbell"] ?? {};
  });

  afterAll(async () => {
    await product.stop();
    rmSync(product.facts.stateDir, { recursive: true, force: true });
  });

  const told = async (reply: Response) => [reply.status, await reply.text()];

  /** As SDKs and `curl --aws-sigv4` sign. */
  async function signed(address: string, secretAccessKey = product.facts.credentials.secretAccessKey) {
    const { hostname, port, pathname } = new URL(address);
    const { region, credentials } = product.facts;
    const signer = new SignatureV4({
      service: "lambda",
      region,
      credentials: { ...credentials, secretAccessKey },
      sha256: Sha256,
    });
    const { headers } = await signer.sign({
      method: "GET",
      protocol: "http:",
      hostname,
      port: Number(port),
      path: pathname,
      headers: { host: `${hostname}:${port}` },
    });
    return fetch(address, { headers });
  }

  test("everybody calls the open one, at the address of the stack's output", async () => {
    expect(outputs["RingUrl"]).toMatch(/^http:\/\/localhost:\d+\/_aws\/lambda-url\/[a-z0-9]{32}\/$/);
    expect(await told(await fetch(`${outputs["RingUrl"]}a%2Fb?who=olga`))).toEqual([
      200,
      '{"path":"/a%2Fb","query":{"who":"olga"},"account":"anonymous"}',
    ]);
  });

  test("it has a host of its own as well", async () => {
    const id = /[a-z0-9]{32}/.exec(outputs["RingUrl"] ?? "")?.[0] ?? "";
    const host = `${id}.lambda-url.${product.facts.region}.localhost`;
    const url = `http://127.0.0.1:${product.facts.port}/own`;
    const text = await new Promise<string>((resolve, reject) => {
      request(url, { headers: { host } }, (reply) => {
        reply.setEncoding("utf8").once("data", resolve);
      })
        .once("error", reject)
        .end();
    });
    expect(JSON.parse(text)).toMatchObject({ path: "/own" });
  });

  test("a function that fails is a 502, and the terminal says why", async () => {
    expect(await told(await fetch(`${outputs["RingUrl"]}broken`))).toEqual([502, "Internal Server Error"]);
    await expect
      .poll(() => product.output())
      .toMatch(/502 GET \/broken: .* threw Error: no bell → npx portcullis explain/);
  });

  test("who signs calls the other one; who does not, or not well, is refused", async () => {
    const url = outputs["SecretUrl"] ?? "";
    expect(await told(await signed(url))).toEqual([200, expect.stringMatching(/:user\/administrator$/)]);
    expect(await told(await fetch(url))).toEqual([403, FORBIDDEN]);
    const [status, text] = await told(await signed(url, "wrong"));
    expect([status, text]).toEqual([
      403,
      expect.stringContaining("The request signature we calculated does not match"),
    ]);
  });

  test("an open address without its permissions is closed, and the terminal says what is missing", async () => {
    expect(await told(await fetch(outputs["ClosedUrl"] ?? ""))).toEqual([403, FORBIDDEN]);
    await expect
      .poll(() => product.output())
      .toMatch(/403 GET \/: no statement of .*SecretFunction\S* lets everybody InvokeFunctionUrl by its URL/);
  });

  test("an address that nobody has is none", async () => {
    const nobody = (outputs["RingUrl"] ?? "").replace(/[a-z0-9]{32}/, "a".repeat(32));
    expect(await told(await fetch(nobody))).toEqual([403, '{"Message":null}']);
  });

  describe("answers that come bit by bit", () => {
    let waiting: ServerResponse[] = [];
    const visitor = createServer((_request, reply) => void waiting.push(reply));
    let wait = "";

    beforeAll(async () => {
      await new Promise<void>((resolve) => visitor.listen(0, "127.0.0.1", resolve));
      wait = `http://127.0.0.1:${(visitor.address() as AddressInfo).port}/`;
    });
    afterAll(() => void visitor.close());

    /** What the function waits for: that its visitor has heard the first sound. */
    async function heard(): Promise<void> {
      await expect.poll(() => waiting.length).toBe(1);
      for (const reply of waiting) reply.end();
      waiting = [];
    }
    const chime = (fail = "no") =>
      fetch(`${outputs["ChimeUrl"]}?wait=${encodeURIComponent(wait)}&fail=${fail}`);

    test("a browser hears the first sound while the function still waits", async () => {
      const reply = await chime();
      expect([reply.status, reply.headers.get("content-type"), reply.headers.getSetCookie()]).toEqual([
        202,
        "text/event-stream",
        ["bell=brass"],
      ]);
      const reader = reply.body?.getReader();
      expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe("ding");
      await heard();
      expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe("dong");
      expect((await reader?.read())?.done).toBe(true);
    });

    test("one that breaks off is no whole answer, and the terminal says why", async () => {
      const reader = (await chime("yes")).body?.getReader();
      expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe("ding");
      await heard();
      await expect(reader?.read()).rejects.toThrow();
      await expect.poll(() => product.output()).toMatch(/202 GET \/: .* threw Error: the clapper fell off/);
    });

    test("an SDK takes them as events", async () => {
      const { region, credentials, port } = product.facts;
      const client = new LambdaClient({ region, credentials, endpoint: `http://127.0.0.1:${port}` });
      const Payload = JSON.stringify({ wait });
      const { EventStream = [] } = await client.send(
        new InvokeWithResponseStreamCommand({ FunctionName: outputs["Chime"] ?? "", Payload }),
      );
      const sounds: string[] = [];
      for await (const { PayloadChunk, InvokeComplete } of EventStream) {
        if (InvokeComplete !== undefined) expect(InvokeComplete.ErrorCode).toBeUndefined();
        else sounds.push(Buffer.from(PayloadChunk?.Payload ?? []).toString());
        if (sounds.join() === "ding") await heard();
      }
      expect(sounds).toEqual(["ding", "dong"]);
      client.destroy();
    });

    test("a program of its own streams by the Runtime API, for who signs and for nobody else", async () => {
      const url = outputs["SecretChimeUrl"] ?? "";
      const reply = await signed(url);
      expect([...(await told(reply)), reply.headers.get("content-type")]).toEqual([
        200,
        "bim bam bum",
        "text/plain",
      ]);
      expect(await told(await fetch(url))).toEqual([403, FORBIDDEN]);
    });

    test("check finds nothing in the template that is not supported", async () => {
      const { code, out, err } = await runCli(["check", folder]);
      expect([code, err]).toEqual([0, ""]);
      expect(out).not.toMatch(/InvokeMode|not supported/);
    });
  });
});
