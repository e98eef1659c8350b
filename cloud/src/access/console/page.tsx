import { BigMark, ICONS, Icon, Mark } from "../../web/parts/marks.tsx";
import { Card, Empty, Head, Time } from "../../web/parts/parts.tsx";
import { CONSOLE_PATH } from "../../web/paths.ts";
import type { Change } from "../diff/diff.ts";
import type { AccessMatrix, Cell, Column, Row, Verdict } from "../matrix.ts";
import { cellDetails, verdictSentence } from "../render/cell-words.ts";
import { fold } from "../render/fold.ts";
import { tellingRow } from "../render/telling-row.ts";

interface AccessView {
  readonly matrix: AccessMatrix;
  /** Epoch milliseconds at which it was computed. */
  readonly at: number;
  /** Key of the row that the sentence on top is about. */
  readonly chosen: string | undefined;
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
            {matrix.proof === undefined ? "Prove by calls" : "Prove again"}
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
          <Sentence view={view} rows={rows} />
          {view.changes === undefined ? null : <Changes changes={view.changes} />}
          <Matrix matrix={matrix} chosen={chosenRow(view, rows)?.key} />
          <Notes matrix={matrix} />
          <Compare />
        </div>
      )}
    </>
  );
};

function chosenRow({ chosen, matrix }: AccessView, rows: readonly Row[]): Row | undefined {
  return rows.find(({ key }) => key === chosen) ?? tellingRow(matrix);
}

const Sentence = ({ view, rows }: { readonly view: AccessView; readonly rows: readonly Row[] }) => {
  const row = chosenRow(view, rows);
  if (row === undefined) return null;
  const { proof } = view.matrix;
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
                    {title}
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
        <p class="sentence">{row.summary}</p>
        {row.said === undefined ? null : (
          <p class="sentence muted">Said by the project, not proved: {row.said}</p>
        )}
      </div>
      <dl class="parts row">
        <div>
          <dt>Proof</dt>
          <dd>
            {proof === undefined
              ? "Computed only. Prove by calls asks the cloud for every cell that can be asked for without harm."
              : `${proof.called} cells called, ${proof.simulated} simulated by the policies, ${proof.computed} computed only.`}
          </dd>
        </div>
        <div>
          <dt>Agreement</dt>
          <dd>
            {proof === undefined ? (
              "Not looked at."
            ) : proof.disagreements.length === 0 ? (
              <>
                <Mark verdict="yes" /> All agree.
              </>
            ) : (
              <>
                <Mark verdict="fail" /> {proof.disagreements.length} disagree: a mistake of this program.
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>Not shown</dt>
          <dd>{view.matrix.notShown.join(" ")}</dd>
        </div>
      </dl>
    </section>
  );
};

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

const GROUPS = [
  ["people", "People"],
  ["roles", "Roles"],
  ["services", "Services"],
] as const;

const Matrix = ({
  matrix,
  chosen,
}: {
  readonly matrix: AccessMatrix;
  readonly chosen: string | undefined;
}) => {
  const { columns, without, sections } = fold(matrix);
  const groups = GROUPS.map(([kind, title]) => ({
    title,
    columns: columns.filter((column) => column.kind === kind),
  }));
  const shown = groups.filter((group) => group.columns.length > 0);
  return (
    <section class="card" aria-labelledby="matrix-h">
      <header>
        <h2 id="matrix-h">The matrix</h2>
        <p class="legend">
          <span>
            <Mark verdict="yes" /> yes
          </span>
          <span>
            <Mark verdict="if" /> only if …
          </span>
          <span>
            <Cross /> no
          </span>
        </p>
      </header>
      <div class="matrix" data-matrix>
        <table>
          <thead>
            <tr>
              <td />
              {shown.map((group, index) => (
                <th scope="colgroup" colspan={group.columns.length} class={index === 0 ? "" : "split"}>
                  {group.title}
                </th>
              ))}
            </tr>
            <tr>
              <th scope="col">What</th>
              {shown.flatMap((group, index) =>
                group.columns.map((column, place) => (
                  <th scope="col" title={column.about} class={index > 0 && place === 0 ? "split" : ""}>
                    {spaced(column.title)}
                  </th>
                )),
              )}
            </tr>
          </thead>
          {sections.map((section) => (
            <tbody>
              <tr class="group">
                <th scope="rowgroup" colspan={columns.length + 1}>
                  {section.title} {section.about === "" ? null : <span>{`· ${section.about}`}</span>}
                </th>
              </tr>
              {section.rows.map((row) => (
                <tr class={row.key === chosen ? "here" : ""}>
                  <th scope="row">
                    <code>{row.title}</code>
                  </th>
                  {shown.flatMap((group, index) =>
                    group.columns.map((column, place) => (
                      <td class={index > 0 && place === 0 ? "split" : ""}>
                        <CellOf cell={row.cells[column.key]} row={row} column={column} />
                      </td>
                    )),
                  )}
                  <td class="rest">All others: no</td>
                </tr>
              ))}
              {section.folded.map((text) => (
                <tr>
                  <td colspan={columns.length + 1} class="folded small muted">
                    {text}
                  </td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
      {without.length === 0 ? null : (
        <p class="foot">{`${without.length} other roles and services: no (${without.join(", ")}).`}</p>
      )}
    </section>
  );
};

/** Names of functions break between their words. */
function spaced(title: string): string {
  return title.replace(/([a-z])([A-Z])/g, "$1 $2");
}

const MARKS: Readonly<Record<Verdict, "yes" | "no" | "if">> = { yes: "yes", no: "no", "only-if": "if" };

const Cross = () => (
  <svg class="v no" viewBox="0 0 16 16" aria-hidden="true">
    <path d="M3 3l10 10M13 3L3 13" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" />
  </svg>
);

interface CellProps {
  readonly cell: Cell | undefined;
  readonly row: Row;
  readonly column: Column;
}

/** Its reason shows on hover and focus; Enter opens the request that proved it. */
const CellOf = ({ cell, row, column }: CellProps) => {
  if (cell === undefined) return null;
  const { verdict, proof } = cell;
  const kind = MARKS[verdict];
  const mark = kind === "no" ? <Cross /> : <Mark verdict={kind} />;
  const label = `${row.title}, ${column.title}: ${verdictSentence(cell)}`;
  const shared = { class: `cell ${kind}`, "data-who": column.title, "aria-label": label };
  return (
    <>
      {proof === undefined ? (
        <button type="button" {...shared}>
          {mark}
        </button>
      ) : (
        <a href={`${CONSOLE_PATH}trace/${proof.request}`} {...shared}>
          {mark}
        </a>
      )}
      <div class="why" aria-hidden="true">
        {kind === "no" ? <Mark verdict="no" /> : mark}
        <div>
          <p>
            <b>{column.title}</b> → <b>{row.title}</b>: {verdictSentence(cell)}
          </p>
          <small>{cellDetails(cell)}</small>
        </div>
      </div>
    </>
  );
};

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
      <label for="saved">A file of npx portcullis access --json</label>
      <input class="grow" id="saved" name="saved" type="file" accept="application/json" required />
      <button type="submit" class="btn">
        Compare
      </button>
    </form>
  </Card>
);
