import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cellOf, type Matrix, matrixOf, rowOf } from "../support/access.ts";
import { type Product, startProduct } from "../support/product.ts";

const fixtures = join(import.meta.dirname, "fixtures");

let product: Product;
let matrix: Matrix;

beforeAll(async () => {
  product = await startProduct({
    folders: ["body-file", "aliases", "callers"].map((name) => join(fixtures, name)),
  });
  matrix = await matrixOf(product.facts.stateDir, ["--prove"], fixtures);
});

afterAll(async () => {
  await product.stop();
  rmSync(product.facts.stateDir, { recursive: true, force: true });
});

test("ACCESS-1 every proof agrees, and the people of the run are gone", () => {
  expect(matrix.proof).toMatchObject({ disagreements: [], left: [] });
  expect(matrix.proof?.called).toBeGreaterThan(60);
});

describe("an API by a document", () => {
  const LIVE = "body-file/Library/live";

  test("tokens by another header, of the kind that each route asks for", () => {
    expect(rowOf(matrix, `${LIVE} GET /books`).summary).toBe(
      "Everybody who is signed in at Readers, with an ID token.",
    );
    expect(cellOf(matrix, `${LIVE} POST /loans`, "signed-in@body-file/Kiosk")).toMatchObject({
      verdict: "yes",
      proof: { status: 400 },
    });
    expect(cellOf(matrix, `${LIVE} POST /loans`, "signed-in@aliases/Desk")).toMatchObject({
      reason: "api-token-of-other-pool",
      proof: { status: 401 },
    });
  });

  test("a signature opens what a policy allows, on one stage", () => {
    expect(rowOf(matrix, `${LIVE} GET /stock`).summary).toBe("Only the role of Shelf.");
    expect(rowOf(matrix, "body-file/Library/Stage GET /stock").summary).toBe("Nobody.");
  });

  test("the open greedy route beside the guarded ones, and the second stage, are noted", () => {
    const traps = matrix.notes.map(({ trap, place }) => `${trap} ${place}`);

    expect(traps).toContain(`open-greedy-route ${LIVE} ANY /{proxy+}`);
    expect(traps).toContain("several-stages body-file/Library");
  });
});

describe("a pool of user names with aliases", () => {
  test("people sign in with a second factor and, for one client, a secret; groups change nothing", () => {
    for (const client of ["Desk", "Server"]) {
      expect(cellOf(matrix, "aliases/Kitchen/v1 GET /menu/{day}", `id-token@aliases/${client}`).verdict).toBe(
        "yes",
      );
      expect(
        cellOf(matrix, "aliases/Kitchen/v1 GET /menu/{day}", `group:Cooks@aliases/${client}`),
      ).toMatchObject({ reason: "id-token-needed", proof: { status: 401 } });
      expect(cellOf(matrix, "aliases/Staff GetUser", `group:Waiters@aliases/${client}`)).toMatchObject({
        verdict: "yes",
        proof: { status: 200 },
      });
    }
  });
});

describe("functions that call each other", () => {
  const of = (row: string, column: string) => cellOf(matrix, row, column).verdict;

  test("a role, a boundary, a Deny and a condition", () => {
    expect(of("callers/Printer lambda:InvokeFunction", "role@callers/CounterRole")).toBe("yes");
    expect(of("callers/Counter lambda:InvokeFunction", "role@callers/PrinterRole")).toBe("no");
    expect(of("callers/Archive lambda:InvokeFunction", "role@callers/PrinterRole")).toBe("only-if");
    expect(of("callers/Receipts s3:GetObject /printed/*", "role@callers/PrinterRole")).toBe("yes");
    expect(of("callers/Receipts s3:PutObject /printed/*", "role@callers/PrinterRole")).toBe("no");
    expect(of("callers/Receipts s3:DeleteObject /*", "role@callers/CounterRole")).toBe("no");
  });

  test("the public part of a bucket, and a function that every bucket in AWS may run", () => {
    expect(cellOf(matrix, "callers/Receipts s3:GetObject /leaflets/*", "anonymous")).toMatchObject({
      verdict: "yes",
      proof: { status: 404 },
    });
    expect(of("callers/Receipts s3:GetObject /*", "anonymous")).toBe("no");
    expect(cellOf(matrix, "callers/Printer lambda:InvokeFunction", "service@s3.amazonaws.com").reason).toBe(
      "any-source",
    );
    expect(matrix.notes).toContainEqual(
      expect.objectContaining({ trap: "function-source-missing", place: "callers/Printer" }),
    );
  });
});
