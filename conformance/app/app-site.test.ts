import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { DescribeUserPoolClientCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { clientsFor } from "../support/clients.ts";
import { HANG_GUARD } from "../support/hang-guard.ts";
import { homeOf } from "../support/home.ts";
import { type Product, startProduct } from "../support/product.ts";
import { addPlainApp, copyOfProject, type ProjectCopy } from "../support/project.ts";

const FOLDERS = ["stacks/cognito", "stacks/api"];
const ORIGIN_HEADER = "access-control-allow-origin";
const products: Product[] = [];
const copies: ProjectCopy[] = [];

function projectWithApp(): { readonly project: ProjectCopy; readonly app: string } {
  const project = copyOfProject();
  copies.push(project);
  return { project, app: addPlainApp(project) };
}

async function start(
  project: ProjectCopy,
  options: Parameters<typeof startProduct>[0] = {},
): Promise<Product> {
  const product = await startProduct({
    folders: FOLDERS,
    workingFolder: project.folder,
    app: true,
    ...options,
  });
  products.push(product);
  return product;
}

async function stopAll(): Promise<void> {
  for (const product of products.splice(0)) {
    await product.stop();
    rmSync(product.facts.stateDir, { recursive: true, force: true });
  }
  for (const { folder } of copies.splice(0)) rmSync(folder, { recursive: true, force: true });
}

const said = (product: Product, words: RegExp) =>
  vi.waitFor(() => expect(product.output()).toMatch(words), HANG_GUARD);
const appOf = ({ facts }: Product) => `http://localhost:${facts.appPort}`;

/** `fetch` does not let a test choose the Host. */
function statusUnder(product: Product, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { port: product.facts.appPort, host: "127.0.0.1", headers: { host } },
      (reply) => {
        reply.resume();
        resolve(reply.statusCode ?? 0);
      },
    );
    outgoing.on("error", reject).end();
  });
}

describe("an app in the project", () => {
  let product: Product;
  let app: string;

  beforeAll(async () => {
    const made = projectWithApp();
    app = made.app;
    product = await start(made.project);
    await said(product, /✔ app built in/);
  });
  afterAll(stopAll);

  test("is named in the summary and served at its address", async () => {
    expect(product.output()).toContain(`App       ${appOf(product)}`);
    const reply = await fetch(`${appOf(product)}/any/route`);
    expect([reply.status, reply.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(await reply.text()).toContain("<h1>Plain app</h1>");
  });

  test("learns from /app-config.json what DescribeStacks says", async () => {
    const home = homeOf(product.facts);
    const reply = await fetch(`${appOf(product)}/app-config.json`);
    expect(reply.headers.get("cache-control")).toBe("no-store");
    expect(await reply.json()).toEqual({
      version: 1,
      region: "eu-west-1",
      userPoolId: home.userPoolId,
      userPoolClientId: home.clientId,
      apiUrl: home.apiUrl,
      userPoolEndpoint: `http://localhost:${product.facts.port}`,
    });
  });

  test("the file for native builds says the same", async () => {
    const file = JSON.parse(readFileSync(join(app, "app-config.json"), "utf8"));
    expect(file).toEqual(await (await fetch(`${appOf(product)}/app-config.json`)).json());
  });

  test("its origin may call the API, and the default one, where nobody serves it, may not", async () => {
    const reply = await fetch(`${homeOf(product.facts).apiUrl}/profile-image`);
    expect([reply.status, reply.headers.get(ORIGIN_HEADER)]).toEqual([401, appOf(product)]);
    const preflight = await fetch(`${homeOf(product.facts).apiUrl}/gates/control`, {
      method: "OPTIONS",
      headers: { Origin: appOf(product), "Access-Control-Request-Method": "POST" },
    });
    expect(preflight.headers.get(ORIGIN_HEADER)).toBe(appOf(product));
  });

  test("sign-in returns to its address and to no other", async () => {
    const { clientId, userPoolId } = homeOf(product.facts);
    const { UserPoolClient } = await clientsFor(product.facts).cognito.send(
      new DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId: clientId }),
    );
    expect(UserPoolClient?.CallbackURLs?.sort()).toEqual([appOf(product), `${appOf(product)}/`]);
  });

  test("APP-1 a page that rebinds its name to this machine is refused", async () => {
    expect(await statusUnder(product, `localhost:${product.facts.appPort}`)).toBe(200);
    expect(await statusUnder(product, `evil.example:${product.facts.appPort}`)).toBe(403);
  });

  test("the cloud's own port does not serve it", async () => {
    expect((await fetch(`${product.facts.endpoint}/app-config.json`)).status).toBe(404);
  });
});

