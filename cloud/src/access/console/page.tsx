import { CommandWords } from "../../web/parts/commands.tsx";
import { BigMark, ICONS, Icon, Mark } from "../../web/parts/marks.tsx";
import { Card, Day, Empty, Head, Time } from "../../web/parts/parts.tsx";
import { CONSOLE_PATH } from "../../web/paths.ts";
import type { Change } from "../diff/diff.ts";
import type { AccessMatrix, ProofSummary, Row, Section } from "../matrix.ts";
import { tellingRow } from "../render/telling-row.ts";
import { Matrix } from "./matrix.tsx";
import type { Members } from "./members.ts";
import { narrowed, type Wanted } from "./narrow.ts";

/** The last run of proofs. */
export interface ShownProof {
  readonly summary: ProofSummary;
  /** Epoch milliseconds of the run. */
  readonly at: number;
  /** Stacks that were made, changed or deleted since. */
  readonly stacks: readonly string[];
  /** How many cells are others since. */
  readonly cells: number;
  /** Whether something changed since: the matrix is computed only. */
  readonly isOld: boolean;
}

interface AccessView {
  readonly matrix: AccessMatrix;
  readonly proof: ShownProof | undefined;
  /** Ids of the requests that the trace keeps: a proof may be older. */
  readonly kept: ReadonlySet<string>;
  /** Epoch milliseconds at which it was computed. */
  readonly at: number;
  /** Key of the row that the sentence on top is about. */
  readonly chosen: string | undefined;
  readonly wanted: Wanted;
  /** People of the groups that the chosen row lets in. */
  readonly members: readonly Members[];
  readonly changes: readonly Change[] | undefined;
}

const BASE = `${CONSOLE_PATH}access`;

/** Who may do what: first one sentence, then every cell with its reason. */
export const AccessPage = ({ view }: { readonly view: AccessView }) => {
  const { matrix } = view;
  const rows = matrix.sections.flatMap((section) => section.rows);
  return (
    <>
      <Head
        title="Access"
        lead={
          <>
            Who may do what, computed from what is deployed
            {matrix.proof === undefined ? "" : " and proved by harmless calls"}, at <Time at={view.at} />.{" "}
            <a href={`${BASE}?again=1`}>Load again</a>
          </>
        }
      >
        <a class="btn" href={`${BASE}/save/json`} download="access.json">
          <Icon path={ICONS.save} />
          JSON
        </a>
        <a class="btn" href={`${BASE}/save/markdown`} download="access.md">
          <Icon path={ICONS.save} />
          Markdown
        </a>
        <a class="btn" href={`${BASE}/save/html`} download="access.html">
          <Icon path={ICONS.save} />
          HTML
        </a>
        <form method="post" action={`${BASE}/prove`}>
          <button type="submit" class="btn primary">
            {view.proof === undefined ? "Prove by calls" : "Prove again"}
          </button>
        </form>
      </Head>
      {rows.length === 0 ? (
        <Empty
          text="Nothing is deployed that anybody could reach."
          command="npx portcullis up <folder with a template>"
        />
      ) : (
        <div class="col">
          <Sentence view={view} />
          {view.changes === undefined ? null : <Changes changes={view.changes} />}
          <Matrix matrix={matrix} wanted={view.wanted} chosen={chosenRow(view)?.key} kept={view.kept} />
          <Notes matrix={matrix} />
          <Compare />
        </div>
      )}
    </>
  );
};

/** The row that the sentence is about: the chosen one, else the most telling of those that are shown. */
export function chosenRow({
  chosen,
  matrix,
  wanted,
}: Pick<AccessView, "chosen" | "matrix" | "wanted">): Row | undefined {
  return (
    matrix.sections.flatMap(({ rows }) => rows).find(({ key }) => key === chosen) ??
    tellingRow(narrowed(matrix, wanted)) ??
    tellingRow(matrix)
  );
}

