import { describe, expect, test } from "vitest";
import type { ModelName } from "../models/index.ts";
import { unmentionedMembers } from "./model-members.ts";

describe("members of the model that no source mentions", () => {
  // The tests of the other services ask with their operations at hand: some members are refused whole.
  test.each<ModelName>(["cloudcontrol"])(
    "WIRE-5 %s has none: each is acted on or refused by name",
    (name) => {
      expect(unmentionedMembers(name)).toEqual([]);
    },
  );

  test("a member that nothing acts on is found, with its way", () => {
    expect(unmentionedMembers("cognito-idp")).toContain("CreateUserPool LambdaConfig.InboundFederation");
  });
});
