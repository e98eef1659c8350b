import type { AccessMatrix, Row } from "../matrix.ts";

/** What a reviewer looks for first: a row that is open to some people and not to all; else to anybody. */
export function tellingRow({ sections }: Pick<AccessMatrix, "sections">): Row | undefined {
  const rows = sections.flatMap((section) => section.rows);
  return rows.find(isForSome) ?? rows.find(({ fold }) => fold !== "nobody") ?? rows[0];
}

function isForSome({ cells }: Row): boolean {
  const people = Object.entries(cells).filter(([key]) => key.startsWith("group:"));
  return (
    people.some(([, { verdict }]) => verdict === "yes") &&
    cells["anonymous"]?.verdict === "no" &&
    !isForAll(cells)
  );
}

function isForAll(cells: Row["cells"]): boolean {
  return Object.entries(cells).some(([key, { verdict }]) => key.startsWith("signed-in") && verdict === "yes");
}
