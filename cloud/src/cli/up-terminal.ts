import { stripVTControlCharacters } from "node:util";
import pc from "picocolors";
import { AwsError, UserError } from "../core/errors.ts";
import { printable } from "../core/printable.ts";
import { withState } from "../core/shown-commands.ts";
import { VERSION } from "../core/version.ts";
import type { BuildEvent } from "../runtime/app/build/app-build.ts";
import { PORT_FLAGS, type PortName } from "../runtime/ports/port-names.ts";
import type { DeployReport } from "../runtime/project/deploy-all.ts";
import type { ReadySummary, UpReporter } from "../runtime/up.ts";
import { platformWarning } from "./platform.ts";
import { heldText, leftOutWarning } from "./unserved.ts";

interface Terminal {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

const CLEAR_LINE = "\r\u001b[2K";
const FAILURE_LINES = 12;

/**
 * Shows a start: one moving line while stacks deploy, then where everything is.
 * @param state the state folder as it was given: commands that are shown need it, too
 */
export function terminalReporter(terminal: Terminal, state?: string): UpReporter {
  const moving = terminal.isTTY === true;
  const line = (text: string): void => void terminal.write(`${moving ? CLEAR_LINE : ""}${text}\n`);
  return {
    progress: (text, kind) => {
      if (kind === "warning") line(`${pc.yellow("!")} ${text}`);
      else if (moving) terminal.write(`${CLEAR_LINE}${pc.dim(`… ${text}`)}`);
      else if (kind === "step") terminal.write(`… ${text}\n`);
    },
    deployed: (report) => line(deployedLine(report)),
    // In one piece: who waits for "is ready" has the addresses and the people then, too.
    ready: (summary) => line(readyLines(summary, state).join("\n")),
    app: (name, event) => {
      for (const text of appLines(name, event)) line(text);
    },
    failed: (error) => line(failedLines(error, state).join("\n")),
    refused: (text) => line(pc.dim(withState(text, state))),
  };
}

/** The last line. A terminal has shown `^C` before it. @param stateDir absolute */
export function stoppedLine(stateDir: string, isTTY: boolean | undefined): string {
  return `${isTTY === true ? "\n" : ""}Stopped. Everything is kept in ${printable(stateDir)}.\n`;
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
        ...event.log
          .slice(-FAILURE_LINES)
          .map((text) => pc.dim(`  ${printable(stripVTControlCharacters(text))}`)),
        ...nextLines(event.error),
      ];
  }
}

function failedLine(error: unknown): string {
  return `${pc.red("✖")} ${printable(messageOf(error))}`;
}

function failedLines(error: unknown, state: string | undefined): string[] {
  return [failedLine(error), ...nextLines(error)].map((text) => withState(text, state));
}

function nextLines(error: unknown): string[] {
  if (!(error instanceof UserError) || error.nextCommand === undefined) return [];
  return [`  Try: ${error.nextCommand}`];
}

function readyLines(summary: ReadySummary, state: string | undefined): string[] {
  const { cloud, app } = summary;
  const rows = [...appAddress(app), ...addresses(summary, state)].map(
    ([name, value]) => `  ${pc.bold(name.padEnd(9))} ${value}`,
  );
  return [
    "",
    `${pc.bold(`Portcullis ${VERSION}`)} is ready ${pc.dim("(Ctrl-C stops it; everything is kept)")}`,
    ...movedLines(summary),
    ...warnings(cloud),
    "",
    ...rows,
    ...peopleLines(summary),
    "",
  ];
}

function appAddress(app: ReadySummary["app"]): (readonly [string, string])[] {
  if (app === undefined) return [];
  return [["App", "url" in app ? app.url : pc.dim(app.missing)]];
}

