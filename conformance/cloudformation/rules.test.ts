import {
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
  ValidateTemplateCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
} from "@aws-sdk/client-cloudformation";
import { describe, expect, inject, test } from "vitest";
import { clientsFor, refusalOf } from "../support/clients.ts";
import { HANG_GUARD } from "../support/hang-guard.ts";

const { cloudformation } = clientsFor(inject("product"));
const StackName = "ruled";

/** A household of production names who is called at night; any other may. */
const template = (more = "") => `
${more}
Parameters:
  Stage: { Type: String, Default: dev }
  Contacts: { Type: CommaDelimitedList, Default: "" }
Rules:
  Reachable:
    RuleCondition: !Equals [!Ref Stage, prod]
    Assertions:
      - Assert: !Not [!Contains [!Ref Contacts, ""]]
        AssertDescription: Production names at least one contact.
      - Assert: !EachMemberIn [!Ref Contacts, [anna, ben]]
        AssertDescription: Contacts are Anna and Ben.
Resources:
  Topic: { Type: AWS::S3::Bucket }
`;
const prod = (contacts?: string) => [
  { ParameterKey: "Stage", ParameterValue: "prod" },
  ...(contacts === undefined ? [] : [{ ParameterKey: "Contacts", ParameterValue: contacts }]),
];
const refused = (message: string) => ({ name: "ValidationError", message, status: 400 });
const NOBODY = refused("Rule Reachable failed: Production names at least one contact.");

describe("rules of a template", () => {
  test("hold the parameters of a new stack, and nothing is made when they fail", async () => {
    for (const TemplateBody of [template(), template("Transform: AWS::Serverless-2016-10-31")]) {
      const source = { StackName, TemplateBody, Parameters: prod() };
      const Capabilities = ["CAPABILITY_AUTO_EXPAND" as const];
      expect(
        await refusalOf(cloudformation.send(new CreateStackCommand({ ...source, Capabilities }))),
      ).toEqual(NOBODY);
      const changeSet = { ...source, ChangeSetName: "new", ChangeSetType: "CREATE" as const };
      expect(await refusalOf(cloudformation.send(new CreateChangeSetCommand(changeSet)))).toEqual(NOBODY);
    }
    const known = await refusalOf(cloudformation.send(new DescribeStacksCommand({ StackName })));
    expect(known.message).toBe(`Stack with id ${StackName} does not exist`);
  });

  test("let the right parameters pass, and hold those of an update", async () => {
    const source = { StackName, TemplateBody: template() };
    await cloudformation.send(new CreateStackCommand({ ...source, Parameters: prod("anna, ben") }));
    const within = {
      client: cloudformation,
      maxWaitTime: HANG_GUARD.timeout / 1000,
      minDelay: 1,
      maxDelay: 1,
    };
    await waitUntilStackCreateComplete(within, { StackName });
    const update = { StackName, UsePreviousTemplate: true, Parameters: prod("anna,carl") };
    const STRANGER = refused("Rule Reachable failed: Contacts are Anna and Ben.");
    expect(await refusalOf(cloudformation.send(new UpdateStackCommand(update)))).toEqual(STRANGER);
    expect(
      await refusalOf(cloudformation.send(new CreateChangeSetCommand({ ...update, ChangeSetName: "more" }))),
    ).toEqual(STRANGER);
    await cloudformation.send(new DeleteStackCommand({ StackName }));
    await waitUntilStackDeleteComplete(within, { StackName });
  });

  test("are looked at, not asked, by ValidateTemplate", async () => {
    const always = template().replace("RuleCondition: !Equals [!Ref Stage, prod]", "");
    await cloudformation.send(new ValidateTemplateCommand({ TemplateBody: always }));
    const bad = template().replace("!Ref Stage", '!Sub "${Stage}"');
    expect(await refusalOf(cloudformation.send(new ValidateTemplateCommand({ TemplateBody: bad })))).toEqual(
      refused(
        "Template format error: Following functions are not supported in the Rules block of the template: [Fn::Sub]",
      ),
    );
  });
});
