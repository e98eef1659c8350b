import { html } from "../../web/report/escape.ts";
import { mark, type Shape } from "../../web/report/marks.ts";
import { card, reportPage, table } from "../../web/report/page.ts";
import { findingsOf, rankOf } from "../exit-code.ts";
import { placeholderLines } from "../http/placeholders.ts";
import {
  type AuditReport,
  type CheckResult,
  type Finding,
  GROUPS,
  type Group,
  type Verdict,
} from "../model.ts";
import { explainCommand, type Reach, reachOf } from "../reach.ts";
import { countsOf, headlineOf, openBySeverity, sentenceOf, tallyOf } from "./summary.ts";
import { referenceText } from "./text.ts";

/**
 * One page without a script or a request to anywhere: it may be mailed, and kept.
 * @param state `--state` as it was given: the commands that are named have it too
 */
export function htmlReport(report: AuditReport, state?: string): string {
  const open = [...findingsOf(report)]
    .filter(({ accepted }) => accepted === undefined)
    .sort((a, b) => rankOf(b.severity) - rankOf(a.severity));
  const reach = reachOf(report, state);
  const broken = open.filter(({ severity }) => rankOf(severity) >= rankOf("high"));
  const decide = open.filter((finding) => !broken.includes(finding) && finding.severity !== "info");
  return reportPage({
    title: `Audit of ${report.stacks.join(", ")}`,
    heading: "Audit",
    lead: leadOf(report),
    parts: [
      answerOf(report, { broken: broken.length, decide: decide.length }),
      findingsCard("Broken", broken, reach),
      findingsCard("Needs a decision", decide, reach),
      acceptedCard(report),
      triedCard(report),
      notCheckedCard(report),
      heldCard(report),
      notesCard(report),
    ],
  });
}

function leadOf({
  target,
  stacks,
  startedAt,
  durationMs,
  people,
  profile,
  tool,
  results,
}: AuditReport): string {
  const at = new Date(startedAt).toISOString().replace("T", " ").slice(0, 19);
  const made =
    people.left.length === 0
      ? `${people.made} users were made for it and removed.`
      : `Could not be removed: ${people.left.join(", ")}.`;
  return `${tool} attacked ${target}, ${stacks.join(" and ")}, at ${at} UTC for ${(durationMs / 1000).toFixed(1)} s, profile ${profile}. ${countsOf({ results })} ${made}`;
}

interface Counts {
  readonly broken: number;
  readonly decide: number;
}

function answerOf(report: AuditReport, { broken, decide }: Counts): string {
  const kind = broken > 0 ? "no" : "yes";
  const { held, notChecked } = tallyOf(report.results);
  const accepted = findingsOf(report).filter((finding) => finding.accepted !== undefined).length;
  const severities = openBySeverity(report)
    .filter(([severity]) => severity !== "info" && rankOf(severity) < rankOf("high"))
    .map(([severity, count]) => `${count} ${severity}`)
    .join(", ");
  return `<section class="answer ${kind}"><div class="top"><h2>${html(headlineOf(report))}</h2><p>${html(sentenceOf(report))}</p></div>
<dl class="tally">
${tallyItem("yes", "Held", held, "")}
${tallyItem("no", "Broken", broken, `exit code ${report.exitCode}`)}
${tallyItem("fail", "To decide", decide, severities)}
${tallyItem("skip", "Not checked", notChecked, "in whole or in part")}
${tallyItem("skip", "Accepted", accepted, "")}
</dl></section>`;
}

function tallyItem(shape: Shape, word: string, count: number, small: string): string {
  const more = small === "" ? "" : `<small>${html(small)}</small>`;
  return `<div><dt>${mark(shape)}${word}</dt><dd>${count}${more}</dd></div>`;
}

function findingsCard(title: string, findings: readonly Finding[], reach: Reach): string {
  return findings.length === 0 ? "" : card(title, findings.map((one) => findingOf(one, reach)).join("\n"));
}

function findingOf(finding: Finding, reach: Reach): string {
  const { severity, check, what, title, place, change, references, evidence, confidence, fingerprint } =
    finding;
  const shape = rankOf(severity) >= rankOf("high") ? "no" : "fail";
  const where = place.exact ? "" : " (no line of the template says so)";
  return `<article id="${html(`${check}-${fingerprint.slice(0, 8)}`)}"><header><span class="sev ${shape}">${mark(shape)}${severity}</span><h3>${html(what)}</h3><code>${html(`${place.file}:${place.line}`)}${where}</code></header>
<p class="small muted">${html(`${check}: ${title}`)} – not held, ${confidence}.</p>
${evidence.map((one) => evidenceOf(check, one, reach)).join("")}
<pre class="change">${change.split("\n").map(changeLine).join("\n")}</pre>
<p class="small muted">${references.map((one) => html(referenceText(one))).join(" · ")}</p></article>`;
}

