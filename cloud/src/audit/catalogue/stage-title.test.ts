import { expect, test } from "vitest";
import type { Stage } from "../deployment/deployment.ts";
import { ownFirst, stageTitle } from "./stage-title.ts";

const stageOf = (name: string, type: string) => ({ name, resource: { type } }) as Stage;

const SAM = stageOf("Stage", "AWS::ApiGateway::RestApi");
const OWN = stageOf("prod", "AWS::ApiGateway::Stage");

test.each([
  [
    "the stage that SAM makes",
    SAM,
    [SAM, OWN],
    /^The stage Stage, which SAM makes beside yours \(OpenApiVersion: /,
  ],
  ["one of the template beside it", OWN, [SAM, OWN], /^The stage prod$/],
  ["one alone that bears the name", SAM, [SAM], /^The stage Stage$/],
  [
    "one of the template that bears the name",
    stageOf("Stage", OWN.resource.type),
    [SAM, OWN],
    /^The stage Stage$/,
  ],
])("%s", (_what, stage, stages, title) => {
  expect(stageTitle(stage, stages)).toMatch(title);
});

test("stages of the template come first", () => {
  expect(ownFirst([SAM, OWN])).toEqual([OWN, SAM]);
});
