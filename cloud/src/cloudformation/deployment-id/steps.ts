import type { KeyStep } from "../edits/key-steps.ts";
import { KeyTable } from "./key-table.ts";

/** The key table of a map whose keys came as `steps` say. */
export function tableAfter(steps: readonly KeyStep[], empty = KeyTable.empty()): KeyTable {
  let table = empty;
  for (const step of steps) table = applied(table, step);
  return table;
}

function applied(table: KeyTable, step: KeyStep): KeyTable {
  switch (step.kind) {
    case "add":
      return step.names.reduce((next, name) => next.with(name), table);
    case "walk":
      return tableAfter(step.steps)
        .keys()
        .reduce((next, name) => next.with(name), table);
    case "remove":
      return step.names.reduce((next, name) => next.without(name), table);
    case "update":
      return table.merge(step.names);
    case "copy":
      return table.merged();
  }
}
