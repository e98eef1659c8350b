import { rmSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { SignatureV4 } from "@smithy/signature-v4";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Product, startProduct } from "../support/product.ts";
import { Sha256 } from "../support/sha256.ts";

const FORBIDDEN =
  '{"Message":"Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"}';

describe("a project of functions with addresses of their own", () => {
  let product: Product;
  let outputs: Readonly<Record<string, string>>;

  beforeAll(async () => {
    product = await startProduct({ folders: [join(import.meta.dirname, "fixtures", "doorbell")] });
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
});
