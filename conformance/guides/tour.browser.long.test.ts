import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { ListUserPoolsCommand } from "@aws-sdk/client-cognito-identity-provider";
import * as oauth from "openid-client";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openApp, signInToApp } from "../support/app-page.ts";
import { launchBrowser } from "../support/browser.ts";
import { clientsFor, refusalOf } from "../support/clients.ts";
import { HANG_GUARD } from "../support/hang-guard.ts";
import { type Home, homeOf } from "../support/home.ts";
import { HostedVisitor } from "../support/hosted-visitor.ts";
import { blockWith } from "../support/papers.ts";
import { cleanEnvironment, type Product, startProduct } from "../support/product.ts";
import { copyOfProject, type ProjectCopy } from "../support/project.ts";
import { withAlgNone, withClaims } from "../support/tokens.ts";
import { type TourStep, tourOf } from "../support/tour.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const SHOTS = join(ROOT, "conformance", ".artifacts", "screenshots", "tour");
const README = readFileSync(join(ROOT, "README.md"), "utf8");
const STEPS = tourOf("README.md", "The five-minute tour");
const INVITED = { email: "grandma@example.com", password: "Own-Password-1!" };

let project: ProjectCopy;
let product: Product;
let home: Home;
let browser: Browser;
const started: ChildProcess[] = [];
const walked: string[] = [];

beforeAll(async () => {
  // The template is edited in the end: a copy, with the app and the packages of this checkout.
  project = copyOfProject();
  for (const name of ["app", "node_modules"]) symlinkSync(join(ROOT, name), join(project.folder, name));
  product = await startProduct({ app: true, workingFolder: project.folder });
  home = homeOf(product.facts);
  browser = await launchBrowser();
  await vi.waitFor(() => expect(product.output()).toMatch(/✔ app (?:built in|up to date)/), HANG_GUARD);
});
afterAll(async () => {
  for (const child of started) await ended(child);
  await browser.close();
  await product.stop();
  for (const folder of [product.facts.stateDir, project.folder]) rmSync(folder, { recursive: true });
});

/** A step that the README has; what it quotes is used to the last word. */
function walk(title: string, way: (step: TourStep) => Promise<void>): void {
  walked.push(title);
  test(title, async () => {
    const step = STEPS.find((one) => one.title === title);
    if (step === undefined) throw new Error(`README has no step "${title}".`);
    await way(step);
    expect(step.unused()).toEqual([]);
  });
}

/** The README's ports are those of a machine where nobody has them. */
function here(address: string): string {
  const { port, appPort, mqttPort } = product.facts;
  const ports: Record<string, number> = { 4566: port, 3000: appPort, 1883: mqttPort };
  return address.replaceAll(/(?<=:)(?:4566|3000|1883)\b/g, (given) => String(ports[given]));
}

/** The password that the start has printed. */
function passwordOf(email: string): string {
  return new RegExp(`${email} +(\\S+)`).exec(product.output())?.[1] ?? "";
}

function shellEnvironment(): NodeJS.ProcessEnv {
  const path = [join(ROOT, "node_modules", ".bin"), process.env["PATH"]].join(delimiter);
  return { ...cleanEnvironment(), PATH: path, PORTCULLIS_STATE: product.facts.stateDir };
}

function open(text: string, environment: NodeJS.ProcessEnv): { child: ChildProcess; printed: () => string } {
  const child = spawn("sh", ["-c", text], {
    cwd: project.folder,
    env: { ...shellEnvironment(), ...environment },
    detached: true,
  });
  started.push(child);
  let out = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (out += chunk));
  return { child, printed: () => out };
}

/** What a command prints that ends by itself; `email` types the password that the start has printed. */
async function run(text: string, email?: string): Promise<string> {
  const { child, printed } = open(
    text,
    email === undefined ? {} : { PORTCULLIS_PASSWORD: passwordOf(email) },
  );
  await once(child, "close");
  return printed();
}

/** A command of a second terminal that goes on. */
async function inBackground(text: string, until: string): Promise<() => string> {
  const { printed } = open(`exec ${text}`, {});
  await expect.poll(printed).toContain(until);
  return printed;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "close");
  process.kill(-(child.pid ?? 0), "SIGINT");
  await closed;
}

/** On a phone and a desk, light and dark. */
async function picture(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(SHOTS, `${name}-${width}-${colorScheme}.png`) });
    }
  }
  await page.emulateMedia({ colorScheme: null });
  if (before !== null) await page.setViewportSize(before);
}

async function appOf(email: string, address: string, password = passwordOf(email)): Promise<Page> {
  const { page } = await openApp(browser, product.facts);
  expect(new URL(page.url()).origin).toBe(here(address));
  await signInToApp(page, { email, password });
  await page.getByRole("button", { name: "Open gate" }).waitFor();
  return page;
}

const trace = async (id: string) =>
  (await (await fetch(`${product.facts.endpoint}/_portcullis/trace?request=${id}`)).json()) as {
    stories: { calls?: unknown[] }[];
  };

