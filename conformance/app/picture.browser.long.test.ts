import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { type AppPage, assertAccessible, signInToApp } from "../support/app-page.ts";
import { clientsFor, refusalOf } from "../support/clients.ts";
import { homeWithApp } from "../support/home-with-app.ts";
import { signInOverSrp } from "../support/srp.ts";
import { claimsOf } from "../support/tokens.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const SHOTS = join(ROOT, "conformance", ".artifacts", "screenshots", "app");
/** 120 × 80 as it lies in the file, to be turned by a quarter; its EXIF names a place and a maker. */
const PHOTO = join(ROOT, "stacks", "api", "fixtures", "progressive-with-place.jpg");
const LARGE = join(ROOT, "docs", "images", "app.png");
const WIDTHS = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } } as const;
const LOOKS = (["phone", "desktop"] as const).flatMap((width) =>
  (["light", "dark"] as const).map((scheme) => [width, scheme] as const),
);

const product = homeWithApp();
let key: string;

beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
  const { facts, home } = product;
  key = String(claimsOf((await signInOverSrp(facts, home, home.admin)).access)["sub"]);
});

type OpenOptions = Parameters<typeof product.open>[0];

/** The administrator's profile; what the page's policy complains of is noted. */
async function profile(options: OpenOptions = {}): Promise<AppPage & { readonly complaints: string[] }> {
  const app = await product.open({ path: "/profile", ...options });
  const complaints: string[] = [];
  // As long as somebody listens no chooser of the system opens.
  app.page.on("filechooser", () => undefined);
  app.page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) complaints.push(message.text());
  });
  await signInToApp(app.page, product.home.admin);
  await app.page.getByText("About you").waitFor();
  return { ...app, complaints };
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const says = (page: Page, words: string | RegExp) => page.getByRole("status").getByText(words).waitFor();
const warns = (page: Page, words: string | RegExp) => page.getByRole("alert").getByText(words).waitFor();
const inHeader = (page: Page) => page.getByRole("banner").locator("img");
const pictureOf = async (page: Page) => (await inHeader(page).getAttribute("src")) ?? "";

