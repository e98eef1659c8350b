import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import pc from "picocolors";
import { type Baseline, baselineText } from "../../audit/accepted.ts";
import { CATALOGUE } from "../../audit/catalogue/index.ts";
import type { Check } from "../../audit/check.ts";
import { EXIT_CODES, findingsOf } from "../../audit/exit-code.ts";
import type { AuditReport } from "../../audit/model.ts";
import { htmlReport } from "../../audit/report/html.ts";
import { jsonReport } from "../../audit/report/json.ts";
import { junitReport } from "../../audit/report/junit.ts";
import { sarifReport } from "../../audit/report/sarif.ts";
import { textReport } from "../../audit/report/text.ts";
import { type AuditOptions, Interrupted, runAudit } from "../../audit/run.ts";
import type { AuditTarget } from "../../audit/target.ts";
import { systemClock } from "../../core/clock.ts";
import { AwsError, UserError } from "../../core/errors.ts";
import { onOneLine } from "../../core/printable.ts";
import { systemRandomness } from "../../core/randomness.ts";
import { withState } from "../../core/shown-commands.ts";
import { VERSION } from "../../core/version.ts";
import { readProjectFile } from "../../runtime/project/project-file.ts";
import { readAwsEnvironment } from "../aws/aws-environment.ts";
import { type CommandContext, listOption, type Options, textOption } from "../command.ts";
import { connect, stateDirOf } from "../connection.ts";
import { table } from "../table.ts";
import { BASELINE_FILE, readBaseline } from "./baseline-file.ts";
import { confirmOnAws } from "./confirm-on-aws.ts";
import { keptReport } from "./kept-report.ts";
import { checksOf, type Format, formatOf, severityOf } from "./options.ts";
import { createProgress } from "./progress.ts";
import { deployedSources, readSources } from "./sources.ts";
import { awsTarget, localTarget } from "./target.ts";
import { awsTimes, localTimes, type Times } from "./times.ts";

type Settings = Pick<
  AuditOptions,
  "checks" | "failOn" | "strict" | "declared" | "sources" | "baseline" | "route"
>;

/** @returns the exit code */
export async function runAuditCommand(
  folders: readonly string[],
  options: Options,
  context: CommandContext,
): Promise<number> {
  if (options["list"] === true) {
    listChecks(checksFor(options), options, context);
    return EXIT_CODES.held;
  }
  const told = { context, state: textOption(options, "state") };
  const prepared = await orCode(told, EXIT_CODES.wrongUse, () => prepare(folders, options, context));
  if (typeof prepared === "number") return prepared;
  return orCode(told, EXIT_CODES.notCarriedOut, () => attackAndReport(prepared, options, context));
}

function checksFor(options: Options): readonly Check[] {
  return textOption(options, "only") === undefined ? CATALOGUE : checksOf(options);
}

/** A person's mistake, or a refusal of the deployment, is one line and the code that says which. */
async function orCode<Value>(
  { context, state }: { readonly context: CommandContext; readonly state: string | undefined },
  code: number,
  work: () => Promise<Value>,
): Promise<Value | number> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError) {
      context.hint(
        error.nextCommand === undefined
          ? error.message
          : `${error.message}\nTry: ${withState(error.nextCommand, state)}`,
      );
      return code;
    }
    if (error instanceof AwsError) {
      context.hint(`${error.code}: ${error.message}`);
      return EXIT_CODES.notCarriedOut;
    }
    throw error;
  }
}

/** Whether all was tried that there is. */
function isWhole(options: Options): boolean {
  return ["only", "route", "stack"].every((name) => options[name] === undefined);
}

interface Prepared extends Settings {
  readonly format: Format;
  readonly stacks: readonly string[];
  readonly baselineFile: string;
  /** Whether the folders of the templates were named. */
  readonly isPlaced: boolean;
}

/** Everything that can be wrong in what was typed and in files is told before the first call. */
async function prepare(
  folders: readonly string[],
  options: Options,
  context: CommandContext,
): Promise<Prepared> {
  const project = readProjectFile(context.workingFolder);
  const format = formatOf(options);
  const file = textOption(options, "baseline");
  const baselineFile = resolve(context.workingFolder, file ?? BASELINE_FILE);
  const baseline = readBaseline(baselineFile);
  const reason = textOption(options, "accept");
  if (file !== undefined && baseline === undefined && reason === undefined) {
    throw new UserError(`There is no file ${baselineFile}.`);
  }
  if (reason?.trim() === "") throw new UserError("--accept takes the reason for which it is accepted.");
  const stacks = listOption(options, "stack");
  if (options["aws"] === true && stacks.length === 0) {
    throw new UserError("--aws attacks the stacks that are named: --aws --stack <name>.");
  }
  return {
    format,
    stacks,
    baselineFile,
    isPlaced: folders.length > 0,
    checks: checksOf(options),
    failOn: severityOf(options),
    strict: options["strict"] === true,
    route: textOption(options, "route"),
    declared: project.access,
    sources: await readSources(context.workingFolder, folders, project),
    baseline: baseline ?? { accepted: [] },
  };
}

