import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:https";
import type { LookupFunction } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SignatureV4 } from "@smithy/signature-v4";
import mqtt from "mqtt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientsFor, refusalOf } from "../support/clients.ts";
import { createPerson } from "../support/mfa-pool.ts";
import { type Product, startProduct } from "../support/product.ts";
import { hasProgram } from "../support/programs.ts";
import { Sha256 } from "../support/sha256.ts";
import { claimsOf } from "../support/tokens.ts";

const NAME = "cloud.example.com";
/** Whoever is not this machine; a client may say that it comes from there. */
const ELSEWHERE = "198.51.100.7";
const PERSON = { email: "pia@example.com", password: "Known-Pass-1!" };

const CODE = `exports.handler = async ({ headers, path, requestContext }) => ({
  statusCode: 200,
  body: JSON.stringify({
    path, host: headers.Host, forwarded: headers["X-Forwarded-For"], sourceIp: requestContext.identity.sourceIp,
  }),
});`;

const TEMPLATE = {
  Transform: "AWS::Serverless-2016-10-31",
  Resources: {
    Echo: {
      Type: "AWS::Serverless::Function",
      Properties: {
        Runtime: "nodejs22.x",
        Handler: "index.handler",
        InlineCode: CODE,
        Events: { Any: { Type: "Api", Properties: { Path: "/{proxy+}", Method: "GET" } } },
      },
    },
    Shelf: { Type: "AWS::S3::Bucket" },
    FromElsewhere: { Type: "AWS::S3::Bucket" },
    Guard: {
      Type: "AWS::S3::BucketPolicy",
      Properties: {
        Bucket: { Ref: "FromElsewhere" },
        PolicyDocument: {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Deny",
              Principal: "*",
              Action: "s3:GetObject",
              Resource: { "Fn::Sub": "${FromElsewhere.Arn}/*" },
              Condition: { NotIpAddress: { "aws:SourceIp": `${ELSEWHERE}/32` } },
            },
          ],
        },
      },
    },
    Pool: { Type: "AWS::Cognito::UserPool", Properties: { UsernameAttributes: ["email"] } },
    Client: {
      Type: "AWS::Cognito::UserPoolClient",
      Properties: {
        UserPoolId: { Ref: "Pool" },
        ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ["code"],
        AllowedOAuthScopes: ["openid"],
        CallbackURLs: ["https://app.example.com/"],
        SupportedIdentityProviders: ["COGNITO"],
      },
    },
    Domain: {
      Type: "AWS::Cognito::UserPoolDomain",
      Properties: { UserPoolId: { Ref: "Pool" }, Domain: "behind" },
    },
  },
  Outputs: {
    Api: { Value: { Ref: "ServerlessRestApi" } },
    Shelf: { Value: { Ref: "Shelf" } },
    FromElsewhere: { Value: { Ref: "FromElsewhere" } },
    Pool: { Value: { Ref: "Pool" } },
    Client: { Value: { Ref: "Client" } },
  },
};

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Go's `httputil.ReverseProxy` with TLS in front of the cloud, as a program of its own. */
describe.skipIf(!hasProgram("go"))("behind a reverse proxy (skipped without go)", () => {
  let root: string;
  let proxy: ChildProcess;
  let product: Product;
  let origin: string;
  let agent: Agent;
  let outputs: Readonly<Record<string, string>>;

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "portcullis-proxy-"));
    const program = join(root, "reverse-proxy");
    execFileSync("go", ["build", "-o", program, "."], {
      cwd: join(import.meta.dirname, "reverse-proxy"),
      env: { ...process.env, GOTOOLCHAIN: "local", GOFLAGS: "-mod=mod", GOWORK: "off" },
    });
    proxy = spawn(program, [NAME], { stdio: ["pipe", "pipe", "inherit"] });
    const [line] = (await once(createInterface(proxy.stdout ?? process.stdin), "line")) as [string];
    const { port, certificate } = JSON.parse(line) as { port: number; certificate: string };
    origin = `https://${NAME}:${port}`;
    agent = new Agent({ ca: certificate, lookup: toLoopback, keepAlive: false });

    const folder = join(root, "echo");
    mkdirSync(folder);
    writeFileSync(join(folder, "template.json"), JSON.stringify(TEMPLATE));
    product = await startProduct({ folders: [folder], arguments: ["--public-url", origin] });
    outputs = product.facts.stacks["echo"] ?? {};
    proxy.stdin?.write(`${product.facts.endpoint}\n`);
    const pool = { userPoolId: outputs["Pool"] ?? "", clientId: outputs["Client"] ?? "" };
    await createPerson(clientsFor(product.facts).cognito, pool, PERSON);
  });
  afterAll(async () => {
    await product.stop();
    agent.destroy();
    const gone = once(proxy, "exit");
    proxy.kill();
    await gone;
    for (const folder of [root, product.facts.stateDir]) rmSync(folder, { recursive: true, force: true });
  });

  const ask = (path: string, headers: Record<string, string> = {}): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const asked = request(`${origin}${path}`, { agent, headers, servername: NAME }, async (reply) => {
        let body = "";
        for await (const chunk of reply) body += String(chunk);
        resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body });
      });
      asked.on("error", reject).end();
    });
  const settings = () => ({
    endpoint: origin,
    region: product.facts.region,
    credentials: product.facts.credentials,
    maxAttempts: 1,
    requestHandler: { httpsAgent: agent },
  });
  const echo = async (headers: Record<string, string> = {}) => {
    const reply = await ask(`/_aws/execute-api/${outputs["Api"]}/Prod/a%20b/c`, headers);
    return { status: reply.status, body: JSON.parse(reply.body) };
  };

  test("discovery and tokens name the proxy; signed calls and unsigned ones pass", async () => {
    const issuer = `${origin}/${outputs["Pool"]}`;
    const discovery = JSON.parse((await ask(`/${outputs["Pool"]}/.well-known/openid-configuration`)).body);
    expect(discovery).toMatchObject({ issuer, jwks_uri: `${issuer}/.well-known/jwks.json` });

    const cognito = new CognitoIdentityProviderClient(settings());
    const { AuthenticationResult } = await cognito.send(
      new InitiateAuthCommand({
        AuthFlow: "USER_PASSWORD_AUTH",
        ClientId: outputs["Client"],
        AuthParameters: { USERNAME: PERSON.email, PASSWORD: PERSON.password },
      }),
    );
    expect(claimsOf(AuthenticationResult?.AccessToken ?? "")["iss"]).toBe(issuer);
    const asAdmin = { UserPoolId: outputs["Pool"], Username: PERSON.email };
    expect((await cognito.send(new AdminGetUserCommand(asAdmin))).Enabled).toBe(true);
    const forged = new CognitoIdentityProviderClient({
      ...settings(),
      credentials: { ...product.facts.credentials, secretAccessKey: "wrong" },
    });
    expect((await refusalOf(forged.send(new AdminGetUserCommand(asAdmin)))).name).toBe(
      "InvalidSignatureException",
    );
  });

  test("paths arrive as they were signed", async () => {
    const s3 = new S3Client({ ...settings(), forcePathStyle: true });
    const object = { Bucket: outputs["Shelf"], Key: "rooms/ä b+c%2F/x" };
    await s3.send(new PutObjectCommand({ ...object, Body: "kept" }));
    expect(await (await s3.send(new GetObjectCommand(object))).Body?.transformToString()).toBe("kept");
  });

  test("APIGW-17 a function hears of the proxy; what a client claims stays a claim", async () => {
    const { host } = new URL(origin);
    expect(await echo()).toEqual({
      status: 200,
      body: { path: "/a%20b/c", host, forwarded: "127.0.0.1, 127.0.0.1", sourceIp: "127.0.0.1" },
    });
    const forged = { "X-Forwarded-For": ELSEWHERE, "X-Real-IP": ELSEWHERE, Forwarded: `for=${ELSEWHERE}` };
    expect(await echo({ ...forged, "X-Forwarded-Host": "evil.example" })).toEqual({
      status: 200,
      body: {
        path: "/a%20b/c",
        host,
        forwarded: `${ELSEWHERE}, 127.0.0.1, 127.0.0.1`,
        sourceIp: "127.0.0.1",
      },
    });
  });

  test("aws:SourceIp is the connection's, whatever a client says of itself", async () => {
    const object = { Bucket: outputs["FromElsewhere"], Key: "note" };
    const s3 = new S3Client({ ...settings(), forcePathStyle: true });
    await s3.send(new PutObjectCommand({ ...object, Body: "for them" }));
    for (const name of ["X-Forwarded-For", "X-Real-IP", "Forwarded"]) {
      const claiming = new S3Client({ ...settings(), forcePathStyle: true });
      claiming.middlewareStack.add(
        (next) => (args) => {
          (args.request as { headers: Record<string, string> }).headers[name] =
            name === "Forwarded" ? `for=${ELSEWHERE}` : ELSEWHERE;
          return next(args);
        },
        // Not signed: the proxy changes it.
        { step: "finalizeRequest", priority: "low" },
      );
      expect(await refusalOf(claiming.send(new GetObjectCommand(object)))).toMatchObject({
        status: 403,
        name: "AccessDenied",
      });
    }
  });

  test("OAU-55 the pages of sign-in have Secure cookies and HSTS", async () => {
    const query = new URLSearchParams({
      response_type: "code",
      client_id: outputs["Client"] ?? "",
      redirect_uri: "https://app.example.com/",
      scope: "openid",
    });
    const { status, headers } = await ask(`/_aws/cognito-auth/behind/oauth2/authorize?${query}`);
    const location = new URL(String(headers["location"]), origin);
    expect([status, location.origin]).toEqual([302, origin]);
    const page = await ask(`${location.pathname}${location.search}`);
    expect(page.status).toBe(200);
    expect(page.headers["strict-transport-security"]).toBeDefined();
    const cookies = [headers["set-cookie"] ?? [], page.headers["set-cookie"] ?? []].flat();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) expect(cookie).toContain("; Secure");
  });

  test("MQTT over a WebSocket is signed for the proxy's name", async () => {
    const client = await mqtt.connectAsync(await presigned(), { wsOptions: { agent }, reconnectPeriod: 0 });
    const arrived = new Promise<string>((resolve) => {
      client.once("message", (_topic, payload) => resolve(payload.toString()));
    });
    await client.subscribeAsync("proxy/topic", { qos: 1 });
    await client.publishAsync("proxy/topic", "through the proxy", { qos: 1 });
    expect(await arrived).toBe("through the proxy");
    await client.endAsync();

    const forged = (await presigned()).replace(/Signature=.{8}/, "Signature=00000000");
    const upgrade = {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": Buffer.alloc(16).toString("base64"),
      "sec-websocket-protocol": "mqtt",
    };
    expect((await ask(forged.slice(forged.indexOf("/mqtt")), upgrade)).status).toBe(403);
  });

  test("DOOR-2, DOOR-21 the cloud's own pages are not for who comes by it, whatever host they name", async () => {
    const forMachine = { host: `localhost:${product.facts.port}` };
    for (const path of ["/_portcullis/mailbox", "/_portcullis/trace", "/_portcullis/sources"]) {
      expect((await ask(path)).status).toBe(403);
      expect((await ask(path, { ...forMachine, "X-Forwarded-For": ELSEWHERE })).status).toBe(403);
    }
  });

  /** As AWS's SDKs for devices do. */
  async function presigned(): Promise<string> {
    const { hostname, port, host } = new URL(origin);
    const signer = new SignatureV4({
      service: "iotdevicegateway",
      region: product.facts.region,
      credentials: product.facts.credentials,
      sha256: Sha256,
    });
    const signed = await signer.presign(
      {
        method: "GET",
        protocol: "wss:",
        hostname,
        port: Number(port),
        path: "/mqtt",
        query: {},
        headers: { host },
      },
      { expiresIn: 300 },
    );
    const query = Object.entries(signed.query ?? {}).map(
      ([name, value]) => `${name}=${encodeURIComponent(String(value))}`,
    );
    return `wss://${host}/mqtt?${query.join("&")}`;
  }
});

/** The proxy's name is that of a machine elsewhere. */
const toLoopback: LookupFunction = (_name, options, done) => {
  if (options.all === true) done(null, [{ address: "127.0.0.1", family: 4 }]);
  else done(null, "127.0.0.1", 4);
};
