import {
  AdminAddUserToGroupCommand,
  AdminUpdateUserAttributesCommand,
  type CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AppPage, signInToApp } from "../support/app-page.ts";
import { refusalOf } from "../support/clients.ts";
import type { Home } from "../support/home.ts";
import { homeWithApp } from "../support/home-with-app.ts";
import { createPerson } from "../support/mfa-pool.ts";
import { connectWithWill, type Listener, listenTo, report } from "../support/mqtt.ts";
import type { ProductFacts } from "../support/product.ts";

const product = homeWithApp();
let facts: ProductFacts;
let home: Home;
let cognito: CognitoIdentityProviderClient;
let gate: Listener;

beforeAll(async () => {
  ({ facts, home, cognito } = product);
  gate = await listenTo(facts, "controlGate");
});

afterAll(() => gate.close());

const says = (state: string) => report(facts, "gateState", JSON.stringify({ state }));
const openButton = (page: Page) => page.getByRole("button", { name: "Open gate" });
const closeButton = (page: Page) => page.getByRole("button", { name: "Close gate" });

async function shows(page: Page, state: string): Promise<void> {
  await page.getByTestId("gate-state").getByText(state, { exact: true }).waitFor();
}

async function openedBy(person: { email: string; password: string }): Promise<AppPage> {
  const app = await product.open();
  await signInToApp(app.page, person);
  await openButton(app.page).waitFor();
  return app;
}

describe("the gate in the app (M3, M5)", () => {
  test("HOME-3 opens after a second question; sent is not done; what the gate reports is shown", async () => {
    await says("closed");
    const { page, failures, close } = await openedBy(home.admin);
    await shows(page, "Closed");
    await openButton(page).click();
    await page.getByRole("dialog").getByRole("button", { name: "Yes, open" }).click();
    expect(JSON.parse((await gate.next()).payload)).toEqual({ message: "open" });
    await page.getByTestId("gate-order").getByText("“open” was sent.").waitFor();
    await shows(page, "Closed");
    expect(await openButton(page).isDisabled()).toBe(true);

    await says("opening");
    await shows(page, "Opening");
    await page.getByTestId("gate-order").getByText("The gate answered to “open”.").waitFor();
    await says("open");
    await shows(page, "Open");
    expect(failures).toEqual([]);
    await close();
  });

  test("closes at once, with a message of its own", async () => {
    const { page, close } = await openedBy(home.admin);
    await closeButton(page).click();
    expect(JSON.parse((await gate.next()).payload)).toEqual({ message: "close" });
    await close();
  });

  test("whoever cancels sends nothing; without the question the first press opens", async () => {
    const { page, close } = await openedBy(home.admin);
    await openButton(page).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByRole("switch", { name: "Ask before opening" }).click();
    await page.reload();
    await page.getByRole("link", { name: "Gate" }).click();
    await openButton(page).click();
    await gate.next();
    expect(gate.waiting()).toBe(0);
    await close();
  });

  test("a gate that does not answer in time is said to be silent; a late report counts", async () => {
    await says("closed");
    const { page, close } = await openedBy(home.admin);
    await shows(page, "Closed");
    await page.clock.install();
    await closeButton(page).click();
    await gate.next();
    await page.getByTestId("gate-order").getByText("sent").waitFor();
    await page.clock.fastForward(16_000);
    await page.getByTestId("gate-state").getByText("No answer from the gate").waitFor();
    await says("closing");
    await shows(page, "Closing");
    await close();
  });

  test("HOME-11 after no answer a later error brings nothing back; a real report does", async () => {
    await says("closed");
    const { page, close } = await openedBy(home.admin);
    await shows(page, "Closed");
    await page.clock.install();
    await closeButton(page).click();
    await gate.next();
    await page.getByTestId("gate-order").getByText("sent").waitFor();
    await page.clock.fastForward(16_000);
    await shows(page, "No answer from the gate");
    await page.route("**/gates/control", (route) => route.abort());
    await closeButton(page).click();
    await page.getByRole("alert").getByText("The API cannot be reached.").waitFor();
    const [asked] = await Promise.all([
      page.waitForResponse("**/gates/state"),
      page.clock.fastForward(60_000),
    ]);
    expect(asked.status()).toBe(200);
    await shows(page, "No answer from the gate");
    await says("closed");
    await page.clock.fastForward(9_000);
    await shows(page, "Closed");
    await close();
  });

  test("HOME-11 a gate whose connection is lost is offline, with what was last seen and how long ago", async () => {
    const device = await connectWithWill(facts, { topic: "gateConnection", payload: '{"connected":false}' });
    await says("open");
    const { page, close } = await openedBy(home.admin);
    await shows(page, "Open");
    await page.getByTestId("gate-age").getByText("Reported less than a minute ago").waitFor();
    device.lose();
    await shows(page, "The gate is offline");
    await page.getByTestId("gate-age").getByText("Last seen open").waitFor();
    await says("closed");
    await shows(page, "Closed");
    await close();
  });

  test("a plain user finds the buttons locked and reads why", async () => {
    const { page, close } = await openedBy(home.user);
    await page.getByText("Ask an administrator of this home").waitFor();
    expect(await page.getByText(home.clientId).count()).toBe(0);
    await page.getByRole("button", { name: "Details", expanded: false }).click();
    await page.getByText(`lacks the scope Admins-${home.clientId}.`).waitFor();
    expect([await openButton(page).isDisabled(), await closeButton(page).isDisabled()]).toEqual([true, true]);
    await close();
  });

  test("HOME-5 a token that claims the scope unlocks the buttons, not the gate", async () => {
    const { page, close } = await openedBy(home.user);
    await page.evaluate(forgeScope, `Admins-${home.clientId}`);
    // Each refusal fetches honest tokens: only the gate is to be asked.
    await page.route(/profile-image|gates\/state/, (route) => route.abort());
    await page.reload();
    await closeButton(page).click();
    await page.getByRole("alert").getByText("You may not do that").waitFor();
    await page.getByText("Opening is for administrators").waitFor();
    expect(await closeButton(page).isDisabled()).toBe(true);
    expect(gate.waiting()).toBe(0);
    await close();
  });

  test("whoever was just made an administrator checks again and opens", async () => {
    const person = { email: "promoted-in-app@example.com", password: "Known-Pass-1!" };
    await createPerson(cognito, { userPoolId: home.userPoolId, clientId: home.clientId }, person);
    const { page, close } = await openedBy(person);
    await page.getByText("Opening is for administrators").waitFor();
    await cognito.send(
      new AdminAddUserToGroupCommand({
        UserPoolId: home.userPoolId,
        Username: person.email,
        GroupName: "Admins",
      }),
    );
    await page.getByRole("button", { name: "I have been added: check again" }).click();
    await closeButton(page).click();
    expect(JSON.parse((await gate.next()).payload)).toEqual({ message: "close" });
    await close();
  });
});

