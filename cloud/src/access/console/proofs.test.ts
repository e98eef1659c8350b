import { expect, test } from "vitest";
import type { ConsoleContext } from "../../wire/console-area.ts";
import { NO_TRACE } from "../../wire/testing/fake-console.ts";
import type { AccessMatrix, Cell } from "../matrix.ts";
import type { KeptProof } from "../prove/kept-proof.ts";
import { type AccessSources, accessArea } from "./index.tsx";

const AT = Date.UTC(2026, 0, 2, 3, 4, 5);
const YES: Cell = { verdict: "yes", reason: "allow", sentence: "allowed" };
const NO: Cell = { verdict: "no", reason: "no-allow", sentence: "not allowed" };
const matrixOf = (cell: Cell): AccessMatrix => ({
  format: 1,
  columns: [{ key: "nobody", kind: "people", title: "Nobody", about: "no token" }],
  sections: [
    {
      key: "s",
      title: "Routes",
      about: "",
      rows: [{ key: "r", title: "GET /", summary: "Everybody.", cells: { nobody: cell } }],
    },
  ],
  notes: [],
  notShown: [],
});
const PROVED: Cell = {
  ...YES,
  proof: { how: "called", observed: "yes", agrees: true, status: 200, request: "1a2b" },
};
const STACK = { name: "shop", id: "arn:1", changed: "2026-01-01T00:00:00Z" };
const PROOF: KeptProof = {
  version: 1,
  provedAt: AT,
  stacks: [STACK],
  matrix: {
    ...matrixOf(PROVED),
    proof: { called: 1, simulated: 2, computed: 3, disagreements: [], left: [] },
  },
};

/** The page with what a terminal left. */
async function shown(sources: Partial<AccessSources>, kept: readonly string[] = []): Promise<string> {
  const area = accessArea({
    compute: async () => matrixOf(YES),
    prove: () => Promise.reject(new Error("Nobody asked for that.")),
    lastProof: () => PROOF,
    stacks: async () => [STACK],
    state: undefined,
    ...sources,
  });
  const page = area.pages.find(({ method, path }) => method === "GET" && path === "");
  const trace = { ...NO_TRACE, kept: () => new Set(kept) };
  const console = { now: () => AT + 86_400_000, trace } as unknown as ConsoleContext;
  const answer = await page?.handle(console, { query: new URLSearchParams() } as never);
  return String((answer as { view: { body: unknown } }).view.body);
}

test.each(["/save/markdown", "/save/html"])("the commands of %s name the state folder", async (path) => {
  const matrix = matrixOf(PROVED);
  const disagreements = [
    { row: "r", column: "c", computed: "no", observed: "yes", request: "1a2b" } as const,
  ];
  const proof = { called: 1, simulated: 0, computed: 0, disagreements, left: [] };
  const area = accessArea({
    compute: async () => matrix,
    prove: () => Promise.reject(new Error("Nobody asked for that.")),
    lastProof: () => ({ ...PROOF, matrix: { ...matrix, proof } }),
    stacks: async () => [STACK],
    state: "/tmp/other",
  });
  const save = area.pages.find((page) => page.path === path);
  const answer = await save?.handle({ now: () => AT } as ConsoleContext, {} as never);
  expect((answer as { response: { body: string } }).response.body).toContain(
    "npx portcullis explain --state /tmp/other 1a2b",
  );
});

test("ACCESS-18 without a run the page says so", async () => {
  const page = await shown({ lastProof: () => undefined });
  expect(page).toContain("None yet");
  expect(page).toContain("Prove by calls");
});

test("ACCESS-18 a terminal's run is on the page, with its time, a day later as well", async () => {
  const page = await shown({});
  expect(page).toContain("1 cells called, 2 simulated by the policies, 3 computed only");
  expect(page).toContain("2026-01-02T03:04:05.000Z");
  expect(page).toContain("and proved by harmless calls");
  expect(page).toContain("Prove again");
  expect(page).not.toContain("None yet");
  expect(page).not.toContain("Since then");
});

test("ACCESS-18 a stack that changed since is named, and the matrix is what is deployed now", async () => {
  const page = await shown({ stacks: async () => [{ ...STACK, changed: "2026-01-03T00:00:00Z" }] }, ["1a2b"]);
  expect(page).toContain("Since then shop changed: what is shown is computed.");
  expect(page).toContain("2026-01-02T03:04:05.000Z");
  expect(page).not.toContain("and proved by harmless calls");
  expect(page).not.toContain("trace/1a2b");
});

test("ACCESS-18 so is a cell that is another without a deployment", async () => {
  const page = await shown({ compute: async () => matrixOf(NO) });
  expect(page).toContain("Since then 1 cell is another: what is shown is computed.");
  expect(page).not.toContain("and proved by harmless calls");
});

test("a cell leads to the request that proved it as long as that is kept", async () => {
  expect(await shown({}, ["1a2b"])).toContain("trace/1a2b");
  expect(await shown({}, ["other"])).not.toContain("trace/1a2b");
});
