import { expect, test, vi } from "vitest";
import { assertMayBeLost, type Data } from "./data-loss.ts";

const dataOf = (holds: boolean): Data => ({
  title: "the bucket orders with 2 objects",
  holds,
  release: async () => {},
});

function deletion(options: Record<string, boolean>, askYesOrNo?: (question: string) => Promise<boolean>) {
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  return { lines, deletion: { what: "home from account 1", options, print, askYesOrNo } };
}

test("DEPLOY-1 what is lost is named, and the question says that it goes", async () => {
  const askYesOrNo = vi.fn(async () => true);
  const { lines, deletion: all } = deletion({}, askYesOrNo);

  await assertMayBeLost([dataOf(true), dataOf(false)], all);

  expect(lines).toEqual(["Lost for ever: the bucket orders with 2 objects"]);
  expect(askYesOrNo).toHaveBeenCalledWith("Delete home from account 1, with all of that?");
});

test("DEPLOY-1 --yes alone loses no data; --delete-data says it", async () => {
  const alone = assertMayBeLost([dataOf(true)], deletion({ yes: true }).deletion);
  await expect(alone).rejects.toThrow("Say --delete-data to lose it.");

  await assertMayBeLost([dataOf(true)], deletion({ yes: true, deleteData: true }).deletion);
});

test("DEPLOY-1 --yes is enough where nothing is lost; --delete-data alone is no yes", async () => {
  await assertMayBeLost([dataOf(false)], deletion({ yes: true }).deletion);

  const alone = assertMayBeLost([dataOf(true)], deletion({ deleteData: true }).deletion);
  await expect(alone).rejects.toThrow("There is no terminal");
});