describe("the start", () => {
  test("is `npm start`, and prints what README shows, line by line", () => {
    const [, command] = blockWith("README.md", "sh", "git clone").trim().split("\n");
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    expect([command, scripts.start]).toEqual(["npm start", "node scripts/start.mjs"]);

    const [, shown = ""] = /```\n(✔ [\s\S]*?)\n```/.exec(README) ?? [];
    const { stateDir } = product.facts;
    const printed = product
      .output()
      .replaceAll(` --state ${stateDir}`, "")
      .replace(/^… .*\n/gm, "");
    expect(plain(printed)).toContain(plain(here(shown)));
  });

  test("its link opens the console, in a browser without a session", async () => {
    const [, link = ""] = /Console +(\S+)/.exec(product.output()) ?? [];
    const page = await (await browser.newContext()).newPage();
    await page.goto(link);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("homeapp");
    expect(await page.getByText("Nothing was refused since the start.").count()).toBe(1);
    await page.getByRole("link", { name: `http://localhost:${product.facts.appPort}` }).waitFor();
    await picture(page, "console");
    await page.context().close();
  });
});

/** What differs from start to start. */
function plain(text: string): string {
  return text
    .replaceAll(/deployed in [\d.]+ s/g, "deployed in … s")
    .replaceAll(/(?<=\?key=|sign-in\/)\S+/g, "…")
    .replaceAll(/(?<=execute-api\/)\w+/g, "…")
    .replaceAll(/(?<=State +)\S+/g, "…")
    .replaceAll(/(?<=@example\.com +)\S+/g, "…");
}

