import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
} from "@aws-sdk/client-cloudformation";
import { DescribeUserPoolCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { launchBrowser } from "../support/browser.ts";
import { clientsFor } from "../support/clients.ts";
import { homeOf } from "../support/home.ts";
import { Authenticator, createMfaPool, createPerson } from "../support/mfa-pool.ts";
import { openConsole } from "./support/open-console.ts";

const facts = inject("product");
const home = homeOf(facts);
const clients = clientsFor(facts);
const port = Number(new URL(facts.endpoint).port);
const apiId = new URL(home.apiUrl).pathname.split("/").at(-2) ?? "";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function openRoute(method: string, path: string, options: { javaScriptEnabled?: boolean } = {}) {
  const page = await openConsole(browser, port, { path: `apis/${apiId}`, ...options });
  await page.getByRole("link", { name: `${method} ${path}`, exact: true }).click();
  await page.getByRole("heading", { name: `Try ${method} ${path}` }).waitFor();
  return page;
}

/** A choice of the form; the button that it is drawn as hides its circle. */
async function choose(page: Page, label: string): Promise<void> {
  await page.locator("form.try-form label", { hasText: label }).first().click();
}

/** What came of it, by the request that was sent just now. */
async function send(page: Page): Promise<string> {
  const before = page.url();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.waitForURL((url) => url.search.includes("tried=") && url.href !== before);
  return (await page.locator("#outcome-h").textContent()) ?? "";
}

describe("trying a request", () => {
  test("as nobody, as who may not, as who may: the answer, and the way with what each step decided", async () => {
    const page = await openRoute("POST", "/gates/control");
    expect(await send(page)).toBe("Refused with 401 by the authorizer.");

    await choose(page, home.user.email);
    await page.getByRole("textbox", { name: "Body" }).fill('{"message":"open"}');
    expect(await send(page)).toBe("Refused with 401 by the authorizer.");
    expect(await page.locator("#outcome .sentence").textContent()).toContain("the token lacks Admins-");
    expect(await page.locator("#outcome > section > .chain > li.skip").count()).toBe(3);
    await page
      .getByRole("link", { name: /^Why\?/ })
      .last()
      .click();
    await page.waitForURL(/\/trace\//);
    await page.goBack();

    await choose(page, home.admin.email);
    expect(await send(page)).toBe("Passed with 200.");
    const chain = await page.locator("#outcome > section > .chain").textContent();
    expect(chain).toContain("Validate request");
    expect(chain).toContain("iot-data:Publish");
    expect(await page.locator("[aria-labelledby=response] pre").first().textContent()).toContain('"open"');
  });

  test("with a body that the model refuses, and a token that is spoiled", async () => {
    const page = await openRoute("POST", "/gates/control");
    await choose(page, home.admin.email);
    await page.getByRole("textbox", { name: "Body" }).fill("{}");
    expect(await send(page)).toBe("Refused with 400 by the request validator.");

    await page.getByText("Query, headers, spoiled token").click();
    await choose(page, "alg: none");
    expect(await send(page)).toBe("Refused with 401 by the authorizer.");
  });

  test("with a token of one's own; without script", async () => {
    const page = await openRoute("GET", "/account", { javaScriptEnabled: false });
    await choose(page, "My own token");
    await page.getByLabel("Token", { exact: true }).fill("not.a.token");
    expect(await send(page)).toBe("Refused with 401 by the authorizer.");
    expect(await page.content()).not.toContain("not.a.token");
  });
});

/** An API whose authorizer takes people of a pool in which everybody needs a second factor. */
async function deployGuardedApi(userPoolId: string): Promise<string> {
  const { UserPool } = await clients.cognito.send(new DescribeUserPoolCommand({ UserPoolId: userPoolId }));
  const template = {
    Resources: {
      Api: { Type: "AWS::ApiGateway::RestApi", Properties: { Name: HOSTILE_NAME } },
      People: {
        Type: "AWS::ApiGateway::Authorizer",
        Properties: {
          Name: "People",
          RestApiId: { Ref: "Api" },
          Type: "COGNITO_USER_POOLS",
          IdentitySource: "method.request.header.Authorization",
          ProviderARNs: [UserPool?.Arn],
        },
      },
      Method: {
        Type: "AWS::ApiGateway::Method",
        Properties: {
          RestApiId: { Ref: "Api" },
          ResourceId: { "Fn::GetAtt": ["Api", "RootResourceId"] },
          HttpMethod: "GET",
          AuthorizationType: "COGNITO_USER_POOLS",
          AuthorizerId: { Ref: "People" },
          Integration: {
            Type: "MOCK",
            RequestTemplates: { "application/json": '{"statusCode":200}' },
            IntegrationResponses: [{ StatusCode: "200" }],
          },
          MethodResponses: [{ StatusCode: "200" }],
        },
      },
      Deployment: {
        Type: "AWS::ApiGateway::Deployment",
        DependsOn: "Method",
        Properties: { RestApiId: { Ref: "Api" } },
      },
      Stage: {
        Type: "AWS::ApiGateway::Stage",
        Properties: { RestApiId: { Ref: "Api" }, DeploymentId: { Ref: "Deployment" }, StageName: "v1" },
      },
    },
    Outputs: { ApiId: { Value: { Ref: "Api" } } },
  };
  const { cloudformation } = clients;
  await cloudformation.send(
    new CreateStackCommand({ StackName: GUARDED, TemplateBody: JSON.stringify(template) }),
  );
  await waitUntilStackCreateComplete(
    { client: cloudformation, maxWaitTime: 600, minDelay: 1 },
    { StackName: GUARDED },
  );
  const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName: GUARDED }));
  return Stacks?.[0]?.Outputs?.[0]?.OutputValue ?? "";
}

