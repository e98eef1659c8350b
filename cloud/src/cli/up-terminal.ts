import pc from "picocolors";
import { AwsError, UserError } from "../core/errors.ts";
import type { BuildEvent } from "../runtime/app/build/app-build.ts";
import type { DeployReport } from "../runtime/project/deploy-all.ts";
import type { ReadySummary, UpReporter } from "../runtime/up.ts";
import { VERSION } from "./version.ts";

interface Terminal {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

const CLEAR_LINE = "\r\u001b[2K";
const FAILURE_LINES = 12;

/** Shows a start: one moving line while stacks deploy, then where everything is. */
export function terminalReporter(terminal: Terminal): UpReporter {
  const moving = terminal.isTTY === true;
  const line = (text: string): void => void terminal.write(`${moving ? CLEAR_LINE : ""}${text}\n`);
  return {
    progress: (text, kind) => {
      if (kind === "warning") line(`${pc.yellow("!")} ${text}`);
      else if (moving) terminal.write(`${CLEAR_LINE}${pc.dim(`… ${text}`)}`);
      else if (kind === "step") terminal.write(`… ${text}\n`);
    },
    deployed: (report) => line(deployedLine(report)),
    ready: (summary) => {
      for (const text of readyLines(summary)) line(text);
    },
    app: (name, event) => {
      for (const text of appLines(name, event)) line(text);
    },
    failed: (error) => line(failedLine(error)),
    refused: (text) => line(pc.dim(text)),
  };
}

function deployedLine(report: DeployReport): string {
  const state = report.changed ? `deployed in ${(report.milliseconds / 1000).toFixed(1)} s` : "up to date";
  return `${pc.green("✔")} ${report.stackName} ${pc.dim(state)}`;
}

function appLines(name: string, event: BuildEvent): string[] {
  switch (event.kind) {
    case "waiting":
      return [pc.dim(`… ${name}: another start of this project is building it`)];
    case "installing":
      return [pc.dim(`… ${name}: installing what it needs (once)`)];
    case "building":
      return [pc.dim(`… ${name}: building; everything else is ready`)];
    case "fresh":
      return [`${pc.green("✔")} ${name} ${pc.dim("up to date")}`];
    case "built":
      return [`${pc.green("✔")} ${name} ${pc.dim(`built in ${(event.milliseconds / 1000).toFixed(1)} s`)}`];
    case "failed":
      return [
        failedLine(event.error),
        ...event.log.slice(-FAILURE_LINES).map((text) => pc.dim(`  ${text}`)),
        ...(event.error instanceof UserError && event.error.nextCommand !== undefined
          ? [`  Try: ${event.error.nextCommand}`]
          : []),
      ];
  }
}

function failedLine(error: unknown): string {
  return `${pc.red("✖")} ${messageOf(error)}`;
}

function readyLines(summary: ReadySummary): string[] {
  const { cloud, people, peopleAreNew, app } = summary;
  const rows = [...appAddress(app), ...addresses(summary)].map(
    ([name, value]) => `  ${pc.bold(name.padEnd(9))} ${value}`,
  );
  return [
    "",
    `${pc.bold(`Portcullis ${VERSION}`)} is ready ${pc.dim("(Ctrl-C stops it; everything is kept)")}`,
    ...warnings(cloud),
    "",
    ...rows,
    ...peopleLines(people, peopleAreNew),
    "",
  ];
}

function appAddress(app: ReadySummary["app"]): (readonly [string, string])[] {
  if (app === undefined) return [];
  return [["App", "url" in app ? app.url : pc.dim(app.missing)]];
}

/** What weakens a check is said at every start. */
function warnings({ config }: ReadySummary["cloud"]): string[] {
  const { clockOffsetSeconds, host } = config;
  return [
    ...(clockOffsetSeconds === 0
      ? []
      : [`The clock of this cloud is moved by ${clockOffsetSeconds} s: signatures made now are refused.`]),
    ...(host.startsWith("127.") || host === "localhost"
      ? []
      : [`Listening on ${host}: other machines in the network reach every service here.`]),
  ].map((text) => pc.yellow(`! ${text}`));
}

type Row = readonly [name: string, value: string];

function addresses({ cloud: { config, endpoints }, apis, signIn, hints }: ReadySummary): Row[] {
  const rows: Row[] = [
    ["AWS", `http://127.0.0.1:${config.port}`],
    ...signIn.map((url): Row => ["Sign-in", url]),
    ...apis.map((url): Row => ["API", url]),
    ["MQTT", `mqtt://127.0.0.1:${config.mqttPort}`],
    ["Mailbox", `${endpoints.base}/_portcullis/mailbox`],
    ["State", config.stateDir],
  ];
  const shown = new Map([...HINTS, ...Object.entries(hints)]);
  return rows.flatMap(([name, value]): Row[] => {
    const hint = shown.get(name);
    if (hint === undefined) return [[name, value]];
    // A sign-in address fills the line.
    if (name === "Sign-in")
      return [
        [name, value],
        ["", pc.dim(hint)],
      ];
    return [[name, `${value}  ${pc.dim(hint)}`]];
  });
}

const HINTS: readonly Row[] = [
  ["AWS", "npx portcullis env"],
  ["Sign-in", "npx portcullis token --browser"],
  ["Mailbox", "npx portcullis mail"],
];

function peopleLines(people: ReadySummary["people"], areNew: boolean): string[] {
  if (people.length === 0) return [];
  const width = Math.max(...people.map(({ email }) => email.length));
  return [
    "",
    `  ${pc.bold("People")}    ${pc.dim(areNew ? "made just now; these passwords are theirs" : "as made at the first start")}`,
    ...people.map(({ email, password, groups }) =>
      `            ${email.padEnd(width)}  ${password}  ${pc.dim(groups.join(", "))}`.trimEnd(),
    ),
  ];
}

function messageOf(error: unknown): string {
  if (error instanceof UserError || error instanceof AwsError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