describe("the five-minute tour", () => {
  let gate: () => string;
  /** The variable that a step leaves in the shell for those behind it. */
  let api: string;

  walk("1. Open the gate", async (step) => {
    gate = await inBackground(step.block("gate simulate").trim(), "The gate is closed.");
    expect(gate()).toContain(`Listening to ${step.take("controlGate")}`);
    const page = await appOf(step.take("admin@example.com"), step.take("http://localhost:3000"));
    await page.getByRole("button", { name: step.take("Open gate") }).click();
    await page.getByRole("button", { name: step.take("Yes, open") }).click();
    await page.getByTestId("gate-state").getByText("Open", { exact: true }).waitFor();
    expect(gate()).toContain("The gate is open.");
    await picture(page, "gate-open");
    await page.context().close();
  });

  walk("2. Be refused", async (step) => {
    const email = step.take("user@example.com");
    const page = await appOf(email, "http://localhost:3000");
    expect(await page.getByRole("button", { name: "Open gate" }).isDisabled()).toBe(true);
    await page.getByText("Ask an administrator of this home").waitFor();
    await picture(page, "gate-locked");
    await page.context().close();

    const heard = gate();
    const block = step.block("curl -i");
    [api = ""] = block.split("\n");
    const answer = (await run(block, email)).replaceAll("\r", "").split("\n");
    for (const line of step.sample().filter((one) => !one.startsWith("…"))) expect(answer).toContain(line);
    expect(gate()).toBe(heard);
    const [, id = ""] = /x-amzn-RequestId: (\S+)/i.exec(answer.join("\n")) ?? [];
    const { stories } = await trace(id);
    expect(stories).toHaveLength(1);
    expect(JSON.stringify(stories)).not.toContain('"lambda"');
  });

  walk("3. Be let in", async (step) => {
    const scope = step.take("Admins-<client id>").replace("<client id>", home.clientId);
    const watch = await inBackground(step.take("npx portcullis gate watch"), "Watching controlGate");
    const before = gate().length;
    expect(await run(`${api}\n${step.block("curl -X POST")}`, "admin@example.com")).toContain('"message"');
    await expect.poll(watch).toContain('controlGate  {"message":"open"}');
    await expect.poll(() => gate().slice(before)).toContain("open");
    const shown = step.take("npx portcullis token admin@example.com");
    expect(await run(shown, "admin@example.com")).toContain(scope);

    const own = step.take('curl "$API/profile-image" -H "Authorization: …"');
    for (const name of ["admin", "user"]) {
      const email = `${name}@example.com`;
      const token = `$(npx portcullis token ${email} --raw access)`;
      const file = readFileSync(join(ROOT, "stacks", "demo", `${name}.png`)).toString("base64");
      expect(await run(`${api}\n${own.replace("…", token)}`, email)).toContain(
        JSON.stringify({ image: file }),
      );
    }
  });

  walk("4. Invite somebody", async (step) => {
    const sent = await run(step.block("user add"));
    expect(sent).toContain(`EMAIL to ${INVITED.email}`);
    const [, temporary = ""] = /temporary password is (\S+)\.\n/.exec(sent) ?? [];

    const terminal = await inBackground(step.take("npx portcullis token --browser"), "_portcullis");
    const page = await (await browser.newContext()).newPage();
    await page.goto(/http:\S+/.exec(terminal())?.[0] ?? "");
    await picture(page, "sign-in");
    await page.getByLabel("E-mail").fill(INVITED.email);
    await page.getByLabel("Password", { exact: true }).fill(temporary);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByLabel("New password", { exact: true }).fill(INVITED.password);
    await picture(page, "own-password");
    await page.getByRole("button", { name: /save|set|change|continue/i }).click();
    await expect.poll(terminal).toContain("ID token:");
    await page.context().close();

    assertWalkedElsewhere(step.take("npm start -- --parameter MfaMode=required"), [
      "conformance/app/second-factor.browser.test.ts",
      "--parameter",
      "MfaMode=required",
    ]);
    step.take("npm start");
    expect(product.output()).toContain("401 POST /gates/control: the token lacks Admins-");
    expect(await run(step.take("npx portcullis explain"))).toContain("Refused with 401 by the authorizer");

    const checks = await run(`${step.take("npx portcullis audit")} --list --json`);
    expect(JSON.parse(checks)).toHaveLength(step.count("attacks"));
  });

  walk("5. Make grandma an administrator", async (step) => {
    const page = await appOf(INVITED.email, "http://localhost:3000", INVITED.password);
    expect(await page.getByRole("button", { name: "Open gate" }).isDisabled()).toBe(true);
    expect(await run(step.block("user groups"))).toBe(`${INVITED.email} is in Admins.\n`);
    await page.getByRole("button", { name: step.take("check again") }).click();
    const before = gate().length;
    await page.getByRole("button", { name: "Close gate" }).click();
    await expect.poll(() => gate().slice(before)).toContain("The gate is closing.");
    await page.context().close();
  });

  walk("6. Break in", async (step) => {
    const control = (token: string) =>
      fetch(`${home.apiUrl}/gates/control`, {
        method: "POST",
        headers: { authorization: token },
        body: '{"message":"open"}',
      }).then(({ status }) => status);
    const tokenOf = async (email: string, kind: string) =>
      (await run(`npx portcullis token ${email} --raw ${kind}`, email)).trim();
    const admin = await tokenOf("admin@example.com", "access");
    const user = await tokenOf("user@example.com", "access");
    expect(await control(admin)).toBe(200);
    step.take("alg: none");
    const attacks = [
      withClaims(user, { scope: `Admins-${home.clientId}` }),
      withAlgNone(admin),
      await tokenOf("admin@example.com", "id"),
    ];
    for (const token of attacks) expect(await control(token)).toBe(401);

    await codeIsUsedOnce();
    const [accessKeyId, secretAccessKey] = [step.take("test"), step.take("test")];
    const { cognito } = clientsFor(product.facts, { accessKeyId, secretAccessKey });
    const refused = await refusalOf(cognito.send(new ListUserPoolsCommand({ MaxResults: 1 })));
    expect(refused.name).toBe("UnrecognizedClientException");

    const [of, written, other] = [
      step.take("ControlGateFunction"),
      step.take("Action: iot:Publish"),
      step.take("Action: iot:Receive"),
    ];
    project.edit(step.take("stacks/api/template.yaml"), (text) => {
      const start = text.indexOf(`  ${of}:`);
      return text.slice(0, start) + text.slice(start).replace(written, other);
    });
    await expect.poll(() => control(admin)).toBe(502);
    expect(await run("npx portcullis explain")).toContain("iot:Publish");
    step.take("Action");
    expect(existsSync(join(ROOT, step.take("docs/rules.md")))).toBe(true);
  });

  test("has no step that is not walked", () => {
    expect(STEPS.map(({ title }) => title)).toEqual(walked);
  });
});

/** Another test types it: each word of it stands there. */
function assertWalkedElsewhere(command: string, [file = "", ...words]: readonly string[]): void {
  const text = readFileSync(join(ROOT, file), "utf8");
  for (const word of words)
    expect([command, text]).toEqual([expect.stringContaining(word), expect.stringContaining(word)]);
}

/** An authorization code that is redeemed a second time. */
async function codeIsUsedOnce(): Promise<void> {
  const { facts } = product;
  const config = await oauth.discovery(
    new URL(`http://localhost:${facts.port}/${home.userPoolId}`),
    home.clientId,
    undefined,
    oauth.None(),
    { execute: [oauth.allowInsecureRequests] },
  );
  const pkceCodeVerifier = oauth.randomPKCECodeVerifier();
  const url = oauth.buildAuthorizationUrl(config, {
    redirect_uri: `http://localhost:${facts.appPort}/`,
    scope: "openid",
    code_challenge: await oauth.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
  });
  const callback = await new HostedVisitor().signIn(url, home.admin);
  const redeem = () => oauth.authorizationCodeGrant(config, callback, { pkceCodeVerifier });
  expect((await redeem()).access_token).not.toBe("");
  await expect(redeem()).rejects.toMatchObject({ error: "invalid_grant" });
}
