import { CloudWatchLogsClient, CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { GetFunctionCommand, LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { launchBrowser } from "../support/browser.ts";
import { homeOf } from "../support/home.ts";
import { openConsole } from "./support/open-console.ts";

const facts = inject("product");
const { endpoint, region, credentials } = facts;
const home = homeOf(facts);
const port = Number(new URL(endpoint).port);
const options = { endpoint, region, credentials, maxAttempts: 1 };
const ACCOUNT = "123456789012";
const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${ACCOUNT}:${resource}`;

let browser: Browser;
/** What there is, by its ARN, with the heading of its page. */
const there: (readonly [arn: string, heading: string])[] = [];
beforeAll(async () => {
  browser = await launchBrowser();
  await new SQSClient(options).send(new CreateQueueCommand({ QueueName: "arn-jobs" }));
  await new SNSClient(options).send(new CreateTopicCommand({ Name: "arn-news" }));
  const ssm = new SSMClient(options);
  for (const Name of ["arn-plain", "/arn-slash", "/arn/deep"])
    await ssm.send(new PutParameterCommand({ Name, Value: "x", Type: "String" }));
  const secrets = new SecretsManagerClient(options);
  const secret = await secrets.send(new CreateSecretCommand({ Name: "arn/door", SecretString: "x" }));
  const kms = new KMSClient(options);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  await kms.send(new CreateAliasCommand({ AliasName: "alias/arn/key", TargetKeyId: KeyMetadata?.KeyId }));
  await new CloudWatchLogsClient(options).send(new CreateLogGroupCommand({ logGroupName: "/arn/log" }));
  const lambda = new LambdaClient(options);
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  const { Configuration } = await lambda.send(
    new GetFunctionCommand({ FunctionName: Functions[0]?.FunctionName }),
  );
  const role = Configuration?.Role ?? "";
  there.push(
    [arn("sqs", "arn-jobs"), "arn-jobs"],
    [arn("sns", "arn-news"), "arn-news"],
    [arn("ssm", "parameter/arn-plain"), "arn-plain"],
    [arn("ssm", "parameter/arn-slash"), "/arn-slash"],
    [arn("ssm", "parameter/arn/deep"), "/arn/deep"],
    [secret.ARN ?? "", "arn/door"],
    [KeyMetadata?.Arn ?? "", "arn/key"],
    [arn("kms", "alias/arn/key"), "arn/key"],
    [arn("logs", "log-group:/arn/log:*"), "/arn/log"],
    [role, role.slice(role.lastIndexOf("/") + 1)],
    [`arn:aws:s3:::${home.bucket}`, home.bucket],
    [arn("events", "event-bus/default"), "Rules"],
  );
});
afterAll(() => browser.close());

/** Sends the search field of every page, as a person does. */
async function find(text: string) {
  const page = await openConsole(browser, port, { bypassCSP: true });
  await page.getByLabel(/^Find a request id/).fill(text);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname !== "/_portcullis/");
  return page;
}

describe("an ARN in the search field", () => {
  test("leads to the page of what has it", async () => {
    for (const [one, heading] of there) {
      const page = await find(one);
      const shown = await page.getByRole("heading", { level: 1 }).textContent();
      expect({ arn: one, shown }).toEqual({ arn: one, shown: heading });
      await page.context().close();
    }
  });

  test.each([
    ["pool", () => arn("cognito-idp", `userpool/${home.userPoolId}`), /\/people\//],
    [
      "API",
      () => arn("execute-api", `${new URL(home.apiUrl).pathname.split("/").at(-2)}/v1/GET/account`),
      /\/apis\//,
    ],
  ])("leads to the %s of the home", async (_what, one, path) => {
    const page = await find(one());
    expect(page.url()).toMatch(path);
    expect(await page.locator("[role=alert]").count()).toBe(0);
    await page.context().close();
  });

  test("of what is not there gets a sentence, whatever it is of", async () => {
    const page = await openConsole(browser, port, { bypassCSP: true });
    const none = [
      arn("lambda", "function:none"),
      arn("dynamodb", "table/none"),
      arn("sqs", "none"),
      arn("sns", "none"),
      "arn:aws:s3:::no-such-bucket-here",
      `arn:aws:s3:::${home.bucket}/no/such/object`,
      arn("cognito-idp", `userpool/${region}_None00000`),
      arn("ssm", "parameter/none"),
      arn("secretsmanager", "secret:none-a1B2c3"),
      `arn:aws:iam::${ACCOUNT}:role/none`,
      arn("kms", "key/00000000-0000-4000-8000-000000000000"),
      arn("kms", "alias/none"),
      arn("logs", "log-group:none"),
      arn("execute-api", "none/v1/GET/x"),
      arn("cloudformation", "stack/none/0-1"),
      arn("events", "event-bus/none"),
      arn("events", "rule/none"),
      arn("scheduler", "schedule/default/none"),
    ];
    for (const one of none) {
      await page.getByLabel(/^Find a request id/).fill(one);
      await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
      const said = await page.locator("main").textContent();
      expect({ arn: one, said }).toEqual({ arn: one, said: expect.stringContaining("This cloud has no ") });
    }
    expect(await axeFindings(page)).toEqual([]);
    await page.context().close();
  });
});
