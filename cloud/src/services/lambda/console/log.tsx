import { CommandWords } from "../../../web/parts/commands.tsx";
import { Mark } from "../../../web/parts/marks.tsx";
import { Card, Empty, Facts, Live, timeOfDay } from "../../../web/parts/parts.tsx";
import { printableLines } from "../../../web/parts/printable.ts";
import { CONSOLE_PATH } from "../../../web/paths.ts";
import type { Durations, LogLine, Report } from "./reports.ts";

interface LogProps {
  readonly functionName: string;
  readonly lines: readonly LogLine[];
  /** Whether the trace holds a request of that id. */
  readonly isTraced: (requestId: string) => boolean;
}

/** The last lines of a function's log; the newest stands at the end and is in sight. */
export const Log = ({ functionName, lines, isTraced }: LogProps) => (
  <Card
    id="log"
    title="Log"
    foot={
      <>
        In a terminal: <CommandWords text={`npx portcullis logs -f ${functionName}`} />
      </>
    }
  >
    <Live id="log-lines">
      {lines.length === 0 ? (
        <Empty text="It has not run since its log was begun." />
      ) : (
        <section class="log-box" tabindex={0} aria-label="Lines of the log">
          <ol class="log">
            {lines.map((line) => (
              <Line line={line} isTraced={isTraced} />
            ))}
          </ol>
        </section>
      )}
    </Live>
  </Card>
);

const Line = ({ line, isTraced }: { readonly line: LogLine } & Pick<LogProps, "isTraced">) => {
  switch (line.kind) {
    case "start":
      return (
        <li class="begins">
          <span class="muted">START</span>
          <span>
            {isTraced(line.requestId) ? (
              <a href={`${CONSOLE_PATH}trace/${line.requestId}`}>{line.requestId}</a>
            ) : (
              <span class="muted">{line.requestId}</span>
            )}
          </span>
        </li>
      );
    case "report":
      return <ReportLine report={line.report} isTraced={isTraced} />;
    case "text":
      return (
        <li class={line.isError ? "no" : ""}>
          {line.time === undefined ? <span /> : <time datetime={line.time}>{timeIn(line.time)}</time>}
          <span class="said">
            {line.isError ? <Mark verdict="no" /> : null} {printableLines(line.text)}
          </span>
        </li>
      );
  }
};

const ReportLine = ({ report, isTraced }: { readonly report: Report } & Pick<LogProps, "isTraced">) => {
  const { status, durationMs, memoryMb, memoryLimitMb, initMs, requestId } = report;
  return (
    <li class={status === "success" ? "" : "no"}>
      <span class="muted">REPORT</span>
      <span>
        {status === "success" ? null : (
          <>
            <Mark verdict="no" /> <b>{status === "timeout" ? "timed out" : "failed"}</b>
            {" · "}
          </>
        )}
        {`${ms(durationMs)} · ${memoryMb} of ${memoryLimitMb} MB`}
        {initMs === undefined ? null : (
          <>
            {" · "}
            <b>{`cold, ${ms(initMs)} init`}</b>
          </>
        )}
        {status !== "success" && isTraced(requestId) ? (
          <>
            {" "}
            <a href={`${CONSOLE_PATH}trace/${requestId}`}>Why?</a>
          </>
        ) : null}
      </span>
    </li>
  );
};

function timeIn(iso: string): string {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? "" : timeOfDay(at);
}

function ms(milliseconds: number): string {
  return `${milliseconds.toFixed(milliseconds < 10 ? 2 : 1)} ms`;
}

/** Cold and warm, as the platform's lines say. */
export const DurationCard = ({ durations }: { readonly durations: Durations | undefined }) => (
  <Card id="durations" title="Duration">
    <div class="body">
      <Live id="duration-facts">
        {durations === undefined ? (
          <p class="muted">Known after the first invocation.</p>
        ) : (
          <Facts facts={durationFacts(durations)} />
        )}
      </Live>
    </div>
  </Card>
);

function durationFacts({ count, failed, cold, warm, memoryMb, memoryLimitMb }: Durations) {
  return [
    [
      "Cold start",
      cold === undefined ? (
        <span class="muted">none in the log</span>
      ) : (
        <>
          <b class="num">{ms(cold.initMs)}</b>
          {` init, then ${ms(cold.durationMs)}${cold.count > 1 ? `, median of ${cold.count}` : ""}`}
        </>
      ),
    ],
    [
      "Warm",
      warm === undefined ? (
        <span class="muted">none in the log</span>
      ) : (
        <>
          <b class="num">{ms(warm.medianMs)}</b>
          {warm.count === 1 ? "" : ` median of ${warm.count}, ${ms(warm.slowestMs)} slowest`}
        </>
      ),
    ],
    ["Memory", `${memoryMb} of ${memoryLimitMb} MB`],
    ["Failed", `${failed} of ${count}`],
  ] as const;
}
