import { heldKinds } from "../../core/ports/held.ts";
import { Copy } from "../../web/parts/copy.tsx";
import { HeldCard } from "../../web/parts/held.tsx";
import { Mark } from "../../web/parts/marks.tsx";
import { Card, Empty, Facts, FoldCard, Live, shortened } from "../../web/parts/parts.tsx";
import { printable } from "../../web/parts/printable.ts";
import { type Columns, Table } from "../../web/parts/table.tsx";
import type { ConsoleContext, ConsoleView } from "../../wire/console-area.ts";
import { type DescribedStack, describedStack, listOf, nextToken, type XmlList } from "./answers.ts";
import { driftCard } from "./drift-card.tsx";
import { Moment, Pages, StackHead, Status, stackPath, statusVerdict } from "./parts.tsx";
import { resourcePath } from "./resource-links.ts";
import { isThere } from "./resources-there.ts";
import { firstFailure, type StackEvent } from "./stack-events.ts";

interface ListedResource {
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceType: string;
  readonly ResourceStatus: string;
  readonly ResourceStatusReason?: string;
}

interface ResourcePage {
  readonly StackResourceSummaries?: XmlList<ListedResource>;
  readonly NextToken?: string;
}

/** A stack: outputs, resources with ways to their pages, parameters, and whether the file says the same. */
export async function stackView(
  console: ConsoleContext,
  name: string,
  query: URLSearchParams,
): Promise<ConsoleView> {
  const token = query.get("token");
  const [stack, resources] = await Promise.all([
    describedStack(console, name),
    console.call<ResourcePage>("cloudformation", "ListStackResources", {
      StackName: name,
      ...nextToken(token),
    }),
  ]);
  const [drift, failure] = await Promise.all([driftCard(console, stack), firstFailure(console, stack)]);
  const held = console.held().find(({ stackName }) => stackName === stack.StackName);
  return {
    title: `${stack.StackName} · Stacks`,
    body: (
      <>
        <StackHead stack={stack} name={name} here="" />
        <Reason name={name} failure={failure} />
        <div class="grid two">
          <div class="col">
            <Outputs stack={stack} />
            <Resources name={name} page={resources} isFirst={token === null} />
          </div>
          <div class="col">
            {drift}
            <HeldCard kinds={heldKinds(held?.held ?? [])} leftOut={held?.leftOut ?? []} />
            <About stack={stack} />
            <Parameters stack={stack} />
          </div>
        </div>
      </>
    ),
  };
}

/** Why it is not as it was asked for. */
const Reason = ({ name, failure }: { readonly name: string; readonly failure: StackEvent | undefined }) =>
  failure === undefined ? null : (
    <div class="note no above">
      <Mark verdict="no" />
      <div>
        <p>
          <b class="outside">{`${failure.LogicalResourceId}: ${failure.ResourceStatus}`}</b>
        </p>
        <p class="outside">{printable(failure.ResourceStatusReason ?? "")}</p>
        <p>
          <a href={stackPath(name, "/events")}>What happened before and after</a>
        </p>
      </div>
    </div>
  );

const Outputs = ({ stack }: { readonly stack: DescribedStack }) => {
  const outputs = listOf(stack.Outputs);
  return (
    <Card id="outputs" title="Outputs" aside={<span class="small muted">{outputs.length}</span>}>
      {outputs.length === 0 ? <Empty text="The template has no output." /> : null}
      <div class="body" hidden={outputs.length === 0}>
        <Facts
          facts={outputs.map(
            ({ OutputKey, OutputValue, Description, ExportName }) =>
              [
                OutputKey,
                <>
                  <code class="outside">{printable(OutputValue)}</code>{" "}
                  <Copy text={OutputValue} label={`the output ${OutputKey}`} />
                  {Description === undefined ? null : (
                    <span class="small muted block">{printable(Description)}</span>
                  )}
                  {ExportName === undefined ? null : (
                    <span class="small muted block">
                      exported as <code class="outside">{printable(ExportName)}</code>
                    </span>
                  )}
                </>,
              ] as const,
          )}
        />
      </div>
    </Card>
  );
};

interface ResourcesProps {
  readonly name: string;
  readonly page: ResourcePage;
  readonly isFirst: boolean;
}

