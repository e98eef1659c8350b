import { expect, test } from "vitest";
import { namesBeginning } from "./names-beginning.ts";

/** Names `a0`, `b1`, `a2` … by pages of ten; the token is the index of the first. */
function listOf(count: number) {
  const asked: (string | null)[] = [];
  const names = Array.from({ length: count }, (_, index) => `${index % 2 === 0 ? "a" : "b"}${index}`);
  return {
    asked,
    pageFrom: async (token: string | null) => {
      asked.push(token);
      const at = Number(token ?? 0);
      return {
        names: names.slice(at, at + 10),
        next: at + 10 < names.length ? String(at + 10) : undefined,
      };
    },
  };
}

test("whole pages are walked until there are enough, and the next look goes on from there", async () => {
  const { asked, pageFrom } = listOf(70);
  const first = await namesBeginning("a", null, pageFrom);
  expect(asked).toEqual([null, "10", "20", "30", "40"]);
  expect(first).toMatchObject({ names: { length: 25, 0: "a0" }, next: "50" });
  const rest = await namesBeginning("a", first.next ?? null, pageFrom);
  expect(rest).toEqual({ names: expect.arrayContaining(["a50", "a68"]), next: undefined });
  expect(rest.names).toHaveLength(10);
});

test("a look ends, however long the list is", async () => {
  const { asked, pageFrom } = listOf(5_000);
  expect(await namesBeginning("c", null, pageFrom)).toEqual({ names: [], next: "1000" });
  expect(asked).toHaveLength(100);
});