const Sentence = ({ view }: { readonly view: AccessView }) => {
  const row = chosenRow(view);
  if (row === undefined) return null;
  const { proof } = view;
  return (
    <section class="answer yes">
      <div class="top">
        <BigMark verdict="yes" />
        <form class="who-may" action={BASE}>
          <label for="row">
            <h2>Who may reach</h2>
          </label>
          <select id="row" name="row" data-submit>
            {view.matrix.sections.map((section) => (
              <optgroup label={section.title}>
                {section.rows.map(({ key, title }) => (
                  <option value={key} selected={key === row.key}>
                    {nameOf(section, title)}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
          <noscript>
            <button type="submit" class="btn">
              Show
            </button>
          </noscript>
        </form>
        <p class="sentence">
          {row.summary}
          {view.members.map((members) => (
            <MembersOf members={members} />
          ))}
        </p>
        {row.said === undefined ? null : (
          <p class="sentence muted">Said by the project, not proved: {row.said}</p>
        )}
      </div>
      <dl class="parts row">
        <div>
          <dt>Proof</dt>
          <dd>
            {proof === undefined
              ? "None yet: this is computed from templates and policies. “Prove by calls” asks the cloud itself, wherever a call does no harm, and says whether the answers agree."
              : `${proof.summary.called} cells called, ${proof.summary.simulated} simulated by the policies, ${proof.summary.computed} computed only, at `}
            {proof === undefined ? null : <Day at={proof.at} />}
            {proof?.isOld ? `. ${sinceThen(proof)}` : null}
          </dd>
        </div>
        {proof === undefined ? null : (
          <div>
            <dt>Agreement</dt>
            <dd>
              {proof.summary.disagreements.length === 0 ? (
                <>
                  <Mark verdict="yes" /> What the cloud answered is what was computed.
                </>
              ) : (
                <>
                  <Mark verdict="fail" /> {proof.summary.disagreements.length} disagree: a mistake of this
                  program.
                </>
              )}
            </dd>
          </div>
        )}
        <div>
          <dt>Not shown</dt>
          <dd>{view.matrix.notShown.join(" ")}</dd>
        </div>
      </dl>
    </section>
  );
};

/** What keeps a proof from being one of what is deployed now. */
function sinceThen({ stacks, cells }: ShownProof): string {
  const what =
    stacks.length > 0
      ? `${stacks.join(", ")} changed`
      : `${cells} ${cells === 1 ? "cell is another" : "cells are others"}`;
  return `Since then ${what}: what is shown is computed. “Prove again” asks anew.`;
}

const MembersOf = ({ members: { group, people, hasMore } }: { readonly members: Members }) => (
  <>
    {" "}
    <b>{group}</b>
    {people.length === 0 ? " has nobody in it." : ": "}
    {people.map(({ name, href }, index) => (
      <>
        {index === 0 ? "" : ", "}
        <a href={href}>{name}</a>
      </>
    ))}
    {people.length === 0 ? "" : hasMore ? " and more." : "."}
  </>
);

const Changes = ({ changes }: { readonly changes: readonly Change[] }) => (
  <Card id="changes" title="Against the saved matrix">
    {changes.length === 0 ? (
      <Empty text="No cell changed." />
    ) : (
      <ul class="list">
        {changes.map(({ kind, row, column, before, after }) => (
          <li class={kind === "wider" ? "no" : "yes"}>
            <p class="body">
              <Mark verdict={kind === "wider" ? "fail" : "yes"} /> <b>{kind}</b> <code>{row}</code> for{" "}
              <code>{column}</code>: {before ?? "not there"} → {after ?? "not there"}
            </p>
          </li>
        ))}
      </ul>
    )}
  </Card>
);

const Notes = ({ matrix }: { readonly matrix: AccessMatrix }) =>
  matrix.notes.length === 0 ? null : (
    <Card id="notes" title="What a reviewer overlooks easily">
      <ul class="body col">
        {matrix.notes.map(({ place, sentence }) => (
          <li>
            <Mark verdict="if" /> {sentence} <span class="muted small">{place}</span>
          </li>
        ))}
      </ul>
    </Card>
  );

const Compare = () => (
  <Card id="compare" title="Compare with a saved matrix">
    <form class="body filters" method="post" action={`${BASE}/compare`} enctype="multipart/form-data">
      <label for="saved">
        A file of <CommandWords text="npx portcullis access --json" />
      </label>
      <input class="grow" id="saved" name="saved" type="file" accept="application/json" required />
      <button type="submit" class="btn">
        Compare
      </button>
    </form>
  </Card>
);

/** An operation says on what: the closed list shows the choice without its group. */
function nameOf(section: Pick<Section, "key" | "title">, title: string): string {
  const isOperation = /^[a-z-]{1,40}:\w/.test(title) && section.key !== "other";
  return isOperation ? `${title} · ${section.title}` : title;
}
