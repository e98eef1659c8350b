import { describe, expect, test, vi } from "vitest";
import { assertConfirmed } from "./confirm.ts";

const answering = (answer: boolean) => vi.fn(async (_question: string) => answer);

describe("DEPLOY-3 only a typed yes begins", () => {
  test("a yes at the terminal", async () => {
    const askYesOrNo = answering(true);

    await assertConfirmed("Delete it?", {}, { askYesOrNo });

    expect(askYesOrNo).toHaveBeenCalledExactlyOnceWith("Delete it?");
  });

  test("not a no, which gets its own sentence", async () => {
    const askYesOrNo = answering(false);

    await expect(assertConfirmed("Delete it?", {}, { askYesOrNo })).rejects.toThrow("Nothing was changed.");
    const confirmed = assertConfirmed("Delete it?", {}, { askYesOrNo, refusal: "Nothing was deleted." });
    await expect(confirmed).rejects.toThrow("Nothing was deleted.");
  });

  test("without a terminal nothing begins; the flag that a script says is named", async () => {
    const noTerminal = { flags: "--yes --delete-data", askYesOrNo: undefined };

    const confirmed = assertConfirmed("Delete it?", { yes: "true" }, noTerminal);

    await expect(confirmed).rejects.toThrow(
      "Delete it? There is no terminal to answer at. Say so with --yes --delete-data.",
    );
  });

  test("--yes answers for a script, and nobody is asked", async () => {
    const askYesOrNo = answering(false);

    await assertConfirmed("Delete it?", { yes: true }, { askYesOrNo });

    expect(askYesOrNo).not.toHaveBeenCalled();
  });
});