const GUARDED = "console-second-factor";
const HOSTILE_NAME = "<b onclick=alert(1)>api";
const DORA = { email: "dora@example.com", password: "Known-Pass-1!" };

describe("a sign-in that asks for more", () => {
  let guarded: string;
  beforeAll(async () => {
    const pool = await createMfaPool(clients.cognito);
    await createPerson(clients.cognito, pool, DORA);
    guarded = await deployGuardedApi(pool.userPoolId);
  });
  afterAll(async () => {
    await clients.cloudformation.send(new DeleteStackCommand({ StackName: GUARDED }));
    await waitUntilStackDeleteComplete(
      { client: clients.cloudformation, maxWaitTime: 600, minDelay: 1 },
      { StackName: GUARDED },
    );
  });

  const open = async (): Promise<Page> => {
    const page = await openConsole(browser, port, { path: `apis/${guarded}` });
    await page.getByRole("link", { name: "GET /", exact: true }).click();
    await choose(page, DORA.email);
    return page;
  };
  const sent = async (page: Page): Promise<string> => {
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.locator("#notice").waitFor();
    return (await page.locator("#notice").textContent()) ?? "";
  };

  test("CON-14 the pool's no is said; password and code are asked once a browser", async () => {
    const page = await open();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(HOSTILE_NAME);
    expect(await sent(page)).toBe(`Give the password of ${DORA.email}, and send again. It is asked once.`);
    await page.getByLabel("Password", { exact: true }).fill("wrong");
    expect(await sent(page)).toBe(
      `${DORA.email} was not let in, and nothing was sent: Incorrect username or password.`,
    );
    await page.getByLabel("Password", { exact: true }).fill(DORA.password);
    const asked = await sent(page);
    expect(asked).toContain("has a second factor");
    const authenticator = new Authenticator(asked.split(": ").at(-1) ?? "");
    await page.getByLabel("Code of the authenticator app").fill(authenticator.next());
    expect(await send(page)).toBe("Passed with 200.");

    expect(await page.getByLabel("Password", { exact: true }).isVisible()).toBe(false);
    // The route lists no scope: it takes ID tokens.
    await choose(page, "access token");
    expect(await send(page)).toBe("Refused with 401 by the authorizer.");

    const other = await open();
    expect(await other.getByLabel("Password", { exact: true }).isVisible()).toBe(true);
    expect(await sent(other)).toContain("Give the password");
  });
});

const LOOKS = [390, 1280].flatMap((width) =>
  (["light", "dark"] as const).map((colorScheme) => ({ width, colorScheme })),
);

test.each(LOOKS)("$width px $colorScheme: nothing is cut off, axe finds nothing", async (look) => {
  const page = await openConsole(browser, port, {
    viewport: { width: look.width, height: 900 },
    colorScheme: look.colorScheme,
    bypassCSP: true,
  });
  const address = `http://portcullis.localhost:${port}/_portcullis`;
  const check = async (what: string): Promise<void> => {
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect({ what, over }).toEqual({ what, over: 0 });
    expect({ what, found: await axeFindings(page) }).toEqual({ what, found: [] });
  };
  await page.goto(`${address}/apis`);
  await check("the list");
  await page.goto(`${address}/apis/${apiId}`);
  await check("routes");
  await page.getByRole("link", { name: "POST /gates/control", exact: true }).click();
  await page.getByRole("heading", { name: "Try POST /gates/control" }).waitFor();
  await choose(page, home.user.email);
  await check("the form");
  await send(page);
  await check("a refusal");
  await choose(page, home.admin.email);
  await page.getByRole("textbox", { name: "Body" }).fill('{"message":"open"}');
  await send(page);
  await check("an answer");
  await page.goto(`${address}/apis/none`);
  await check("no such API");
});
