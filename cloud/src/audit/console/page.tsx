import { useContext } from "hono/jsx";
import { StartedWithContext } from "../../web/parts/commands.tsx";
import { Copy } from "../../web/parts/copy.tsx";
import { BigMark, ICONS, Icon, Mark, type Verdict } from "../../web/parts/marks.tsx";
import { Card, Empty, Head, Time } from "../../web/parts/parts.tsx";
import { CONSOLE_PATH } from "../../web/paths.ts";
import { findingsOf, rankOf } from "../exit-code.ts";
import { placeholderLines } from "../http/placeholders.ts";
import type { AuditReport, CheckResult, Evidence, Finding } from "../model.ts";
import { countsOf, headlineOf, sentenceOf, tallyOf } from "../report/summary.ts";
import { referenceText } from "../report/text.ts";

const BASE = `${CONSOLE_PATH}audit`;

interface AuditView {
  readonly report: AuditReport | undefined;
  readonly isRunning: boolean;
  /** Why the last run ended without a report. */
  readonly failure: string | undefined;
  /** Ids of the requests that the trace keeps: a report may be older. */
  readonly kept: ReadonlySet<string>;
}

/** What was tried against this deployment, and what held. */
export const AuditPage = ({ view: { report, isRunning, failure, kept } }: { readonly view: AuditView }) => (
  <>
    <Head
      title="Audit"
      lead={
        report === undefined ? "Attacks what is deployed here, and says what held." : <Lead report={report} />
      }
    >
      {report === undefined ? null : (
        <a class="btn" href={`${BASE}/save/json`} download="audit.json">
          <Icon path={ICONS.save} />
          JSON
        </a>
      )}
      <form method="post" action={`${BASE}/run`}>
        <button type="submit" class="btn primary" disabled={isRunning}>
          {isRunning ? "Running …" : report === undefined ? "Run the audit" : "Run again"}
        </button>
      </form>
    </Head>
    <div class="col">
      {isRunning ? (
        <p class="note if" role="status">
          <Mark verdict="if" /> The audit runs: it takes up to a minute. <a href={BASE}>Load again</a>
        </p>
      ) : null}
      {failure === undefined ? null : (
        <p class="note no" role="alert">
          <Mark verdict="no" /> {failure}
        </p>
      )}
      {report === undefined ? (
        <Empty
          text="No whole audit was run at this cloud yet, here or in a terminal. It makes people of its own, signs them in, tries what an attacker would, and removes them. Nothing of yours is changed."
          command="npx portcullis audit"
        />
      ) : (
        <Report report={report} kept={kept} />
      )}
    </div>
  </>
);

const Lead = ({ report }: { readonly report: AuditReport }) => (
  <>
    {report.stacks.join(" and ")}, at <Time at={report.startedAt} />, {(report.durationMs / 1000).toFixed(1)}{" "}
    s, profile {report.profile}. {countsOf(report)}
  </>
);

const Report = ({ report, kept }: Pick<AuditView, "kept"> & { readonly report: AuditReport }) => {
  const open = findingsOf(report)
    .filter(({ accepted }) => accepted === undefined)
    .slice()
    .sort((a, b) => rankOf(b.severity) - rankOf(a.severity));
  const broken = open.filter(({ severity }) => rankOf(severity) >= rankOf("high"));
  const infos = open.filter(({ severity }) => severity === "info");
  const decide = open.filter((finding) => !broken.includes(finding) && !infos.includes(finding));
  const { held, notChecked } = tallyOf(report.results);
  const accepted = findingsOf(report).length - open.length;
  const verdict = broken.length > 0 ? "no" : "yes";
  return (
    <>
      <section class={`answer ${verdict}`}>
        <div class="top">
          <BigMark verdict={verdict} />
          <h2>{headlineOf(report)}</h2>
          <p class="sentence">{sentenceOf(report)}</p>
        </div>
        <dl class="tally">
          <Tally verdict="yes" word="Held" count={held} />
          <Tally verdict="no" word="Broken" count={broken.length} />
          <Tally verdict="fail" word="To decide" count={decide.length} />
          <Tally verdict="skip" word="Not checked" count={notChecked} />
          <Tally verdict="skip" word="Accepted" count={accepted} />
        </dl>
      </section>
      <Findings id="broken" title="Broken" findings={broken} kept={kept} />
      <Findings id="decide" title="Needs a decision" findings={decide} kept={kept} />
      <Findings id="information" title="For information" findings={infos} kept={kept} />
      <NotChecked results={report.results} />
      <Held results={report.results} />
    </>
  );
};

