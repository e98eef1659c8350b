import { Mark } from "../../web/parts/marks.tsx";
import { Card, Empty, Live } from "../../web/parts/parts.tsx";
import { printable } from "../../web/parts/printable.ts";
import { type Columns, Table } from "../../web/parts/table.tsx";
import type { ConsoleContext, ConsoleView } from "../../wire/console-area.ts";
import { describedStack, listOf, nextToken, type XmlList } from "./answers.ts";
import { Moment, Pages, StackHead, stackPath } from "./parts.tsx";

export interface ChangeSetSummary {
  readonly ChangeSetName: string;
  readonly ChangeSetId: string;
  readonly Status: string;
  readonly StatusReason?: string;
  readonly ExecutionStatus: string;
  readonly Description?: string;
  readonly CreationTime: string;
}

function columnsOf(stack: string): Columns<ChangeSetSummary> {
  return [
    {
      title: "Change set",
      cell: ({ ChangeSetName }) => (
        <a href={stackPath(stack, `/changes/${encodeURIComponent(ChangeSetName)}`)}>{ChangeSetName}</a>
      ),
    },
    { title: "State", cell: (set) => <SetState set={set} /> },
    {
      title: "Description",
      class: "small muted outside",
      cell: ({ Description, StatusReason = "" }) => printable(Description ?? StatusReason),
    },
    { title: "Made", class: "end", cell: ({ CreationTime }) => <Moment iso={CreationTime} /> },
  ];
}

/** What was prepared for a stack. */
export async function changeSetsView(
  console: ConsoleContext,
  name: string,
  query: URLSearchParams,
): Promise<ConsoleView> {
  const token = query.get("token");
  const [stack, page] = await Promise.all([
    describedStack(console, name),
    console.call<{ Summaries?: XmlList<ChangeSetSummary>; NextToken?: string }>(
      "cloudformation",
      "ListChangeSets",
      {
        StackName: name,
        ...nextToken(token),
      },
    ),
  ]);
  const sets = listOf(page.Summaries);
  return {
    title: `Change sets · ${stack.StackName}`,
    body: (
      <>
        <StackHead stack={stack} name={name} here="/changes" />
        <Card
          id="sets-head"
          title="Change sets"
          foot="One that was executed is gone, as on AWS: what it did stands in the events."
        >
          <Live id="sets">
            {sets.length === 0 ? (
              <Empty text="Nothing is prepared for this stack." command="sam deploy --no-execute-changeset" />
            ) : (
              <Table columns={columnsOf(name)} rows={sets} />
            )}
            <Pages
              text={`${sets.length} change ${sets.length === 1 ? "set" : "sets"}`}
              first={token === null ? undefined : stackPath(name, "/changes")}
              next={
                page.NextToken === undefined
                  ? undefined
                  : stackPath(name, "/changes", { token: page.NextToken })
              }
            />
          </Live>
        </Card>
      </>
    ),
  };
}

/** Whether it can be executed, in a word. */
export const SetState = ({ set }: { readonly set: Pick<ChangeSetSummary, "Status" | "ExecutionStatus"> }) => {
  const [verdict, text] = wordOf(set);
  return (
    <span class="status-word" title={`${set.Status}, ${set.ExecutionStatus}`}>
      <Mark verdict={verdict} /> {text}
    </span>
  );
};

function wordOf({
  Status,
  ExecutionStatus,
}: Pick<ChangeSetSummary, "Status" | "ExecutionStatus">): readonly ["yes" | "no" | "if" | "skip", string] {
  if (Status === "FAILED") return ["no", "failed"];
  if (ExecutionStatus === "AVAILABLE") return ["yes", "ready to be executed"];
  if (ExecutionStatus === "EXECUTE_FAILED") return ["no", "execution failed"];
  if (ExecutionStatus === "OBSOLETE") return ["skip", "obsolete: the stack changed since"];
  return ["if", Status === "CREATE_COMPLETE" ? ExecutionStatus : Status];
}