type Files = string | { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

/** Opens the chooser with the keyboard alone and takes this file. */
async function choose(page: Page, name: string, files: Files): Promise<void> {
  await button(page, name).focus();
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("Enter");
  await (await chooser).setFiles(files);
}

async function stored(): Promise<Buffer> {
  const { facts, home } = product;
  const { Body } = await clientsFor(facts).s3.send(new GetObjectCommand({ Bucket: home.bucket, Key: key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

/** Width and height in the frame header of a baseline JPEG. */
function sizeOf(jpeg: Buffer): [number, number] {
  const at = jpeg.indexOf(Buffer.from("ffc0", "hex"));
  return [jpeg.readUInt16BE(at + 7), jpeg.readUInt16BE(at + 5)];
}

describe("changing the picture in the app (M3)", () => {
  test("HOME-8 a chosen photo is stored small, square, and without what its file says besides", async () => {
    const { page, foreign, failures, complaints, close } = await profile();
    await inHeader(page).waitFor();
    const before = await pictureOf(page);
    for (const [file, size] of [
      [PHOTO, 80],
      [LARGE, 512],
    ] as const) {
      await choose(page, "Change picture", file);
      await says(page, "Your picture is changed.");
      const bytes = await stored();
      expect(bytes.subarray(0, 3).toString("hex")).toBe("ffd8ff");
      expect(sizeOf(bytes)).toEqual([size, size]);
      expect(bytes.includes("Exif")).toBe(false);
      expect(bytes.length).toBeLessThan(200_000);
      expect(await pictureOf(page)).toBe(`data:image/jpeg;base64,${bytes.toString("base64")}`);
      expect(await pictureOf(page)).not.toBe(before);
      await page.reload();
      await inHeader(page).waitFor();
    }
    expect(readFileSync(PHOTO).includes("Exif")).toBe(true);
    expect({ foreign, failures, complaints }).toEqual({ foreign: [], failures: [], complaints: [] });
    await close();
  });

  test.each([
    ["HEIC", "photo.heic", Buffer.from("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "latin1")],
    ["half a photo", "photo.jpg", readFileSync(PHOTO).subarray(0, 300)],
    ["a text", "photo.png", Buffer.from("no picture")],
    ["a drawing with a script", "photo.svg", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>")],
    ["nothing", "photo.jpg", Buffer.alloc(0)],
  ])("%s is said to be unreadable, and the picture stays", async (_name, name, buffer) => {
    const { page, failures, close } = await profile();
    const before = await stored();
    await choose(page, "Change picture", { name, mimeType: "image/jpeg", buffer });
    await warns(page, /cannot be read as a picture/);
    expect(await stored()).toEqual(before);
    expect(failures).toEqual([]);
    await close();
  });

  test("HOME-9 offline nothing is changed, and that is said; the second try changes it", async () => {
    const { page, close } = await profile();
    await inHeader(page).waitFor();
    const [before, shown] = [await stored(), await pictureOf(page)];
    await page.context().setOffline(true);
    await choose(page, "Change picture", PHOTO);
    await warns(page, /The API cannot be reached/);
    expect([await stored(), await pictureOf(page)]).toEqual([before, shown]);
    await page.context().setOffline(false);
    await choose(page, "Change picture", PHOTO);
    await says(page, "Your picture is changed.");
    expect(await stored()).not.toEqual(before);
    await close();
  });

  test.each([
    ["too large", 413, { message: "The picture is larger than 1000000 bytes." }, /picture of that size/],
    ["out of order", 502, { message: "The picture could not be stored." }, /could not change your picture/],
    ["of another mind", 200, { stored: "perhaps" }, /could not change your picture/],
  ])("HOME-9 an API that finds it %s changed nothing", async (_name, status, json, words) => {
    const { page, close } = await profile();
    await inHeader(page).waitFor();
    const shown = await pictureOf(page);
    await page.route("**/profile-image", (route) =>
      route.request().method() === "PUT"
        ? route.fulfill({ status, json, headers: { "Access-Control-Allow-Origin": "*" } })
        : route.continue(),
    );
    await choose(page, "Change picture", LARGE);
    await warns(page, words);
    expect(await pictureOf(page)).toBe(shown);
    await close();
  });

  test("an API that shows pictures and does not change them is said to be so", async () => {
    const { page, close } = await profile();
    await inHeader(page).waitFor();
    await page.route("**/profile-image", (route) =>
      route.request().method() === "GET" ? route.continue() : route.abort(),
    );
    for (const act of [
      () => choose(page, "Change picture", PHOTO),
      () => button(page, "Remove picture").click(),
    ]) {
      await act();
      await warns(page, /shows pictures and does not change them/);
    }
    await inHeader(page).waitFor();
    await close();
  });
});

describe("removing the picture in the app", () => {
  test("HOME-9 takes it away; Undo, where the keyboard stands, puts the same one back", async () => {
    const { page, failures, close } = await profile();
    await inHeader(page).waitFor();
    const before = await stored();
    await button(page, "Remove picture").focus();
    await page.keyboard.press("Enter");
    await says(page, "Your picture is removed.");
    await inHeader(page).waitFor({ state: "hidden" });
    expect((await refusalOf(stored())).status).toBe(404);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Undo");
    await page.keyboard.press("Enter");
    await says(page, "Your picture is back.");
    await inHeader(page).waitFor();
    expect(await stored()).toEqual(before);
    expect(failures).toEqual([]);
    await close();
  });

  test("Undo ends with the screen; a picture can be chosen instead", async () => {
    const { page, close } = await profile();
    await button(page, "Remove picture").click();
    await button(page, "Undo").waitFor();
    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByRole("link", { name: "Profile", exact: true }).click();
    await page.getByText("About you").waitFor();
    expect(await button(page, "Undo").count()).toBe(0);
    await choose(page, "Choose a picture", LARGE);
    await says(page, "Your picture is changed.");
    await inHeader(page).waitFor();
    await close();
  });

  test("one that fails is said to have failed, and the picture stays", async () => {
    const { page, close } = await profile();
    await inHeader(page).waitFor();
    await page.context().setOffline(true);
    await button(page, "Remove picture").click();
    await warns(page, /The API cannot be reached/);
    await inHeader(page).waitFor();
    await page.context().setOffline(false);
    expect((await stored()).length).toBeGreaterThan(0);
    await close();
  });
});

describe.each(LOOKS)("the profile's picture on the %s in %s", (width, scheme) => {
  async function assertFit(page: Page, name: string): Promise<void> {
    await page.screenshot({ path: join(SHOTS, `${name}-${width}-${scheme}.png`) });
    await assertAccessible(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  }

  test("shown, sent, changed, removed, refused", async () => {
    const { page, close } = await profile({
      viewport: WIDTHS[width],
      colorScheme: scheme,
      bypassCSP: true,
    });
    await inHeader(page).waitFor();
    await assertFit(page, "picture");
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route("**/profile-image", async (route) => {
      await held;
      await route.continue();
    });
    await choose(page, "Change picture", PHOTO);
    await page.getByText("Storing your picture …").waitFor();
    await assertFit(page, "picture-storing");
    letGo();
    await says(page, "Your picture is changed.");
    await assertFit(page, "picture-changed");
    await button(page, "Remove picture").click();
    await says(page, "Your picture is removed.");
    await assertFit(page, "picture-removed");
    await choose(page, "Choose a picture", {
      name: "a.heic",
      mimeType: "image/heic",
      buffer: Buffer.from("x"),
    });
    await warns(page, /cannot be read/);
    await assertFit(page, "picture-unreadable");
    await button(page, "Undo").click();
    await says(page, "Your picture is back.");
    await close();
  });
});
