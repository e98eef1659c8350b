import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientsFor } from "../support/clients.ts";
import { cleanEnvironment, type Product, runProduct, startProduct } from "../support/product.ts";

const root = join(import.meta.dirname, "..", "..");
const bin = join(root, "cloud", "bin", "portcullis.js");
const storefront = join(import.meta.dirname, "fixtures", "storefront");
const firewall = ["--parameter", "WithFirewall=yes"];
const leftOut = [...firewall, "--leave-out", "AWS::WAFv2::WebACL"];
const WARNING =
  "! AWS::WAFv2::WebACL WebAcl of storefront is left out: it filters requests, and nothing here does.";

const run = (...args: string[]) =>
  spawnSync(process.execPath, [bin, ...args], { cwd: root, env: cleanEnvironment(), encoding: "utf8" });

describe("a project whose edges are held", () => {
  const stateDir = mkdtempSync(join(tmpdir(), "portcullis-held-"));
  const start = () => startProduct({ folders: [storefront], arguments: leftOut, stateDir });
  let product: Product;
  let outputs: Readonly<Record<string, string>>;
  let token: string;

  beforeAll(async () => {
    product = await start();
    outputs = product.facts.stacks["storefront"] ?? {};
    const { cognito } = clientsFor(product.facts);
    const person = { UserPoolId: outputs["PoolId"] ?? "", Username: "vera@example.com" };
    await cognito.send(new AdminCreateUserCommand({ ...person, MessageAction: "SUPPRESS" }));
    await cognito.send(
      new AdminSetUserPasswordCommand({ ...person, Password: "Veras-pass-1", Permanent: true }),
    );
    const { AuthenticationResult } = await cognito.send(
      new InitiateAuthCommand({
        AuthFlow: "USER_PASSWORD_AUTH",
        ClientId: outputs["ClientId"] ?? "",
        AuthParameters: { USERNAME: person.Username, PASSWORD: "Veras-pass-1" },
      }),
    );
    token = AuthenticationResult?.IdToken ?? "";
  });

  afterAll(async () => {
    await product.stop();
    rmSync(stateDir, { recursive: true, force: true });
  });

  const orders = async (headers: Record<string, string>) => {
    const reply = await fetch(`${outputs["ApiUrl"]}/orders`, { headers });
    return { status: reply.status, body: await reply.json() };
  };

  test("CFN-HELD the API behind them serves who has a token, with the names that the edges have", async () => {
    expect(await orders({ Authorization: token })).toEqual({
      status: 200,
      body: { for: "vera@example.com", site: outputs["SiteName"] },
    });
    expect(outputs).toMatchObject({
      ApiName: "api.storefront.example",
      CertificateArn: expect.stringMatching(
        /^arn:aws:acm:eu-west-1:123456789012:certificate\/[0-9a-f-]{36}$/,
      ),
      SiteName: expect.stringMatching(/^d[a-z0-9]{13}\.cloudfront\.net$/),
    });
  });

  test.each([
    ["nobody", {}],
    ["whoever has a wrong token", { Authorization: "eyJhbGciOiJSUzI1NiJ9.e30.x" }],
  ])("CFN-HELD they let in nobody: %s is refused", async (_who, headers) => {
    expect(await orders(headers)).toEqual({ status: 401, body: { message: "Unauthorized" } });
  });

  test("CFN-HELD nothing answers under the name that is held, not even with a token", async () => {
    const { port } = product.facts;
    const headers = { Host: "api.storefront.example", Authorization: token };
    const status = await new Promise((resolve, reject) => {
      get({ host: "127.0.0.1", port, path: "/orders", headers }, (reply) => {
        reply.resume();
        resolve(reply.statusCode);
      }).once("error", reject);
    });
    expect(status).toBe(403);
  });

  test("CFN-HELD the start and portcullis stacks say what is held and not served", () => {
    expect(product.output()).toMatch(
      /Held +1 ApiGateway::BasePathMapping, 1 ApiGateway::DomainName, .*KmsKeyArn of 1 Lambda::Function, VpcConfig of 1 Lambda::Function/,
    );
    const { stdout } = run("stacks", "--state", stateDir);
    expect(stdout).toContain(
      "  held, not served: Site (AWS::CloudFront::Distribution): no request passes through CloudFront here",
    );
    expect(stdout).toContain(
      "  held, not served: VpcConfig of Orders (AWS::Lambda::Function): functions run",
    );
    expect(stdout).toContain(
      "  left out: WebAcl (AWS::WAFv2::WebACL): it filters requests, and nothing here does",
    );
  });

  test("CFN-LEFT-OUT every start warns of what is left out", async () => {
    expect(product.output()).toContain(WARNING);
    await product.stop();
    product = await start();
    expect(product.output()).toContain("storefront up to date");
    expect(product.output()).toContain(WARNING);
  });

  test("CFN-LEFT-OUT without the flag the next start refuses the type and changes nothing", async () => {
    await product.stop();
    const { code, output } = await runProduct({ folders: [storefront], arguments: firewall, stateDir });
    expect(code).toBe(1);
    expect(output).toContain("Nothing was built or changed.\n  WebAcl: the type AWS::WAFv2::WebACL\n");
    expect(output).not.toMatch(/building|\n\s+at /);
  });

  test("CFN-LEFT-OUT what is served here is not left out", async () => {
    const { code, output } = await runProduct({
      folders: [storefront],
      arguments: ["--leave-out", "AWS::ApiGateway::Authorizer"],
    });
    expect(code).toBe(1);
    expect(output).toContain(
      "--leave-out AWS::ApiGateway::Authorizer: this type is supported here, so it is not left out.",
    );
  });
});

describe("portcullis check", () => {
  test("without a running cloud: 0 where all is served or held, which is listed with its lines", () => {
    const { status, stdout } = run("check", "conformance/projects/fixtures/storefront", "--json");
    const [{ unsupported, held, mistakes }] = JSON.parse(stdout).projects;
    expect([status, unsupported, mistakes]).toEqual([0, [], []]);
    expect(held).toContainEqual(
      expect.objectContaining({ logicalId: "Orders", property: "VpcConfig", line: 37 }),
    );
  });

  test("1 where something is not, with place and what helps", () => {
    const { status, stdout } = run("check", "conformance/projects/fixtures/storefront", ...firewall);
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /fixtures\/storefront\/template\.yaml:94 {2}WebAcl: the type AWS::WAFv2::WebACL\n {6}it filters requests/,
    );
  });

  test.each([
    ["no folder", []],
    ["a flag that is none", ["conformance", "--nonsense"]],
    ["a folder that is not there", ["./nowhere"]],
    ["a folder without a template", ["docs"]],
  ])("2 for %s", (_what, given) => {
    expect(run("check", ...given).status).toBe(2);
  });

  test("help says what it is for, and ends with 0", () => {
    const help = execFileSync(process.execPath, [bin, "check", "--help"], { encoding: "utf8" });
    expect(help).toContain("not supported, held or wrong");
  });
});
