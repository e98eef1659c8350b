import { describe, expect, test } from "vitest";
import type { Stage } from "../model/stage.ts";
import { patchStage } from "./patch-stage.ts";

const STAGE: Stage = {
  restApiId: "abcdefghij",
  stageName: "v1",
  deploymentId: "abc123",
  createdDate: 0,
  lastUpdatedDate: 0,
  methodSettings: { "orders/POST": { throttlingRateLimit: 5 } },
  variables: { colour: "blue", size: "1" },
  accessLogSettings: { destinationArn: "arn:log", format: "$context.requestId" },
  tracingEnabled: false,
  tags: {},
};
const remove = (stage: Stage, path: string) => patchStage(stage, { op: "remove", path, value: "" });

describe("UpdateStage removes what is there, once", () => {
  test.each([
    ["/variables/colour", { variables: { size: "1" } }, "stage variable colour"],
    ["/accessLogSettings", { accessLogSettings: undefined }, "accessLogSettings"],
    ["/~1orders/POST", { methodSettings: {} }, "method setting ~1orders/POST"],
  ])("%s", (path, expected, what) => {
    const changed = remove(STAGE, path);

    expect(changed).toEqual({ ...STAGE, ...expected });
    expect(() => remove(changed, path)).toThrow(
      expect.objectContaining({
        code: "BadRequestException",
        message: expect.stringContaining(`Cannot remove ${what} because `) as string,
      }),
    );
  });

  test("/variables/colour of a stage that never had variables", () => {
    const { variables: _none, ...plain } = STAGE;
    expect(() => remove(plain, "/variables/colour")).toThrow("Cannot remove stage variable colour");
  });

  test.each(["constructor", "__proto__", "col", "colours"])("no variable %s", (name) => {
    expect(() => remove(STAGE, `/variables/${name}`)).toThrow(`Cannot remove stage variable ${name}`);
  });
});
