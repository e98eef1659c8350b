import { rmSync } from "node:fs";
import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, vi } from "vitest";
import { type AppPage, openApp } from "./app-page.ts";
import { launchBrowser } from "./browser.ts";
import { clientsFor } from "./clients.ts";
import { HANG_GUARD } from "./hang-guard.ts";
import { type Home, homeOf } from "./home.ts";
import { createPerson } from "./mfa-pool.ts";
import { type Product, type ProductFacts, startProduct } from "./product.ts";

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

export interface HomeWithApp {
  readonly facts: ProductFacts;
  readonly home: Home;
  readonly cognito: CognitoIdentityProviderClient;
  readonly browser: Browser;
  /** The app in a browser window of its own. */
  open(options?: BrowserContextOptions & { readonly path?: string }): Promise<AppPage>;
  /** A person of the test's own: what happens to them happens to nobody else. */
  invite(name: string): Promise<Credentials>;
}

/**
 * A home with its app and a browser for the tests of one file, there before the first test and gone
 * after the last: a product of the file's own, whose gate nobody else commands.
 */
export function homeWithApp(...options: string[]): HomeWithApp {
  let started: { readonly product: Product; readonly browser: Browser } | undefined;
  const running = () => {
    if (started === undefined) throw new Error("The home is there once the tests of the file run.");
    return started;
  };
  beforeAll(async () => {
    const product = await startProduct({ app: true, arguments: options });
    started = { product, browser: await launchBrowser() };
    await vi.waitFor(() => assertBuilt(product.output()), { ...HANG_GUARD, interval: 500 });
  });
  afterAll(async () => {
    await started?.browser.close();
    await started?.product.stop();
    if (started !== undefined) rmSync(started.product.facts.stateDir, { recursive: true, force: true });
  });
  const home = () => homeOf(running().product.facts);
  const cognito = () => clientsFor(running().product.facts).cognito;
  return {
    get facts() {
      return running().product.facts;
    },
    get home() {
      return home();
    },
    get cognito() {
      return cognito();
    },
    get browser() {
      return running().browser;
    },
    open: (settings) => openApp(running().browser, running().product.facts, settings),
    invite: async (name) => {
      const person = { email: `${name}@example.com`, password: "Known-Pass-1!" };
      await createPerson(cognito(), home(), person);
      return person;
    },
  };
}

/** An earlier build is served until the one of these sources is there: the terminal tells. */
function assertBuilt(output: string): void {
  if (!/✔ app (?:built in|up to date)/.test(output)) throw new Error(output);
}