describe("the profile in the app (M4)", () => {
  test("shows name, addresses, marks and groups of the ID token", async () => {
    const person = { email: "profiled@example.com", password: "Known-Pass-1!" };
    await createPerson(cognito, { userPoolId: home.userPoolId, clientId: home.clientId }, person);
    await cognito.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: home.userPoolId,
        Username: person.email,
        UserAttributes: [
          { Name: "name", Value: "Pat Profile" },
          { Name: "phone_number", Value: "+441632960000" },
        ],
      }),
    );
    const { page, close } = await openedBy(person);
    await page.getByRole("link", { name: "Your profile" }).click();
    await page.getByRole("heading", { name: "Pat Profile" }).waitFor();
    for (const text of [person.email, "Verified", "+441632960000", "Not verified", "None"]) {
      await page.getByText(text, { exact: true }).waitFor();
    }
    await page.getByText("Off: your password alone opens your account.").waitFor();
    await close();
  });

  test("HOME-6 signing out on all devices ends the session of another device too", async () => {
    const person = { email: "everywhere@example.com", password: "Known-Pass-1!" };
    await createPerson(cognito, { userPoolId: home.userPoolId, clientId: home.clientId }, person);
    const phone = await openedBy(person);
    const laptop = await openedBy(person);
    const ofPhone = await phone.page.evaluate(storedRefreshToken);
    const renewed = () => cognito.send(renewal(home.clientId, ofPhone));
    expect((await renewed()).AuthenticationResult?.AccessToken).toBeDefined();

    await laptop.page.getByRole("link", { name: "Your profile" }).click();
    const everywhere = laptop.page.getByRole("button", { name: "Sign out on all devices" });
    await laptop.page.route("**/account/sign-out", (route) => route.abort());
    await everywhere.click();
    await laptop.page.getByRole("alert").getByText("The API cannot be reached").waitFor();
    expect((await renewed()).AuthenticationResult?.AccessToken).toBeDefined();

    await laptop.page.unroute("**/account/sign-out");
    await everywhere.click();
    await laptop.page.getByText("You are signed out on all devices.").waitFor();
    expect(await laptop.page.evaluate(storedRefreshToken)).toBe("");
    expect(await refusalOf(renewed())).toMatchObject({ message: "Refresh Token has been revoked" });
    expect([...phone.failures, ...laptop.failures]).toEqual([]);
    await Promise.all([phone.close(), laptop.close()]);
  });
});

function renewal(ClientId: string, refreshToken: string): InitiateAuthCommand {
  const AuthParameters = { REFRESH_TOKEN: refreshToken };
  return new InitiateAuthCommand({ ClientId, AuthFlow: "REFRESH_TOKEN_AUTH", AuthParameters });
}

/** In the page: the refresh token that Amplify keeps; empty when there is none. */
function storedRefreshToken(): string {
  const key = Object.keys(localStorage).find((name) => name.endsWith(".refreshToken"));
  return key === undefined ? "" : (localStorage.getItem(key) ?? "");
}

/** In the page: adds a scope to the stored access token, which breaks its signature. */
function forgeScope(scope: string): void {
  const decode = (text: string) => JSON.parse(atob(text.replaceAll("-", "+").replaceAll("_", "/")));
  for (const key of Object.keys(localStorage).filter((name) => name.endsWith(".accessToken"))) {
    const [header = "", claims = "", signature = ""] = (localStorage.getItem(key) ?? "").split(".");
    const forged = decode(claims);
    forged.scope += ` ${scope}`;
    localStorage.setItem(key, `${header}.${btoa(JSON.stringify(forged))}.${signature}`);
  }
}
