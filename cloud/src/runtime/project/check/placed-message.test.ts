import { expect, test } from "vitest";
import { placedMessage } from "./placed-message.ts";

const written = {
  file: "shop/template.yaml",
  text: `Parameters: { Name: { Type: String } }
Resources:
  Jobs: { Type: AWS::SQS::Queue }
  Log:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: !Ref Job
      Colour: red
`,
};

const NOWHERE =
  "Template format error: Unresolved resource dependencies [Job] in the Resources block of the template";
const SCHEMA =
  "Properties validation failed for resource Log with message:\n#: extraneous key [Colour] is not permitted";

test.each([
  ["a name that is nowhere", NOWHERE, "  shop/template.yaml:7:26  !Ref Job (is Jobs meant?)"],
  ["a property of a resource", SCHEMA, "  shop/template.yaml:8"],
  [
    "a rollback",
    `The stack shop ended in UPDATE_ROLLBACK_COMPLETE. Log: ${SCHEMA}`,
    "  shop/template.yaml:8",
  ],
  ["a name in a section", "Parameters: [Name] must have values", "  shop/template.yaml:1"],
])("%s: where it is written stands below", (_what, message, place) => {
  expect(placedMessage(message, written)).toBe(`${message}\n${place}`);
});

test("what names nothing that is written stays as it is", () => {
  expect(placedMessage("Requires capabilities : [CAPABILITY_IAM]", written)).toBe(
    "Requires capabilities : [CAPABILITY_IAM]",
  );
});
