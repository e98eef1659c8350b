import { describe, expect, test } from "vitest";
import { Table } from "./table.tsx";

interface Pet {
  readonly name: string;
  readonly legs: number;
}

const COLUMNS = [
  { title: "Name", cell: ({ name }: Pet) => <a href="/pets">{name}</a> },
  { title: "How many legs", short: "Legs", class: "end num", cell: ({ legs }: Pet) => legs },
  { title: "Note", cell: ({ name }: Pet) => `about ${name}` },
] as const;

const HOSTILE = '<img src=x onerror="alert(1)">';

describe("Table", () => {
  test("the first column names the row, a phone shows the short title", () => {
    const markup = String(<Table columns={COLUMNS} rows={[{ name: "Rex", legs: 4 }]} />);

    expect(markup).toContain('<th scope="row"><a href="/pets">Rex</a></th>');
    expect(markup).toContain('<th scope="col" class="end">How many legs</th>');
    expect(markup).toContain('<td data-h="Legs" class="end num">4</td><td data-h="Note">about Rex</td>');
    expect(markup).not.toMatch(/data-rows|aria-selected/);
  });

  test("rows are walked and one is selected where that is asked for", () => {
    const rows = [
      { name: "Rex", legs: 4 },
      { name: "Tweety", legs: 2 },
    ];
    const markup = String(
      <Table columns={COLUMNS} rows={rows} class="pets" isWalked isSelected={({ legs }) => legs === 2}>
        <tr id="above" />
      </Table>,
    );

    expect(markup).toMatch(/^<table class="rows stacked pets">/);
    expect(markup).toMatch(/<tbody data-rows="?[^>]*><tr id="above"><\/tr><tr><th/);
    expect(markup.match(/aria-selected="true"/g)).toHaveLength(1);
  });

  test("what cells say is text", () => {
    const markup = String(<Table columns={COLUMNS} rows={[{ name: HOSTILE, legs: 1 }]} />);

    expect(markup).not.toContain("<img");
    expect(markup).toContain("about &lt;img");
  });
});
