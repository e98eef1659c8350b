import type { HeldStack } from "../../core/ports/held.ts";
import { Copy } from "../../web/parts/copy.tsx";
import { Card, Empty, Head, Live } from "../../web/parts/parts.tsx";
import { printable } from "../../web/parts/printable.ts";
import { type Columns, Table } from "../../web/parts/table.tsx";
import type { ConsoleContext, ConsoleView } from "../../wire/console-area.ts";
import { type DescribedStack, listOf, nextToken, type XmlList } from "./answers.ts";
import { Moment, Pages, STACKS_PATH, Status, stackPath } from "./parts.tsx";

interface Export {
  readonly Name: string;
  readonly Value: string;
  readonly ExportingStackId: string;
}

interface Deleted {
  readonly StackName: string;
  readonly StackId: string;
  readonly DeletionTime?: string;
}

const MOST_DELETED = 10;

/** Stacks that stand, what they export, and the last ones that were deleted. */
export async function stacksView(
  { call, held }: Pick<ConsoleContext, "call" | "held">,
  query: URLSearchParams,
): Promise<ConsoleView> {
  const [stacks, exports, deleted] = await Promise.all([
    call<{ Stacks?: XmlList<DescribedStack>; NextToken?: string }>(
      "cloudformation",
      "DescribeStacks",
      nextToken(query.get("token")),
    ),
    call<{ Exports?: XmlList<Export>; NextToken?: string }>(
      "cloudformation",
      "ListExports",
      nextToken(query.get("exports")),
    ),
    call<{ StackSummaries?: XmlList<Deleted> }>("cloudformation", "ListStacks", {
      StackStatusFilter: ["DELETE_COMPLETE"],
    }),
  ]);
  return {
    title: "Stacks",
    body: (
      <>
        <Head
          title="Stacks"
          lead="What is deployed, by sam, the AWS CLI and SDKs, or from the project’s folders."
        />
        <div class="grid">
          <Stacks
            stacks={listOf(stacks.Stacks)}
            held={held()}
            next={stacks.NextToken}
            isFirst={!query.has("token")}
          />
          <Exports
            exports={listOf(exports.Exports)}
            next={exports.NextToken}
            isFirst={!query.has("exports")}
          />
          <DeletedStacks stacks={listOf(deleted.StackSummaries)} />
        </div>
      </>
    ),
  };
}

interface ListProps {
  readonly next: string | undefined;
  readonly isFirst: boolean;
}

/** `3 held, not served`, `1 left out` */
function unservedText(stack: HeldStack | undefined): string {
  const held = stack?.held.length ?? 0;
  const leftOut = stack?.leftOut.length ?? 0;
  return [
    ...(held === 0 ? [] : [`${held} held, not served`]),
    ...(leftOut === 0 ? [] : [`${leftOut} left out`]),
  ].join(", ");
}

interface StackRow extends DescribedStack {
  readonly unserved: string;
}

const STACK_COLUMNS: Columns<StackRow> = [
  {
    title: "Stack",
    cell: ({ StackName, unserved }) => (
      <>
        <a href={stackPath(StackName)}>{StackName}</a>
        <span class="small muted block">{unserved}</span>
      </>
    ),
  },
  { title: "State", cell: ({ StackStatus }) => <Status status={StackStatus} /> },
  { title: "Description", class: "small muted", cell: ({ Description = "" }) => Description },
  { title: "Outputs", class: "end num", cell: ({ Outputs }) => listOf(Outputs).length },
  {
    title: "Changed",
    class: "end",
    cell: ({ LastUpdatedTime, CreationTime }) => <Moment iso={LastUpdatedTime ?? CreationTime} />,
  },
];

interface StacksProps extends ListProps {
  readonly stacks: readonly DescribedStack[];
  readonly held: readonly HeldStack[];
}

const Stacks = ({ stacks, held, next, isFirst }: StacksProps) => (
  <Card id="stacks-head" title="Deployed">
    <Live id="stacks">
      {stacks.length === 0 ? (
        <Empty text="No stack is deployed." command="npx portcullis up <folder with a template>" />
      ) : (
        <>
          <Table
            columns={STACK_COLUMNS}
            rows={stacks.map((stack) => ({
              ...stack,
              unserved: unservedText(held.find(({ stackName }) => stackName === stack.StackName)),
            }))}
          />
          <Pages
            text={`${stacks.length} ${stacks.length === 1 ? "stack" : "stacks"}`}
            first={isFirst ? undefined : STACKS_PATH}
            next={next === undefined ? undefined : `${STACKS_PATH}?token=${encodeURIComponent(next)}`}
          />
        </>
      )}
    </Live>
  </Card>
);

const EXPORT_COLUMNS: Columns<Export> = [
  { title: "Export", cell: ({ Name }) => <span class="outside">{printable(Name)}</span> },
  {
    title: "Value",
    cell: ({ Name, Value }) => (
      <>
        <code class="outside">{printable(Value)}</code> <Copy text={Value} label={`the value of ${Name}`} />
      </>
    ),
  },
  {
    title: "By",
    cell: ({ ExportingStackId }) => (
      <a href={stackPath(nameInArn(ExportingStackId))}>{nameInArn(ExportingStackId)}</a>
    ),
  },
];

const Exports = ({ exports, next, isFirst }: ListProps & { readonly exports: readonly Export[] }) =>
  exports.length === 0 && isFirst ? null : (
    <Card
      id="exports"
      title="Exports"
      foot="What other stacks import. A stack whose export is imported cannot be deleted."
    >
      <Table columns={EXPORT_COLUMNS} rows={exports} />
      <Pages
        text={`${exports.length} ${exports.length === 1 ? "export" : "exports"}`}
        first={isFirst ? undefined : STACKS_PATH}
        next={next === undefined ? undefined : `${STACKS_PATH}?exports=${encodeURIComponent(next)}`}
      />
    </Card>
  );

function nameInArn(stackId: string): string {
  return stackId.split("/")[1] ?? stackId;
}

const DeletedStacks = ({ stacks }: { readonly stacks: readonly Deleted[] }) =>
  stacks.length === 0 ? null : (
    <Card id="deleted" title="Deleted" foot="Their events are kept for 90 days.">
      <ul class="list">
        {stacks.slice(0, MOST_DELETED).map(({ StackName, StackId, DeletionTime }) => (
          <li class="deleted-stack">
            <a href={stackPath(StackId, "/events")}>{StackName}</a>
            <Moment iso={DeletionTime} />
          </li>
        ))}
      </ul>
    </Card>
  );
