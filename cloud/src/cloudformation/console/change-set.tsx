import { Mark, type Verdict } from "../../web/parts/marks.tsx";
import { Act, Card, Empty, Facts, Field } from "../../web/parts/parts.tsx";
import { printable } from "../../web/parts/printable.ts";
import type { ConsoleContext, ConsoleView } from "../../wire/console-area.ts";
import { describedStack, listOf, nextToken, type XmlList } from "./answers.ts";
import { type ChangeSetSummary, SetState } from "./change-sets.tsx";
import { Moment, Pages, StackHead, stackPath } from "./parts.tsx";

interface ResourceChange {
  readonly Action: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceType: string;
  readonly Replacement?: string;
  readonly PolicyAction?: string;
  readonly Details?: XmlList<ChangeDetail>;
}

interface ChangeDetail {
  readonly Target?: {
    readonly Attribute?: string;
    readonly Name?: string;
    readonly RequiresRecreation?: string;
  };
  readonly CausingEntity?: string;
}

interface DescribedSet extends ChangeSetSummary {
  readonly Changes?: XmlList<{ readonly ResourceChange?: ResourceChange }>;
  readonly Parameters?: XmlList<{ readonly ParameterKey: string; readonly ParameterValue: string }>;
  readonly NextToken?: string;
}

interface AskedSet {
  readonly stack: string;
  readonly name: string;
  readonly token: string | null;
}

/** What a change set would do, resource by resource, and the forms that do it or throw it away. */
export async function changeSetView(
  console: ConsoleContext,
  { stack: stackName, name, token }: AskedSet,
): Promise<ConsoleView> {
  const [stack, set] = await Promise.all([
    describedStack(console, stackName),
    console.call<DescribedSet>("cloudformation", "DescribeChangeSet", {
      StackName: stackName,
      ChangeSetName: name,
      ...nextToken(token),
    }),
  ]);
  const changes = listOf(set.Changes).flatMap(({ ResourceChange }) => ResourceChange ?? []);
  const path = stackPath(stackName, `/changes/${encodeURIComponent(name)}`);
  return {
    title: `${set.ChangeSetName} · ${stack.StackName}`,
    body: (
      <>
        <StackHead stack={stack} name={stackName} here="/changes" />
        <div class="grid two">
          <Card id="changes" title={<span class="outside">{`Changes of ${set.ChangeSetName}`}</span>}>
            {changes.length === 0 ? (
              <Empty
                text={<span class="outside">{printable(set.StatusReason ?? "It changes nothing.")}</span>}
              />
            ) : (
              <ol class="list">
                {changes.map((change) => (
                  <Change change={change} />
                ))}
              </ol>
            )}
            <Pages
              text={`${changes.length} ${changes.length === 1 ? "change" : "changes"}`}
              first={token === null ? undefined : path}
              next={
                set.NextToken === undefined ? undefined : `${path}?token=${encodeURIComponent(set.NextToken)}`
              }
            />
          </Card>
          <div class="col">
            <Card id="set" title="Change set">
              <div class="body">
                <Facts
                  facts={[
                    ["State", <SetState set={set} />],
                    ["Reason", set.StatusReason === undefined ? undefined : printable(set.StatusReason)],
                    ["Description", set.Description === undefined ? undefined : printable(set.Description)],
                    ["Made", <Moment iso={set.CreationTime} />],
                    ...listOf(set.Parameters).map(
                      ({ ParameterKey, ParameterValue }) =>
                        [
                          ParameterKey,
                          <code class="outside">{printable(ParameterValue) || "(empty)"}</code>,
                        ] as const,
                    ),
                  ]}
                />
              </div>
            </Card>
            <Forms set={set} path={path} />
          </div>
        </div>
      </>
    ),
  };
}

const VERDICTS: Readonly<Record<string, readonly [Verdict, string]>> = {
  Add: ["yes", "is made"],
  Modify: ["if", "is changed"],
  Remove: ["no", "is removed"],
};

const REPLACEMENTS: Readonly<Record<string, string>> = {
  True: "by a new one: what is in the old one is gone with it",
  Conditional: "perhaps by a new one: that shows when it is executed",
};

const Change = ({ change }: { readonly change: ResourceChange }) => {
  const { Action, LogicalResourceId, PhysicalResourceId, ResourceType, Replacement = "" } = change;
  const [verdict, word] = VERDICTS[Action] ?? ["skip", Action];
  const targets = listOf(change.Details).flatMap(({ Target }) => Target?.Name ?? Target?.Attribute ?? []);
  return (
    <li class="change">
      <Mark verdict={verdict} />
      <div>
        <p>
          <b class="outside">{LogicalResourceId}</b> {word}
          {REPLACEMENTS[Replacement] === undefined ? "" : `, ${REPLACEMENTS[Replacement]}`}
          {Action === "Remove" && change.PolicyAction === "Retain" ? " from the stack, and kept" : ""}
        </p>
        <p class="small muted outside">
          {ResourceType.replace(/^AWS::/, "")}
          {PhysicalResourceId === undefined || PhysicalResourceId === ""
            ? ""
            : ` · ${printable(PhysicalResourceId)}`}
        </p>
        {targets.length === 0 ? null : (
          <p class="chips">
            {[...new Set(targets)].map((target) => (
              <span class="chip code">{target}</span>
            ))}
          </p>
        )}
      </div>
    </li>
  );
};

const Forms = ({ set, path }: { readonly set: DescribedSet; readonly path: string }) => (
  <>
    {set.ExecutionStatus === "AVAILABLE" ? (
      <Card id="execute" title="Execute …">
        <div class="body col">
          <p class="small">The stack is changed as listed. What fails is rolled back.</p>
          <Act action={`${path}/execute`}>
            <div class="btns">
              <button type="submit" class="btn primary">
                Execute the change set
              </button>
            </div>
          </Act>
        </div>
      </Card>
    ) : null}
    <Card id="delete" title="Delete …">
      <form class="body col" method="post" action={`${path}/delete`}>
        <p class="small">Only what was prepared goes; the stack stays as it is.</p>
        <Field id="typed" label="Type the change set’s name to delete it">
          <input id="typed" name="typed" class="mono" autocomplete="off" spellcheck={false} required />
        </Field>
        <div class="btns">
          <button type="submit" class="btn danger">
            Delete
          </button>
        </div>
      </form>
    </Card>
  </>
);
