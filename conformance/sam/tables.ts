/** What the tables of `sam deploy` show, row by row; wide terminals break no name. */

export function changesIn(printed: string): string[][] {
  return rowsAfter(printed, /^Operation\s+LogicalResourceId/m);
}

export function eventsIn(printed: string): string[][] {
  return rowsAfter(printed, /^ResourceStatus\s+ResourceType/m);
}

/** Values of the outputs table by key. */
export function outputsIn(printed: string): Record<string, string> {
  const found = printed.matchAll(/^Key\s+(\S+)\s*\nDescription\s+[\s\S]*?\nValue\s+(\S+)/gm);
  return Object.fromEntries([...found].map(([, key = "", value = ""]) => [key, value]));
}

/** Cells are parted by two blanks or more; a cell that goes on below has an empty first column. */
function rowsAfter(printed: string, heading: RegExp): string[][] {
  const start = heading.exec(printed);
  if (start === null) throw new Error(`There is no such table in:\n${printed}`);
  const [head = "", , ...lines] = printed.slice(start.index).split("\n");
  const columns = [...head.matchAll(/\S+\s*/g)].map(
    ({ index, 0: text }) => [index, index + text.length] as const,
  );
  const rows: string[][] = [];
  for (const line of lines) {
    if (line.startsWith("---")) break;
    const cells = columns.map(([from, to], at) =>
      line.slice(from, at === columns.length - 1 ? undefined : to).trim(),
    );
    const last = rows.at(-1);
    if (cells[0] !== "" || last === undefined) rows.push(cells);
    else rows[rows.length - 1] = last.map((cell, at) => `${cell} ${cells[at]}`.trim());
  }
  return rows;
}