const RESOURCE_COLUMNS: Columns<ListedResource> = [
  {
    title: "In the template",
    class: "outside",
    cell: ({ LogicalResourceId, ResourceType }) => (
      <>
        {LogicalResourceId}
        <span class="small muted block">{ResourceType.replace(/^AWS::/, "")}</span>
      </>
    ),
  },
  {
    title: "What was made",
    short: "Made",
    cell: ({ ResourceType, PhysicalResourceId, ResourceStatus }) => (
      <PhysicalId type={ResourceType} id={PhysicalResourceId} hasPage={isThere(ResourceStatus)} />
    ),
  },
  { title: "State", cell: (resource) => <ResourceState resource={resource} /> },
];

const Resources = ({ name, page, isFirst }: ResourcesProps) => {
  const resources = listOf(page.StackResourceSummaries);
  return (
    <FoldCard
      id="resources-head"
      title="Resources"
      aside={<span class="small muted">{resources.length}</span>}
    >
      <Live id="resources">
        {resources.length === 0 ? (
          <Empty text="It has no resource." />
        ) : (
          <Table columns={RESOURCE_COLUMNS} rows={resources} class="resources-table" />
        )}
        <Pages
          text={`${resources.length} ${resources.length === 1 ? "resource" : "resources"}${isFirst && page.NextToken === undefined ? "" : " on this page"}`}
          first={isFirst ? undefined : stackPath(name)}
          next={page.NextToken === undefined ? undefined : stackPath(name, "", { token: page.NextToken })}
        />
      </Live>
    </FoldCard>
  );
};

const ResourceState = ({ resource }: { readonly resource: ListedResource }) => {
  const { ResourceStatus, ResourceStatusReason } = resource;
  if (statusVerdict(ResourceStatus) === "yes") {
    return (
      <span title={ResourceStatus}>
        <Mark verdict="yes" />
        <span class="vh">{ResourceStatus}</span>
      </span>
    );
  }
  return (
    <>
      <Status status={ResourceStatus} />
      {ResourceStatusReason === undefined ? null : (
        <span class="small block outside">{printable(ResourceStatusReason)}</span>
      )}
    </>
  );
};

interface PhysicalIdProps {
  readonly type: string;
  readonly id: string | undefined;
  readonly hasPage: boolean;
}

const PhysicalId = ({ type, id, hasPage }: PhysicalIdProps) => {
  if (id === undefined || id === "") return <span class="muted">–</span>;
  const page = hasPage ? resourcePath(type, id) : undefined;
  const text = (
    <code class="outside" title={id}>
      {shortened(printable(id), 56)}
    </code>
  );
  return page === undefined ? text : <a href={page}>{text}</a>;
};

const About = ({ stack }: { readonly stack: DescribedStack }) => (
  <FoldCard id="about" title="About">
    <div class="body">
      <Facts
        facts={[
          ["Made", <Moment iso={stack.CreationTime} />],
          [
            "Changed",
            stack.LastUpdatedTime === undefined ? "never since" : <Moment iso={stack.LastUpdatedTime} />,
          ],
          ["Deleted", stack.DeletionTime === undefined ? undefined : <Moment iso={stack.DeletionTime} />],
          ["Capabilities", listOf(stack.Capabilities).join(", ") || "none"],
          ["Deletion", stack.EnableTerminationProtection === "true" ? "protected" : "not protected"],
          ["Role", stack.RoleARN === undefined ? undefined : <code class="outside">{stack.RoleARN}</code>],
          [
            "Id",
            <>
              <code class="outside">{shortened(stack.StackId, 32)}</code>{" "}
              <Copy text={stack.StackId} label="the id of the stack" />
            </>,
          ],
          ...listOf(stack.Tags).map(
            ({ Key, Value }) =>
              [`Tag ${printable(Key)}`, <span class="outside">{printable(Value)}</span>] as const,
          ),
        ]}
      />
    </div>
  </FoldCard>
);

const Parameters = ({ stack }: { readonly stack: DescribedStack }) => {
  const parameters = listOf(stack.Parameters);
  return parameters.length === 0 ? null : (
    <FoldCard
      id="parameters"
      title="Parameters"
      aside={<span class="small muted">{parameters.length}</span>}
      foot="A value of **** is a secret: the cloud tells it to nobody."
    >
      <div class="body">
        <Facts
          facts={parameters.map(
            ({ ParameterKey, ParameterValue }) =>
              [ParameterKey, <code class="outside">{printable(ParameterValue) || "(empty)"}</code>] as const,
          )}
        />
      </div>
    </FoldCard>
  );
};