/** CFN-LEFT-OUT: what weakens a check is said at every start. */
function warnings({ config, engine }: ReadySummary["cloud"]): string[] {
  const { clockOffsetSeconds, host } = config;
  const elsewhere = platformWarning(process.platform);
  return [
    ...(elsewhere === undefined ? [] : [elsewhere]),
    ...(clockOffsetSeconds === 0
      ? []
      : [`The clock of this cloud is moved by ${clockOffsetSeconds} s: signatures made now are refused.`]),
    ...(host.startsWith("127.") || host === "localhost"
      ? []
      : [`Listening on ${host}: other machines in the network reach every service here.`]),
    ...engine
      .list()
      .flatMap(({ stackName, leftOut }) => leftOut.map((one) => printable(leftOutWarning(stackName, one)))),
  ].map((text) => pc.yellow(`! ${text}`));
}

/** A port that another program has does not keep a start from its work, but nobody should search. */
function movedLines({ movedPorts }: ReadySummary): string[] {
  return movedPorts.map(({ name, from, to }) =>
    pc.yellow(
      `! Port ${from} is taken by another program: ${PORT_NAMES[name]} is at ${to} (${PORT_FLAGS[name]}).`,
    ),
  );
}

const PORT_NAMES: Readonly<Record<PortName, string>> = {
  port: "AWS",
  mqttPort: "MQTT",
  mqttTlsPort: "MQTT over TLS",
  appPort: "the app",
};

type Row = readonly [name: string, value: string];

function addresses(
  { cloud: { config, engine, mailServer, newConsoleAddress }, apis, signIn, hints }: ReadySummary,
  state: string | undefined,
): Row[] {
  const held = heldText(engine.list().flatMap((stack) => stack.held));
  const rows: Row[] = [
    ["Console", newConsoleAddress()],
    ["AWS", `http://127.0.0.1:${config.port}`],
    ...signIn.map((url): Row => ["Sign-in", url]),
    // One needs no name; of several, only the name tells which is which.
    ...apis.map(
      ({ url, place }): Row => ["API", apis.length > 1 ? `${url}  ${pc.dim(printable(place))}` : url],
    ),
    ["MQTT", `mqtt://127.0.0.1:${config.mqttPort}`],
    ["Mailbox", `http://localhost:${config.port}/_portcullis/mailbox`],
    ...(mailServer === undefined ? [] : [["Mail to", mailServer] as const]),
    ["State", config.stateDir],
    ...(held === "" ? [] : [["Held", printable(held)] as const]),
  ];
  const shown = new Map([...HINTS, ...Object.entries(hints)]);
  return rows.flatMap(([name, value]): Row[] => {
    const command = shown.get(name);
    if (command === undefined) return [[name, value]];
    const hint = withState(command, state);
    // A sign-in address and a link that opens the console fill the line.
    if (["Console", "Held", "Sign-in"].includes(name))
      return [
        [name, value],
        ["", pc.dim(hint)],
      ];
    return [[name, `${value}  ${pc.dim(hint)}`]];
  });
}

const HINTS: readonly Row[] = [
  ["Console", "opens one browser, once; for another: npx portcullis console"],
  ["AWS", "npx portcullis env"],
  ["Sign-in", "npx portcullis token --browser"],
  ["Mailbox", "npx portcullis mail"],
  ["Held", "definitions that are kept and not served; why: npx portcullis stacks"],
];

function peopleLines({ people, peopleAreNew }: ReadySummary): string[] {
  if (people === undefined) return [];
  const title = `  ${pc.bold("People")}    `;
  if (people.length === 0) return ["", `${title}${pc.dim("nobody yet: npx portcullis user add <e-mail>")}`];
  const width = Math.max(...people.map(({ email }) => email.length));
  return [
    "",
    `${title}${pc.dim(peopleAreNew ? "made just now; these passwords are theirs" : "as made at the first start")}`,
    ...people.map(({ email, password, groups }) =>
      `            ${email.padEnd(width)}  ${password}  ${pc.dim(groups.join(", "))}`.trimEnd(),
    ),
  ];
}

function messageOf(error: unknown): string {
  if (error instanceof UserError || error instanceof AwsError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
