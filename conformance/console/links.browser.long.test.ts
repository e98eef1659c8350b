import { CreateStackCommand, waitUntilStackCreateComplete } from "@aws-sdk/client-cloudformation";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { clientsFor } from "../support/clients.ts";
import { HANG_GUARD } from "../support/hang-guard.ts";
import { startProduct } from "../support/product.ts";
import { crawl } from "./support/crawl.ts";
import { openConsole } from "./support/open-console.ts";

// A cloud of its own: what another suite deletes meanwhile is no fault of a link.
const product = await startProduct({ app: false });
const { port } = product.facts;
const { cloudformation } = clientsFor(product.facts);
const within = { client: cloudformation, maxWaitTime: HANG_GUARD.timeout / 1000, minDelay: 1, maxDelay: 1 };
const STACK = "console-links-test";

/** Each with a page of its own; the group's name is refused when all of them were made. */
const TEMPLATE = JSON.stringify({
  Resources: {
    Bucket: { Type: "AWS::S3::Bucket" },
    Queue: { Type: "AWS::SQS::Queue" },
    Topic: { Type: "AWS::SNS::Topic" },
    Secret: { Type: "AWS::SecretsManager::Secret" },
    People: { Type: "AWS::Cognito::UserPool" },
    Refused: {
      Type: "AWS::Cognito::UserPoolGroup",
      DependsOn: ["Bucket", "Queue", "Topic", "Secret"],
      Properties: { UserPoolId: { Ref: "People" }, GroupName: "no good name" },
    },
  },
});

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
  await cloudformation.send(new CreateStackCommand({ StackName: STACK, TemplateBody: TEMPLATE }));
  await expect(waitUntilStackCreateComplete(within, { StackName: STACK })).rejects.toThrow(
    "ROLLBACK_COMPLETE",
  );
});
afterAll(async () => {
  await browser.close();
  await product.stop();
});

test("every link of the console leads somewhere, also those of a stack that was rolled back", async () => {
  const page = await openConsole(browser, port);
  const { visited, stumbles } = await crawl(page, ["", `stacks/${STACK}`, `stacks/${STACK}/events`]);
  expect(stumbles).toEqual([]);
  expect(visited).toBeGreaterThan(60);
  await page.context().close();
});