describe("the life of a build", () => {
  afterEach(stopAll);

  test("the API is ready before it; Ctrl-C ends it; the next start builds, the one after does not", async () => {
    const { project, app } = projectWithApp();
    writeFileSync(join(app, ".hold"), "");
    const first = await start(project);
    await said(first, /… app: building/);
    expect((await fetch(`${homeOf(first.facts).apiUrl}/profile-image`)).status).toBe(401);
    expect((await fetch(appOf(first))).status).toBe(503);
    const { pid } = JSON.parse(readFileSync(join(app, ".build", "dist.lock"), "utf8"));
    expect(process.kill(pid, 0)).toBe(true);
    await first.stop();
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");

    rmSync(join(app, ".hold"));
    const second = await start(project, { stateDir: first.facts.stateDir });
    await said(second, /✔ app built in/);
    await second.stop();
    const third = await start(project, { stateDir: first.facts.stateDir });
    expect(await (await fetch(appOf(third))).text()).toContain("<h1>Plain app</h1>");
    await said(third, /✔ app up to date/);
    // Each start has its app at another port: browsers ask by OPTIONS whether that origin may call.
    const preflight = await fetch(`${homeOf(third.facts).apiUrl}/profile-image`, { method: "OPTIONS" });
    expect(preflight.headers.get(ORIGIN_HEADER)).toBe(appOf(third));
    await third.stop();
    expect(third.output()).not.toMatch(/app: building|app built/);
  });

  test("a failed build says why and what to try; the API stays", async () => {
    const { project, app } = projectWithApp();
    writeFileSync(join(app, "src", "index.html"), "BROKEN");
    const product = await start(project);
    await said(product, /✖ app could not be built \(exit code 3\)\./);
    await said(
      product,
      / {2}src\/index\.html:1 unexpected BROKEN\n[\s\S]*Try: npm --prefix app run build:web/,
    );
    expect((await fetch(`${homeOf(product.facts).apiUrl}/profile-image`)).status).toBe(401);
  });

  test("--no-app: nothing is built or served, and samconfig.toml's origin stands", async () => {
    const { project, app } = projectWithApp();
    const product = await start(project, { app: false });
    await expect(fetch(appOf(product))).rejects.toThrow("fetch failed");
    const reply = await fetch(`${homeOf(product.facts).apiUrl}/profile-image`);
    expect(reply.headers.get(ORIGIN_HEADER)).toBe("http://localhost:3000");
    expect([existsSync(join(app, "dist")), existsSync(join(app, "app-config.json"))]).toEqual([false, false]);
  });

  test("--parameter stands over the app's address", async () => {
    const { project } = projectWithApp();
    const product = await start(project, {
      arguments: ["--parameter", "AllowedOrigin=https://home.example"],
    });
    const reply = await fetch(`${homeOf(product.facts).apiUrl}/profile-image`);
    expect(reply.headers.get(ORIGIN_HEADER)).toBe("https://home.example");
  });

  test("a folder without package.json is no app, and the summary says so", async () => {
    const { project, app } = projectWithApp();
    rmSync(join(app, "package.json"));
    const product = await start(project);
    expect(product.output()).toContain("app has no package.json: no app is built or served.");
    await expect(fetch(appOf(product))).rejects.toThrow("fetch failed");
  });
});
