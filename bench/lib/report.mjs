import { short } from "./numbers.mjs";

/** "met", "NOT met", or nothing for a row without a bar. */
function verdict({ value, bar }) {
  if (bar === undefined) return "";
  const good = bar.most === undefined ? value >= bar.least : value <= bar.most;
  return good ? "met" : "NOT met";
}

export function printSection(title, rows) {
  console.log(title);
  const width = Math.max(66, ...rows.map(({ name }) => name.length));
  for (const row of rows) {
    const number = `${short(row.value)} ${row.unit}`.trim();
    console.log(
      `  ${row.name.padEnd(width)} ${number.padStart(12)}  ${barText(row).padEnd(16)} ${verdict(row)}${row.note === undefined ? "" : ` (${row.note})`}`,
    );
  }
  console.log("");
}

function barText({ bar, unit }) {
  if (bar === undefined) return "";
  const [word, limit] = bar.most === undefined ? ["≥", bar.least] : ["≤", bar.most];
  return `${word} ${short(limit)} ${unit}`.trim();
}

export function summary(rows) {
  const judged = rows.map(verdict).filter((text) => text !== "");
  const met = judged.filter((text) => text === "met").length;
  return `${met} of ${judged.length} bars met`;
}
