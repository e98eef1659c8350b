import { describe, expect, test } from "vitest";
import { UserError } from "../../core/errors.ts";
import { withLastGood } from "./last-good.ts";

const mistake = new UserError("shop: wrong", "npx portcullis check shop");
const stack = (status: string) => ({ stackName: "shop", status });

describe("a deployment that fails says what became of the one before", () => {
  test.each(["CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"])(
    "after %s it goes on while the cloud is up, and is kept when its start ends",
    (status) => {
      const watching = withLastGood(mistake, stack(status), true);
      expect(watching).toMatchObject({
        message: "shop: wrong\nThe last good deployment of shop goes on running.",
        nextCommand: "npx portcullis check shop",
      });
      expect(withLastGood(mistake, stack(status), false)).toMatchObject({
        message:
          "shop: wrong\nThe last good deployment of shop is kept: `npx portcullis up` without a folder runs it.",
      });
    },
  );

  test.each([
    ["no stack", undefined],
    ["a stack that was never made whole", stack("ROLLBACK_COMPLETE")],
    ["a rollback that failed", stack("UPDATE_ROLLBACK_FAILED")],
  ])("of %s it promises nothing", (_what, known) => {
    expect(withLastGood(mistake, known, true)).toBe(mistake);
  });

  test("a fault of Portcullis stays what it is", () => {
    const fault = new Error("broken");
    expect(withLastGood(fault, stack("CREATE_COMPLETE"), true)).toBe(fault);
  });
});
