import { readFileSync } from "node:fs";
import { CreateBucketCommand, PutBucketVersioningCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { clientsFor } from "../support/clients.ts";
import { expectFitAndAccessible, LOOKS } from "./support/looks.ts";
import { openConsole } from "./support/open-console.ts";

const facts = inject("product");
const port = Number(new URL(facts.endpoint).port);
const { s3 } = clientsFor(facts);
const BUCKET = "console-storage-test";
const HOSTILE = "odd/<img src=x onerror=window.hit=1>.html";
const SCRIPT = "<script>window.hit=1</script><img src=x onerror=window.hit=1>";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
  await s3.send(
    new CreateBucketCommand({
      Bucket: BUCKET,
      CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
    }),
  );
  await s3.send(
    new PutBucketVersioningCommand({ Bucket: BUCKET, VersioningConfiguration: { Status: "Enabled" } }),
  );
  await put(HOSTILE, SCRIPT, "text/html");
  await put("odd/drawing.svg", `<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`, "image/svg+xml");
  await put(`odd/${"long-".repeat(190)}`, "x", "text/plain");
});
afterAll(() => browser.close());

function put(Key: string, Body: string, ContentType: string) {
  return s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body, ContentType }));
}

const objectPath = (key: string) => `storage/${BUCKET}/object?object=${encodeURIComponent(key)}`;

describe("the storage pages", () => {
  test("a file is uploaded, read, saved, deleted and brought back", async () => {
    const page = await openConsole(browser, port, { path: `storage/${BUCKET}?prefix=docs/` });
    const file = { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("remember the milk") };
    await page.getByLabel("File").setInputFiles(file);
    await page.getByRole("button", { name: "Upload" }).click();
    await page.getByText("Uploaded 17 bytes as docs/notes.txt.").waitFor();
    await page.getByText("remember the milk").waitFor();

    const saving = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download" }).click();
    const download = await saving;
    expect(download.suggestedFilename()).toBe("notes.txt");
    expect(readFileSync(await download.path(), "utf8")).toBe("remember the milk");

    await page.getByLabel("Type the key to delete it").fill("docs/notes");
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByText("The key that was typed is another one. Nothing was deleted.").waitFor();
    await page.getByLabel("Type the key to delete it").fill("docs/notes.txt");
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByText("docs/notes.txt is deleted.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("docs/notes.txt is back.").waitFor();
    await page.getByText("remember the milk").waitFor();
  });

  test("CON-11 HTML and SVG are shown as text and saved as files; nothing of them runs", async () => {
    // Without the page's policy: the markup alone has to hold.
    const page = await openConsole(browser, port, { path: objectPath(HOSTILE), bypassCSP: true });
    await page.getByText(SCRIPT).waitFor();
    await page.goto(`http://portcullis.localhost:${port}/_portcullis/${objectPath("odd/drawing.svg")}`);
    await page.locator("pre").getByText(SCRIPT).waitFor();
    expect(await page.evaluate(() => (window as { hit?: number }).hit)).toBeUndefined();

    const saving = page.waitForEvent("download");
    // As somebody would who was sent the address.
    await page
      .goto(
        `http://portcullis.localhost:${port}/_portcullis/${objectPath(HOSTILE).replace("/object?", "/download?")}`,
      )
      .catch(() => undefined);
    await saving;
  });

  test("without a session there is no object", async () => {
    const reply = await fetch(
      `http://127.0.0.1:${port}/_portcullis/storage/${BUCKET}/download?object=docs/notes.txt`,
      {
        headers: { host: `portcullis.localhost:${port}` },
        redirect: "manual",
      },
    );
    expect(reply.status).not.toBe(200);
    expect(await reply.text()).not.toContain("milk");
  });

  test.each(LOOKS)("$width px $colorScheme: nothing is cut off, axe finds nothing", async (look) => {
    const paths = [
      "storage",
      "storage?prefix=none-begins-so",
      `storage/${BUCKET}`,
      `storage/${BUCKET}?prefix=odd/`,
      `storage/${BUCKET}?versions=1`,
      "storage/no-such-bucket",
      objectPath(HOSTILE),
      objectPath("none"),
    ];
    await expectFitAndAccessible({ browser, port, look, paths });
  });
});