async function attackAndReport(
  settings: Prepared,
  options: Options,
  context: CommandContext,
): Promise<number> {
  const { target, sources, times } = await targetFor(settings, options, context);
  const prepared = { ...settings, sources };
  if (target.kind === "aws") await confirmOnAws(target, prepared, options, context);
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort(new Interrupted("Interrupted: what was made is removed."));
  process.once("SIGINT", onInterrupt);
  process.once("SIGTERM", onInterrupt);
  const progress = createProgress(process.stderr, options["verbose"] === true);
  try {
    const report = await runAudit({
      ...prepared,
      ...times,
      target,
      clock: systemClock,
      runId: systemRandomness.bytes(4).toString("hex"),
      tool: `portcullis ${VERSION}`,
      signal: stop.signal,
      onProgress: progress.show,
    });
    progress.end();
    const code = show(report, prepared, options, context);
    if (isWhole(options) && target.kind === "local") keptReport(stateDirOf(options, context)).keep(report);
    return code;
  } catch (error) {
    progress.end();
    if (!(error instanceof Interrupted)) throw error;
    context.hint(error.message);
    return EXIT_CODES.notCarriedOut;
  } finally {
    process.off("SIGINT", onInterrupt);
    process.off("SIGTERM", onInterrupt);
    await times.close();
  }
}

interface Targeted extends Pick<Prepared, "sources"> {
  readonly target: AuditTarget;
  readonly times: Times;
}

/** The local cloud knows from which folders it deployed; those that were named count more. */
async function targetFor(
  { stacks, sources, isPlaced }: Prepared,
  options: Options,
  context: CommandContext,
): Promise<Targeted> {
  if (options["aws"] === true) {
    const times = awsTimes(stateDirOf(options, context));
    return { target: await awsTarget(readAwsEnvironment(context.environment), stacks), sources, times };
  }
  const connection = connect({ ...options, stack: undefined }, context);
  const deployed = await deployedSources(context.workingFolder, connection.client);
  return {
    target: await localTarget(connection, stacks),
    times: localTimes(connection.stateDir),
    sources: new Map(isPlaced ? [...deployed, ...sources] : [...sources, ...deployed]),
  };
}

function show(report: AuditReport, prepared: Prepared, options: Options, context: CommandContext): number {
  const { format } = prepared;
  const output = textOption(options, "output");
  const state = textOption(options, "state");
  const lines = (colours: boolean) =>
    textReport(report, { verbose: options["verbose"] === true, colours, state });
  if (output !== undefined) {
    const text = format === "text" ? `${lines(false).join("\n")}\n` : FORMS[format](report, state);
    writeFileSync(resolve(context.workingFolder, output), text);
  }
  if (output !== undefined || format === "text") {
    for (const line of lines(pc.isColorSupported)) context.printStyled(line);
    if (output !== undefined) context.print(`The report is in ${output}.`);
  } else context.print(FORMS[format](report, state).trimEnd());
  const unplaced = report.stacks.filter((name) => !prepared.sources.has(name));
  if (unplaced.length > 0) {
    context.hint(
      `Findings of ${unplaced.map(onOneLine).join(", ")} have no lines: name the folder with the template: ${withState("npx portcullis audit <folder>", state)}.`,
    );
  }
  return accept(report, prepared, options, context);
}

const FORMS: Readonly<Record<Exclude<Format, "text">, (report: AuditReport, state?: string) => string>> = {
  json: jsonReport,
  sarif: sarifReport,
  junit: junitReport,
  html: htmlReport,
};

/** Writes the baseline where that was asked for; the exit code stays that of the list that was shown. */
function accept(report: AuditReport, prepared: Prepared, options: Options, context: CommandContext): number {
  const reason = textOption(options, "accept");
  if (reason === undefined) return report.exitCode;
  const old: Baseline = prepared.baseline;
  writeFileSync(prepared.baselineFile, baselineText(old, findingsOf(report), reason));
  context.hint(`${prepared.baselineFile} accepts what was found; the next run counts the rest.`);
  return report.exitCode;
}

function listChecks(checks: readonly Check[], options: Options, context: CommandContext): void {
  if (options["json"] === true) {
    context.print(JSON.stringify(checks.map(({ run: _run, ...facts }) => facts)));
    return;
  }
  const rows = checks.map(({ id, severity, mode, title }) => [id, severity, MODES[mode], title]);
  for (const line of table(["check", "severity", "on AWS", "what holds where it holds"], rows))
    context.print(line);
}

const MODES: Readonly<Record<Check["mode"], string>> = {
  h: "harmless",
  u: "with own users",
  c: "configuration",
  L: "no, local only",
};
