import { CreateTableCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { expectFitAndAccessible, LOOKS } from "./support/looks.ts";
import { openConsole } from "./support/open-console.ts";

const { endpoint, region, credentials } = inject("product");
const port = Number(new URL(endpoint).port);
const dynamodb = new DynamoDBClient({ endpoint, region, credentials, maxAttempts: 1 });
const TABLE = "console-orders";
const HOSTILE = "<img src=x onerror=window.hit=1>";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
  await make(TABLE);
  await make("console-empty-table");
  for (let index = 0; index < 30; index += 1)
    await put(`person-${index % 2}`, String(index).padStart(2, "0"));
  await put(HOSTILE, "long-".repeat(100));
});
afterAll(async () => {
  dynamodb.destroy();
  await browser.close();
});

const make = (TableName: string) =>
  dynamodb.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [
        { AttributeName: "person", KeyType: "HASH" },
        { AttributeName: "id", KeyType: "RANGE" },
      ],
      AttributeDefinitions: ["person", "id", "state"].map((AttributeName) => ({
        AttributeName,
        AttributeType: "S",
      })),
      GlobalSecondaryIndexes: [
        {
          IndexName: "by-state",
          KeySchema: [{ AttributeName: "state", KeyType: "HASH" }],
          Projection: { ProjectionType: "ALL" },
        },
      ],
      BillingMode: "PAY_PER_REQUEST",
    }),
  );

const put = (person: string, id: string) =>
  dynamodb.send(
    new PutItemCommand({
      TableName: TABLE,
      Item: { person: { S: person }, id: { S: id }, state: { S: "open" }, note: { S: HOSTILE } },
    }),
  );

const token = (key: object) => Buffer.from(JSON.stringify(key)).toString("base64url");
const itemPath = (person: string, id: string) =>
  `tables/${TABLE}/item?item=${token({ person: { S: person }, id: { S: id } })}`;

describe("the pages of tables", () => {
  test("items are found by key, changed, deleted and brought back, without script", async () => {
    const page = await openConsole(browser, port, { path: "tables", javaScriptEnabled: false });
    await page.getByRole("link", { name: TABLE, exact: true }).click();
    await page.getByLabel("Partition key is").fill("person-1");
    await page.getByLabel("Sort key", { exact: true }).selectOption("begins with");
    await page.getByLabel("Value of the sort key").fill("2");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByText("5 items").waitFor();
    await page.getByRole("link", { name: "person-1" }).first().click();
    await page.getByRole("heading", { level: 1, name: "person-1 / 21" }).waitFor();

    const json = page.getByLabel("As DynamoDB’s JSON");
    await json.fill((await json.inputValue()).replace('"open"', '"paid"'));
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("person-1 / 21 is changed.").waitFor();
    await page.getByText('"state": "paid"').waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText('"state": "open"').waitFor();

    await page.getByLabel("Type person-1 / 21 to delete it").fill("person-1");
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByText("The key that was typed is another one. Nothing was deleted.").waitFor();
    await page.getByLabel("Type person-1 / 21 to delete it").fill("person-1 / 21");
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByText("person-1 / 21 is deleted.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("person-1 / 21 is saved.").waitFor();
  });

  test("CON-22 a new item takes nobody's place", async () => {
    const page = await openConsole(browser, port, { path: `tables/${TABLE}/new` });
    await page.getByLabel("As DynamoDB’s JSON").fill('{"person":{"S":"person-0"},"id":{"S":"00"}}');
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("An item has that key already. Nothing was saved.").waitFor();
    expect(await page.getByLabel("As DynamoDB’s JSON").inputValue()).toContain("person-0");
  });

  test("what people stored is text; nothing of it runs", async () => {
    const page = await openConsole(browser, port, {
      path: itemPath(HOSTILE, "long-".repeat(100)),
      bypassCSP: true,
    });
    await page.locator("pre").getByText(HOSTILE).first().waitFor();
    expect(await page.evaluate(() => (window as { hit?: number }).hit)).toBeUndefined();
  });

  test.each(LOOKS)("$width px $colorScheme: nothing is cut off, axe finds nothing", async (look) => {
    const paths = [
      "tables",
      `tables/${TABLE}`,
      `tables/${TABLE}?partition=none`,
      `tables/${TABLE}?index=none&partition=x`,
      `tables/${TABLE}?index=by-state&partition=open`,
      `tables/${TABLE}/new`,
      "tables/console-empty-table",
      "tables/console-none",
      itemPath("person-0", "00"),
      itemPath("person-0", "none"),
      itemPath(HOSTILE, "long-".repeat(100)),
    ];
    await expectFitAndAccessible({ browser, port, look, paths });
  });
});