const Tally = ({
  verdict,
  word,
  count,
}: {
  readonly verdict: Verdict;
  readonly word: string;
  readonly count: number;
}) => (
  <div>
    <dt>
      <Mark verdict={verdict} /> {word}
    </dt>
    <dd>{count}</dd>
  </div>
);

interface FindingsProps extends Pick<AuditView, "kept"> {
  readonly id: string;
  readonly title: string;
  readonly findings: readonly Finding[];
}

const Findings = ({ id, title, findings, kept }: FindingsProps) =>
  findings.length === 0 ? null : (
    <Card id={id} title={title}>
      {findings.map((finding) => (
        <article class="finding">
          <header>
            <span class="sev">
              <Mark verdict={rankOf(finding.severity) >= rankOf("high") ? "no" : "fail"} /> {finding.severity}
            </span>
            <h3>{finding.what}</h3>
            <code>{`${finding.place.file}:${finding.place.line}`}</code>
          </header>
          <p class="small muted">{`${finding.check}: ${finding.title} – not held, ${finding.confidence}.`}</p>
          {finding.evidence.map((evidence) => (
            <EvidenceOf check={finding.check} evidence={evidence} kept={kept} />
          ))}
          <pre class="pre">{finding.change}</pre>
          <p class="small muted">{finding.references.map(referenceText).join(" · ")}</p>
        </article>
      ))}
    </Card>
  );

interface EvidenceProps extends Pick<AuditView, "kept"> {
  readonly check: string;
  readonly evidence: Evidence;
}

const EvidenceOf = ({ check, evidence: { curl, status, body, trace }, kept }: EvidenceProps) => (
  <div>
    <pre class="pre">
      {[
        curl,
        ...placeholderLines(check, curl, {
          state: useContext(StartedWithContext).state,
          onAws: undefined,
        }).map((line) => `# ${line}`),
      ].join("\n")}
    </pre>
    <p class="small">
      <Copy text={curl} label="the request" /> {status} <code>{body.trim()}</code>{" "}
      {trace !== undefined && kept.has(trace) ? <a href={`${CONSOLE_PATH}trace/${trace}`}>Why?</a> : null}
    </p>
  </div>
);

const NotChecked = ({ results }: { readonly results: readonly CheckResult[] }) => {
  const shown = results.filter(({ verdict, reasons }) => verdict === "not checked" || reasons.length > 0);
  return shown.length === 0 ? null : (
    <Card id="not-checked" title="Not checked, in whole or in part" foot="Never counted as passed.">
      <ul class="body col small">
        {shown.map(({ check, reasons }) => (
          <li>
            <Mark verdict="skip" /> <b>{check.id}</b> {check.title}.{" "}
            <span class="muted">{reasons.join(" ")}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
};

const Held = ({ results }: { readonly results: readonly CheckResult[] }) => {
  const held = results.filter(({ verdict }) => verdict === "held");
  return (
    <Card id="held" title={`Held: ${held.length} checks`}>
      <details class="body">
        <summary>Show them</summary>
        <ul class="col small">
          {held.map(({ check, held: attempts }) => (
            <li>
              <Mark verdict="yes" /> <b>{check.id}</b> {check.title}{" "}
              <span class="muted">{attempts === 1 ? "1 attempt" : `${attempts} attempts`}</span>
            </li>
          ))}
        </ul>
      </details>
    </Card>
  );
};
