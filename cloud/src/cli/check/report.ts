import { isAbsolute, relative } from "node:path";
import type { ProjectCheck } from "../../runtime/project/check/check-project.ts";
import { mistakePlaceText } from "../../runtime/project/check/mistake-places.ts";
import { findingText } from "../../runtime/project/unsupported/finding.ts";

interface Row {
  readonly line: number | undefined;
  readonly madeBy?: string;
  readonly text: string;
  readonly help?: string;
  readonly places?: ProjectCheck["mistakes"][number]["places"];
}

/** The report for people. */
export function checkLines(checks: readonly ProjectCheck[], workingFolder: string): string[] {
  const lines = checks.flatMap((check) => [...projectLines(check, workingFolder), ""]);
  return checks.length > 1 ? [...lines, summaryLine(checks)] : lines.slice(0, -1);
}

/** Of several folders, what people have to go back to. */
function summaryLine(checks: readonly ProjectCheck[]): string {
  const counts = countsOf(checks);
  const folders = `${checks.length} folders`;
  if (counts.length === 0) return `${folders}: all of it is supported`;
  const refused = checks.filter(isRefused).length;
  const whole = checks.filter((check) => countsOf([check]).length === 0).length;
  const kinds = [
    [whole, "supported whole"],
    [checks.length - refused - whole, "supported but for what is held or left out"],
    [refused, "refused"],
  ] as const;
  const told = kinds.flatMap(([count, kind]) => (count === 0 ? [] : [`${count} ${kind}`]));
  return `${folders}: ${told.join(", ")}; in all ${counts.join("; ")}`;
}

/** By AWS as well, or here: `up` would deploy nothing of it. */
function isRefused({ mistakes, unsupported }: ProjectCheck): boolean {
  return mistakes.length > 0 || unsupported.length > 0;
}

/** `2 not supported here; 1 held, not served`; what is held keeps nothing from running. */
function headline(check: ProjectCheck): string {
  const counts = countsOf([check]);
  if (counts.length === 0) return "all of it is supported";
  return [...(isRefused(check) ? [] : ["supported"]), ...counts].join("; ");
}

function countsOf(checks: readonly ProjectCheck[]): string[] {
  return PARTS.flatMap(([title, part]) => {
    const count = checks.reduce((sum, check) => sum + check[part].length, 0);
    return count === 0 ? [] : [`${count} ${title}`];
  });
}

const PARTS = [
  ["wrong, for AWS as well", "mistakes"],
  ["not supported here", "unsupported"],
  ["held, not served", "held"],
  ["left out", "leftOut"],
] as const;

function projectLines(check: ProjectCheck, workingFolder: string): string[] {
  const file = shown(check.file ?? check.folder, workingFolder);
  const rowsOf: Readonly<Record<(typeof PARTS)[number][1], readonly Row[]>> = {
    mistakes: mistakeRows(check.mistakes),
    unsupported: check.unsupported.map((one) => ({
      ...placeOf(one),
      text: findingText(one),
      help: one.help,
    })),
    held: check.held.map((one) => ({ ...placeOf(one), text: heldText(one) })),
    leftOut: check.leftOut.map((one) => ({ ...placeOf(one), text: leftOutText(one) })),
  };
  const rows = PARTS.map(([title, part]) => [title, rowsOf[part]] as const).filter(
    ([, some]) => some.length > 0,
  );
  return [
    `${file}: ${headline(check)}`,
    ...rows.flatMap(([title, some]) => [
      `  ${title}`,
      ...helpedOnce(some).flatMap((row) => rowLines(file, row)),
    ]),
    ...check.notes.map((note) => `  note: ${note}`),
  ];
}

/** What helps several rows in a row stands below the last of them. */
function helpedOnce(rows: readonly Row[]): Row[] {
  return rows.map(({ help, ...row }, index) =>
    help === undefined || help === rows[index + 1]?.help ? row : { ...row, help },
  );
}

function placeOf({ line, madeBy }: Pick<Row, "line" | "madeBy">): Pick<Row, "line" | "madeBy"> {
  return { line, ...(madeBy === undefined ? {} : { madeBy }) };
}

function rowLines(file: string, { line, madeBy, text, help, places = [] }: Row): string[] {
  const place = line === undefined ? file : `${file}:${line}`;
  // Some of AWS's texts have several lines.
  const [first = "", ...more] = text.split("\n");
  return [
    `    ${place}  ${first}${madeBy === undefined ? "" : ` (made by ${madeBy})`}`,
    ...more.map((one) => `      ${one}`),
    ...places.map((one) => `      ${mistakePlaceText(file, one)}`),
    ...(help === undefined ? [] : [`      ${help}`]),
  ];
}

/** More missing files than these are told in one line: mostly they are what a build makes. */
const MOST_MISSING = 3;

function mistakeRows(mistakes: ProjectCheck["mistakes"]): Row[] {
  const missing = mistakes.flatMap((one) => one.missing ?? []);
  const first = mistakes.find((one) => one.missing !== undefined);
  if (missing.length <= MOST_MISSING) {
    return mistakes.map((one) => ({ ...one, text: mistakeText(one) }));
  }
  return mistakes
    .filter((one) => one.missing === undefined || one === first)
    .map((one) =>
      one === first
        ? {
            line: one.line,
            text: missingText(missing),
            help: "if a build of the project makes them, run it first",
          }
        : { ...one, text: mistakeText(one) },
    );
}

function missingText(missing: readonly string[]): string {
  const files = [...new Set(missing)];
  const shownFiles = files.slice(0, MOST_MISSING).join(", ");
  const more = files.length > MOST_MISSING ? ` and ${files.length - MOST_MISSING} more` : "";
  return `${missing.length} resources have code that does not exist: ${shownFiles}${more}`;
}

function mistakeText({ logicalId, message }: ProjectCheck["mistakes"][number]): string {
  const isNamed = logicalId === "" || message.split(/[^A-Za-z0-9]/).includes(logicalId);
  return isNamed ? message : `${logicalId}: ${message}`;
}

function heldText({ logicalId, type, property, why }: ProjectCheck["held"][number]): string {
  return `${logicalId}: ${property === undefined ? type : `${property} of ${type}`}: ${why}`;
}

function leftOutText({ logicalId, type, guards }: ProjectCheck["leftOut"][number]): string {
  return `${logicalId}: ${type}${guards === undefined ? "" : `: it ${guards}, and nothing here does`}`;
}

/** The report for programs. Files are told as paths from the working folder. */
export function checkReport(checks: readonly ProjectCheck[], workingFolder: string) {
  return {
    projects: checks.map(({ folder, file, unsupported, ...check }) => ({
      folder: shown(folder, workingFolder),
      file: file === undefined ? null : shown(file, workingFolder),
      ...check,
      unsupported: unsupported.map(({ path, ...one }) => ({ ...one, path: path.join("/") })),
    })),
  };
}

function shown(path: string, workingFolder: string): string {
  const short = relative(workingFolder, path);
  if (short === "") return ".";
  return short.startsWith("..") || isAbsolute(short) ? path : short;
}