function changeLine(line: string): string {
  const kind = line.startsWith("+") ? "added" : line.startsWith("-") ? "removed" : "";
  return kind === "" ? html(line) : `<span class="${kind}">${html(line)}</span>`;
}

function evidenceOf(
  check: string,
  { curl, status, body, trace }: Finding["evidence"][number],
  reach: Reach,
): string {
  const where = placeholderLines(check, curl, reach)
    .map((line) => `\n# ${line}`)
    .join("");
  const explain = explainCommand(trace, reach);
  const why = explain === undefined ? "" : `\n${explain}`;
  return `<pre>${html(curl + where)}\n<b>${status}</b> ${html(body.trim())}${html(why)}</pre>`;
}

function acceptedCard(report: AuditReport): string {
  const accepted = findingsOf(report).filter((finding) => finding.accepted !== undefined);
  if (accepted.length === 0) return "";
  const rows = accepted.map(
    ({ check, what, severity, accepted: by }) =>
      `<tr><th scope="row">${html(check)}</th><td>${severity}</td><td>${html(what)}</td><td>${html(by?.reason ?? "")} <span class="muted">(${by?.by})</span></td></tr>`,
  );
  return card("Accepted", table(["Check", "Severity", "Found", "Reason"], rows));
}

const GROUP_TITLES: Readonly<Record<Group, readonly [string, string]>> = {
  tokens: [
    "Tokens",
    "none, garbage, alg none, key confusion, expired, other pool, other client, ID for access, scope missing, kid and jku",
  ],
  routes: ["Routes", "method, path and case tricks, preflight, headers, bodies, second doors"],
  "sign-in": [
    "Sign-in",
    "enumeration, lock-out, weak password, second factor, session forgery, code and refresh replay, redirect, PKCE",
  ],
  configuration: ["Configuration", "sign-up, MFA, deletion, wildcards, trust, buckets, throttling, logs"],
};

function triedCard({ results }: AuditReport): string {
  const rows = GROUPS.map((group) => {
    const own = results.filter(({ check }) => check.group === group);
    if (own.length === 0) return "";
    const { held, found, notChecked } = tallyOf(own);
    const [title, attacks] = GROUP_TITLES[group];
    const attempts = own.reduce((sum, result) => sum + result.held, 0);
    return `<tr><th scope="row">${title}</th><td class="num">${mark(found > 0 ? "fail" : "yes")}${held} of ${held + found + notChecked}</td><td class="num">${attempts}</td><td class="small muted">${html(attacks)}</td></tr>`;
  });
  return card("What was tried", table(["Kind", "Held", "Attempts held", "Attacks"], rows));
}

function notCheckedCard({ results }: AuditReport): string {
  const rows = results.flatMap(({ check, reasons }) =>
    reasons.map(
      (reason) =>
        `<tr><th scope="row">${html(check.id)}</th><td>${html(check.title)}</td><td>${html(reason)}</td></tr>`,
    ),
  );
  return rows.length === 0 ? "" : card("Not checked, in whole or in part", table(["Check", "", "Why"], rows));
}

const SHAPES: Readonly<Record<Verdict, Shape>> = {
  held: "yes",
  found: "fail",
  "not checked": "skip",
  "nothing to check": "skip",
};

function heldCard({ results }: AuditReport): string {
  const rows = results
    .filter(({ verdict }) => verdict === "held" || verdict === "nothing to check")
    .map(heldRow);
  return `<section class="card"><details><summary><h2>All that held, with evidence</h2></summary>${table(["Check", "Attempts", "Answer", "Reference"], rows)}</details></section>`;
}

function heldRow({ check, verdict, held, example }: CheckResult): string {
  const answer =
    example === undefined
      ? verdict === "held"
        ? "read"
        : verdict
      : `${example.status} <code>${html(example.curl)}</code>`;
  return `<tr><th scope="row">${mark(SHAPES[verdict])}${html(`${check.id} ${check.title}`)}</th><td class="num">${held}</td><td class="small">${answer}</td><td class="small muted">${check.references.map((one) => html(referenceText(one))).join(" · ")}</td></tr>`;
}

function notesCard(report: AuditReport): string {
  const { results, limits, unmatched } = report;
  const infos = findingsOf(report)
    .filter(({ severity, accepted }) => severity === "info" && accepted === undefined)
    .map(({ check, what, place }) => `${check}: ${what} (${place.file}:${place.line})`);
  const notes = results.flatMap((result) => result.notes.map((note) => `${result.check.id}: ${note}`));
  const stale = unmatched.map((entry) => `The baseline accepts what was not found: ${entry}`);
  const lines = [...stale, ...infos, ...notes, ...limits.map((limit) => `AWS: ${limit}`)];
  return card("Worth knowing", `<ul>${lines.map((line) => `<li>${html(line)}</li>`).join("")}</ul>`);
}
