import { describe, expect, test } from "vitest";
import { apiOf, matrixOf, roleOf, route } from "../testing/deployment.ts";
import { htmlOf } from "./html.ts";

const HOSTILE = '/<img src=x onerror="alert(1)">\u202e\u0000';

const RESTRICTED = {
  apis: [
    apiOf([route({ scopes: ["Admins-client0web0client"] }), route({ path: "/all", scopes: ["email"] })]),
  ],
  roles: [roleOf([])],
};

describe("the matrix as a page on its own", () => {
  test("first who may reach what not everybody may, then every caller with the reason", () => {
    const page = htmlOf(matrixOf(RESTRICTED));

    expect(page).toContain("<h2>Only people in the group Admins, with an access token.</h2>");
    expect(page).toContain("<b>Nobody</b>: no, no token");
    expect(page).toContain("Said by the project, not proved: only your own");
    expect(page).toContain("1 other roles and services: no (Order).");
    expect(page).toContain("Computed only: --prove asks the cloud.");
  });

  test("a proof that disagrees is what stands on top", () => {
    const proof = { called: 1, simulated: 0, computed: 0, left: [] };
    const wrong = {
      row: "r",
      column: "anonymous",
      computed: "no",
      observed: "yes",
      request: "1-2-3",
    } as const;
    const page = htmlOf({ ...matrixOf(RESTRICTED), proof: { ...proof, disagreements: [wrong] } });

    expect(page).toContain('<section class="answer no">');
    expect(page).toContain("DISAGREEMENT, a mistake of Portcullis");
    expect(htmlOf({ ...matrixOf(RESTRICTED), proof: { ...proof, disagreements: [] } })).toContain(
      '<section class="answer yes">',
    );
  });

  test("it runs no script and asks nobody for anything", () => {
    const page = htmlOf(matrixOf(RESTRICTED));

    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/<script|\son[a-z]+=|https?:|url\(|@import/i);
  });

  test("nothing is deployed", () => {
    expect(htmlOf({ format: 1, columns: [], sections: [], notes: [], notShown: [] })).toContain(
      "Nothing is deployed that anybody could reach.",
    );
  });

  test("ACCESS-6 names are text", () => {
    const matrix = matrixOf({ apis: [apiOf([route({ path: HOSTILE })])], roles: [roleOf([])] });
    const spoiled = {
      ...matrix,
      columns: matrix.columns.map((column) => ({ ...column, title: HOSTILE, about: HOSTILE })),
      notes: [{ trap: HOSTILE, place: HOSTILE, sentence: HOSTILE }],
      notShown: [HOSTILE],
    };
    const page = htmlOf(spoiled);

    expect(page).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;");
    for (const part of ["<img", "\u202e", "\u0000"]) expect(page).not.toContain(part);
  });

  test("many callers stand in a table for each group of sections, which has those that reach it", () => {
    const roles = Array.from({ length: 14 }, (_, index) =>
      roleOf([], {
        id: `AROA${index}`,
        arn: `arn:aws:iam::123456789012:role/r${index}`,
        name: `r${index}`,
        place: `shop/R${index}Role`,
      }),
    );
    const matrix = matrixOf({ ...RESTRICTED, roles });
    const keys = matrix.columns.filter(({ kind }) => kind === "roles").map(({ key }) => key);
    const [section] = matrix.sections;
    if (section === undefined) throw new Error("There is no section.");
    const reachedBy = (some: readonly string[], title: string) => ({
      ...section,
      title,
      rows: section.rows.map((row) => ({
        ...row,
        cells: {
          ...row.cells,
          ...Object.fromEntries(some.map((key) => [key, { verdict: "yes", reason: "allow", sentence: "" }])),
        },
      })),
    });
    const sections = [reachedBy(keys.slice(0, 7), "First"), reachedBy(keys.slice(7), "Second")];
    const page = htmlOf({ ...matrix, sections } as typeof matrix);

    expect(page.match(/<table class="matrix">/g)).toHaveLength(2);
  });
});
