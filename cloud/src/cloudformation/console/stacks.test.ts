import {
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  waitUntilChangeSetCreateComplete,
} from "@aws-sdk/client-cloudformation";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type TestConsole, testConsole } from "../../web/testing/test-console.ts";
import { type ServedHarness, served } from "../testing/client.ts";
import { areas } from "./index.ts";

let cloud: ServedHarness;
let console: TestConsole;
beforeEach(async () => {
  cloud = await served();
  console = testConsole(areas, cloud.port);
});
afterEach(() => cloud.stop());

const MARKUP = '<img src=x onerror="alert(1)">';
const TEMPLATE = {
  Description: `Doors ${MARKUP}`,
  Parameters: {
    Secret: { Type: "String", NoEcho: true },
    Color: { Type: "String", Default: "red" },
  },
  Resources: { Door: { Type: "AWS::S3::Bucket", Properties: {} } },
  Outputs: { DoorName: { Value: { Ref: "Door" }, Description: MARKUP, Export: { Name: "door-name" } } },
};

async function create(template: object = TEMPLATE, name = "doors"): Promise<void> {
  await cloud.client.send(
    new CreateStackCommand({
      StackName: name,
      TemplateBody: JSON.stringify(template),
      Parameters: [{ ParameterKey: "Secret", ParameterValue: "hush-hush" }],
    }),
  );
  await cloud.engine.settled(name);
}
