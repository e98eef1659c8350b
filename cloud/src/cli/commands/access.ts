import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Change, compare, parseMatrix } from "../../access/diff/diff.ts";
import { EXIT_CODES, exitCodeOf } from "../../access/diff/exit-code.ts";
import type { AccessMatrix } from "../../access/matrix.ts";
import { projectMatrix, provedMatrix } from "../../access/project-matrix.ts";
import { htmlOf } from "../../access/render/html.ts";
import { markdownOf } from "../../access/render/markdown.ts";
import { detailsOf, proofText, textOf } from "../../access/render/text.ts";
import { systemClock } from "../../core/clock.ts";
import { UserError } from "../../core/errors.ts";
import { createCloudClient } from "../../runtime/client/cloud-client.ts";
import {
  type Command,
  type CommandContext,
  JSON_OPTION,
  listOption,
  type Options,
  STATE_OPTION,
  textOption,
} from "../command.ts";
import { connect } from "../connection.ts";
import { keptProof } from "../kept-proof.ts";

export const access: Command = {
  name: "access",
  summary:
    "Show who may reach which route, bucket, queue, topic, key, table and function; prove it by harmless calls.",
  args: [{ syntax: "[what]", description: "rows with this in their name, each caller with the reason" }],
  options: [
    {
      flags: "--prove",
      description: "ask the running cloud for every cell that can be asked for without harm",
    },
    { flags: "--safe <routes...>", description: 'GET routes that --prove may really call: "GET /orders"' },
    { flags: "--diff <file>", description: "compare with a saved matrix (JSON)" },
    { flags: "--format <form>", description: "text, json, markdown or html (default: text)" },
    { flags: "--output <file>", description: "write the matrix to a file" },
    STATE_OPTION,
    JSON_OPTION,
  ],
  examples: [
    "npx portcullis access",
    'npx portcullis access "POST /orders"',
    "npx portcullis access --prove",
    "npx portcullis access --json --output access.json",
    "npx portcullis access --format html --output access.html",
    "npx portcullis access --diff access.json   # 0 same or narrower, 1 wider, 2 not comparable, 3 a cell disagrees",
  ],
  run: async ([what], options, context) => {
    const format = formatOf(options);
    const saved = savedMatrix(options, context);
    if (saved === "not-comparable") return;
    const matrix = await matrixOf(options, context);
    const lines =
      what === undefined ? FORMS[format](matrix, textOption(options, "state")) : detailsOf(matrix, what);
    if (lines.length === 0)
      throw new UserError(`No row has ${JSON.stringify(what)} in its name.`, "npx portcullis access");
    const output = textOption(options, "output");
    if (output !== undefined) writeFileSync(resolve(context.workingFolder, output), `${lines.join("\n")}\n`);
    else if (saved === undefined) for (const line of lines) context.print(line);
    const isShown = output === undefined && saved === undefined && what === undefined && format === "text";
    if (matrix.proof !== undefined && !isShown)
      for (const line of proofText(matrix.proof, textOption(options, "state"))) context.hint(line);
    const changes = saved === undefined ? [] : compare(saved, matrix);
    if (saved !== undefined) showChanges(changes, context);
    process.exitCode = exitCodeOf(matrix, changes);
  },
};

type Format = "text" | "json" | "markdown" | "html";

const FORMS: Readonly<Record<Format, (matrix: AccessMatrix, state?: string) => string[]>> = {
  text: textOf,
  json: (matrix) => [JSON.stringify(matrix, undefined, 2)],
  markdown: markdownOf,
  html: (matrix, state) => [htmlOf(matrix, state)],
};

function formatOf(options: Options): Format {
  const format = textOption(options, "format") ?? (options["json"] === true ? "json" : "text");
  if (format === "text" || format === "json" || format === "markdown" || format === "html") return format;
  throw new UserError(`--format must be text, json, markdown or html, not ${JSON.stringify(format)}.`);
}

function savedMatrix(options: Options, context: CommandContext): AccessMatrix | "not-comparable" | undefined {
  const name = textOption(options, "diff");
  if (name === undefined) return undefined;
  try {
    return parseMatrix(readFileSync(resolve(context.workingFolder, name), "utf8"), name);
  } catch (error) {
    const { message } = error as Error;
    context.hint(error instanceof UserError ? message : `${name} cannot be read: ${message}`);
    process.exitCode = EXIT_CODES.notComparable;
    return "not-comparable";
  }
}

async function matrixOf(options: Options, context: CommandContext): Promise<AccessMatrix> {
  const { running, credentials, region, stateDir } = connect(options, context);
  const client = createCloudClient({ port: running.port, region, credentials, probe: "access" });
  const { workingFolder } = context;
  const asked = { client, region, workingFolder, safe: listOption(options, "safe") };
  if (options["prove"] !== true) return projectMatrix({ ...asked, prove: false });
  const proof = await provedMatrix({ ...asked, clock: systemClock });
  keptProof(stateDir).keep(proof);
  return proof.matrix;
}

function showChanges(changes: readonly Change[], context: CommandContext): void {
  for (const { kind, row, column, before, after } of changes) {
    context.print(
      `${kind === "wider" ? "+" : "-"} ${row} for ${column}: ${before ?? "not there"} → ${after ?? "not there"}`,
    );
  }
  const wider = changes.filter(({ kind }) => kind === "wider").length;
  context.print(
    changes.length === 0 ? "No cell changed." : `${wider} wider, ${changes.length - wider} narrower.`,
  );
}
