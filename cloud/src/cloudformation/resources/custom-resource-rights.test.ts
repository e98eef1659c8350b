import { afterAll, beforeAll, expect, test } from "vitest";
import { allow, type RightsCloud, rightsCloud } from "../testing/rights.ts";

let rights: RightsCloud;
beforeAll(async () => {
  rights = await rightsCloud();
});
afterAll(() => rights.close());

const FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:maker";
const resources = { Thing: { Type: "Custom::Maker", Properties: { ServiceToken: FUNCTION } } };

test("CFN-CUSTOM-INVOKE who may not invoke the function has it make nothing", async () => {
  const caller = await rights.as("deployer", [allow("cloudformation:*")]);
  const { status, failures } = await rights.create(caller, "unable", { resources });
  expect(status).toBe("ROLLBACK_COMPLETE");
  expect(failures["Thing"]).toContain(
    `is not authorized to perform: lambda:InvokeFunction on resource: ${FUNCTION}`,
  );
});

test("CFN-CUSTOM-INVOKE who may gets as far as the function, which is not there", async () => {
  const caller = await rights.as("able", [allow("cloudformation:*", "lambda:InvokeFunction")]);
  const { failures } = await rights.create(caller, "able", { resources });
  expect(failures["Thing"]).toContain(`Function not found: ${FUNCTION}`);
});
