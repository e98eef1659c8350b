import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Secret, TOTP } from "otpauth";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "../../../core/clock.ts";
import { ManualClock } from "../../../core/testing/manual-clock.ts";
import { serveWorld } from "./testing/serve.ts";
import { createWorld, PASSWORD } from "./testing/world.ts";

/** A Chromium that is there already; without one these tests are left out. */
const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/google-chrome"].find(existsSync);
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Set to a folder to get a picture of every page. */
const SHOTS = process.env["PORTCULLIS_SHOTS"];

const NEW_PASSWORD = "Brand-New-Pass-1";
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const;
const ALL_LOOKS = [
  { name: "phone", ...PHONE, colorScheme: "light" },
  { name: "phone", ...PHONE, colorScheme: "dark" },
  { name: "desktop", viewport: { width: 1280, height: 800 }, colorScheme: "light" },
  { name: "desktop", viewport: { width: 1280, height: 800 }, colorScheme: "dark" },
] as const;
/** Each width and each scheme once; all four when pictures are wanted. */
const LOOKS = ALL_LOOKS.filter(
  ({ name, colorScheme }) => SHOTS !== undefined || (name === "phone") === (colorScheme === "light"),
);

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

describe.skipIf(CHROMIUM === undefined)("sign-in pages in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      ...(CHROMIUM === undefined ? {} : { executablePath: CHROMIUM }),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    });
  });
  // Half a minute for a click or a page is a cap that a busy machine meets.
  beforeAll(() => browser.on("context", (context) => context.setDefaultTimeout(300_000)));
  afterAll(() => browser.close());

  test.each(LOOKS)("every page is accessible and fits: $name, $colorScheme", async (look) => {
    const served = await invitedPerson();
    // axe is put into the page, which the pages' own policy rightly forbids.
    const context = await browser.newContext({ ...look, bypassCSP: true });
    const visitor = await visit(context, look);
    await walk(served, visitor);
    await context.close();
    await served.close();
  });

  test.each([true, false])(
    "signing in works under the pages' own policy (script %s)",
    async (javaScriptEnabled) => {
      const served = await invitedPerson();
      const context = await browser.newContext({ javaScriptEnabled });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => complaints.push(message.text()));
      page.on("request", (request) => {
        const isOwn = [served.origin, served.ownOrigin].includes(new URL(request.url()).origin);
        if (!isOwn) complaints.push(request.url());
      });
      await page.goto(served.address("/oauth2/authorize"));
      await signIn(page, PASSWORD);
      await page.fill("#password", NEW_PASSWORD);
      await page.click("[type=submit]");
      await enrol(page, served);
      expect(await page.title()).toBe("app");
      expect(complaints).toEqual([]);
      await context.close();
      await served.close();
    },
  );
});

async function invitedPerson() {
  const served = await serveWorld((port) =>
    createWorld({
      port,
      clock: new ManualClock(systemClock.now()),
      pool: { name: "homeapp", mfa: "ON", softwareTokenMfa: true, adminCreateUserOnly: false },
      client: { callbackUrls: [`http://localhost:${port}/app`] },
    }),
  );
  await served.world.addUser({ status: "FORCE_CHANGE_PASSWORD" });
  const query = new URLSearchParams({
    response_type: "code",
    client_id: served.world.client.id,
    redirect_uri: `${served.origin}/app`,
  });
  return { ...served, address: (path: string) => `${served.domain}${path}?${query}` };
}

type Served = Awaited<ReturnType<typeof invitedPerson>>;

/** A page, and a look at it: no axe violations, nothing wider than the screen. */
async function visit(context: BrowserContext, look: (typeof ALL_LOOKS)[number]) {
  const page = await context.newPage();
  // The markup is the same in every look: the first is asked everything, the others what colours decide.
  const rules =
    look === LOOKS[0]
      ? "{}"
      : '{ runOnly: ["cat.color"], rules: { "color-contrast-enhanced": { enabled: false } } }';
  const check = async (name: string) => {
    if (SHOTS !== undefined) {
      mkdirSync(SHOTS, { recursive: true });
      await page.screenshot({ path: `${SHOTS}/${name}-${look.name}-${look.colorScheme}.png` });
    }
    await page.evaluate(AXE);
    const violations = (await page.evaluate(
      `axe.run(document, ${rules}).then((result) => result.violations)`,
    )) as Violation[];
    const found = violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.html}`);
    const overflow = await page.evaluate("document.documentElement.scrollWidth > innerWidth");
    expect([...found, ...(overflow === true ? [`${name} scrolls sideways`] : [])]).toEqual([]);
  };
  return { page, check, isMobile: "isMobile" in look };
}

type Visitor = Awaited<ReturnType<typeof visit>>;

async function walk(served: Served, visitor: Visitor): Promise<void> {
  const { page, check, isMobile } = visitor;
  await page.goto(served.address("/oauth2/authorize"));
  await check("sign-in");
  await signIn(page, "wrong");
  await check("sign-in-refused");
  await page.click("text=Show");
  await signIn(page, PASSWORD);
  await check("new-password");
  await page.fill("#password", "short");
  await page.click("[type=submit]");
  await check("new-password-refused");
  await page.fill("#password", NEW_PASSWORD);
  await page.click("[type=submit]");
  await page.waitForURL(/\/mfa\/setup/);
  expect(await page.getByRole("link", { name: "Open my authenticator" }).count()).toBe(isMobile ? 1 : 0);
  await check("mfa-setup");
  await page.click("summary");
  await check("mfa-setup-key");
  await enrol(page, served);
  await page.goto(`${served.address("/oauth2/authorize")}&prompt=login`);
  await signIn(page, NEW_PASSWORD);
  await check("mfa-code");
  await page.fill("#code", "000000");
  await page.click("[type=submit]");
  await check("mfa-code-refused");
  await walkRecovery(served, visitor);
}

async function walkRecovery(served: Served, { page, check }: Visitor): Promise<void> {
  await page.goto(served.address("/forgotPassword"));
  await check("forgot-password");
  await page.fill("#username", "ann@example.com");
  await page.click("[type=submit]");
  await check("reset-password");
  await page.fill("#code", "123456");
  await page.fill("#password", "Another-Pass-2");
  await page.click("[type=submit]");
  await page.waitForURL(/\/login/);
  await check("password-changed");
  await page.goto(served.address("/signup"));
  await check("sign-up");
  await page.goto(served.address("/signedOut"));
  await check("signed-out");
  await page.goto(`${served.domain}/login?client_id=nobody`);
  await check("error");
}

async function signIn(page: Page, password: string): Promise<void> {
  await page.fill("#username", "ann@example.com");
  await page.fill("#password", password);
  await page.press("#password", "Enter");
  await page.waitForSelector("[role=alert], #code, h1:not(:text-is('Sign in'))");
}

async function enrol(page: Page, served: Served): Promise<void> {
  await page.waitForURL(/\/mfa\/setup/);
  const key = ((await page.textContent("#secret")) ?? "").replaceAll(" ", "");
  const totp = new TOTP({ secret: Secret.fromBase32(key) });
  await page.fill("#code", totp.generate({ timestamp: served.world.clock.now() }));
  await page.click("[type=submit]");
  await page.waitForURL(/\/app\?code=/);
}
