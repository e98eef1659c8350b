import type {
  ApiCall,
  Properties,
  ProvisionedResource,
  ResourceChange,
  ResourceContext,
  ResourceProvider,
} from "../../../core/ports/resource-provider.ts";
import { givenTags, tagChanges, textProperty } from "../../../core/properties/property-values.ts";
import type { TimeToLiveSpecification } from "../../../wire/models/generated/dynamodb.types.ts";
import { forward } from "../forwarding/forward.ts";
import type { DynamoDbContext } from "../shared/context.ts";
import { validationError } from "../shared/errors.ts";
import { resourceOf, type Table, type TableDescription } from "../shared/table.ts";
import { changeTags, deleteTable, describeTable, makeTable, updateTable } from "../tables/manager.ts";
import { createInput, timeToLiveChange, updateInput } from "./table-input.ts";
import { expiresAsWanted, leftToDo, type TimeToLiveNow } from "./table-now.ts";
import { TABLE_PROPERTIES } from "./table-properties.ts";

const MAX_NAME_LENGTH = 255;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html */
export function tableProvider(dynamodb: DynamoDbContext): ResourceProvider {
  return {
    type: "AWS::DynamoDB::Table",
    properties: TABLE_PROPERTIES,
    required: ["KeySchema"],
    replaceOn: ["TableName", "KeySchema", "LocalSecondaryIndexes", "ImportSourceSpecification"],
    calls: (context, change) => callsFor(dynamodb, context, change),
    create: async (context, properties) => {
      const name = nameOf(context, properties);
      assertNotReplaced(context, dynamodb.tables.find(name));
      const tags = Object.entries(givenTags(context.tags, properties)).map(([Key, Value]) => ({
        Key,
        Value,
      }));
      const { description, table } = await makeTable(dynamodb, {
        ...createInput(name, properties),
        Tags: tags,
      });
      const row = { ...table, tags: { ...context.tags, ...table.tags } };
      return undoing(dynamodb, row, async () => {
        const timeToLive = timeToLiveChange({}, properties);
        if (timeToLive !== undefined) await setTimeToLive(dynamodb, name, timeToLive);
        return context.commit(() => {
          dynamodb.tables.save(row);
          return provisioned(description);
        });
      });
    },
    update: async (context, name, before, after) => {
      const input = leftToDo(updateInput(name, before, after), await describeTable(dynamodb, name));
      if (input !== undefined) await updateTable(dynamodb, input);
      const timeToLive = timeToLiveChange(before, after);
      if (timeToLive !== undefined) await changeTimeToLive(dynamodb, name, timeToLive);
      const table = dynamodb.tables.find(name);
      if (table !== undefined) {
        const { tags, keys } = tagChanges(table.tags, givenTags(context.tags, after));
        await changeTags(dynamodb, table, { add: tags, remove: keys });
      }
      return provisioned(await describeTable(dynamodb, name));
    },
    delete: async (_context, name) => {
      if (dynamodb.tables.find(name) !== undefined) await deleteTable(dynamodb, name);
    },
  };
}

function callsFor(
  { scope, tables }: DynamoDbContext,
  context: ResourceContext,
  change: ResourceChange,
): readonly ApiCall[] {
  const TableName = change.kind === "create" ? nameOf(context, change.properties) : change.physicalId;
  const call = (operation: string, input: object = {}): ApiCall => ({
    operation,
    input: { TableName, ResourceArn: resourceOf(scope, TableName), ...input },
  });
  if (change.kind === "delete") return [call("DeleteTable")];
  const [before, after] = change.kind === "create" ? [{}, change.properties] : [change.before, change.after];
  const timeToLive = timeToLiveChange(before, after) === undefined ? [] : [call("UpdateTimeToLive")];
  const wanted = givenTags(context.tags, after);
  if (change.kind === "create") return [call("CreateTable", { Tags: listed(wanted) }), ...timeToLive];
  const { tags, keys } = tagChanges(tables.find(TableName)?.tags ?? {}, wanted);
  return [
    ...(updateInput(TableName, before, after) === undefined ? [] : [call("UpdateTable")]),
    ...timeToLive,
    ...(Object.keys(tags).length === 0 ? [] : [call("TagResource", { Tags: listed(tags) })]),
    ...(keys.length === 0 ? [] : [call("UntagResource", { TagKeys: keys })]),
    call("DescribeTable"),
  ];
}

function listed(tags: Readonly<Record<string, string>>) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function nameOf(context: ResourceContext, properties: Properties): string {
  return textProperty(properties, "TableName") ?? context.generateName({ maxLength: MAX_NAME_LENGTH });
}

/** A table that has a name of its own cannot stand beside the one that takes its place. */
function assertNotReplaced({ logicalId, stackId }: ResourceContext, existing: Table | undefined): void {
  const { tags = {} } = existing ?? {};
  const isOwn =
    tags["aws:cloudformation:stack-id"] === stackId && tags["aws:cloudformation:logical-id"] === logicalId;
  if (existing === undefined || !isOwn) return;
  throw validationError(
    `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${existing.name} and update the stack again.`,
  );
}

/** Takes the engine's table back when what follows fails: nobody was told of it. */
async function undoing(
  dynamodb: DynamoDbContext,
  row: Table,
  work: () => Promise<ProvisionedResource>,
): Promise<ProvisionedResource> {
  try {
    return await work();
  } catch (error) {
    await forward(dynamodb, "UpdateTable", { TableName: row.name, DeletionProtectionEnabled: false });
    await forward(dynamodb, "DeleteTable", { TableName: row.name });
    throw error;
  }
}

async function setTimeToLive(dynamodb: DynamoDbContext, name: string, specification: object): Promise<void> {
  await forward(dynamodb, "UpdateTimeToLive", {
    TableName: name,
    TimeToLiveSpecification: specification,
  });
}

async function changeTimeToLive(
  dynamodb: DynamoDbContext,
  name: string,
  wanted: TimeToLiveSpecification,
): Promise<void> {
  const output = await forward(dynamodb, "DescribeTimeToLive", { TableName: name });
  const now = output["TimeToLiveDescription"] as TimeToLiveNow | undefined;
  if (!expiresAsWanted(wanted, now)) await setTimeToLive(dynamodb, name, wanted);
}

function provisioned(description: TableDescription): ProvisionedResource {
  const { TableName, TableArn, LatestStreamArn, StreamSpecification } = description;
  return {
    physicalId: TableName,
    attributes: {
      Arn: String(TableArn),
      ...(StreamSpecification === undefined ? {} : { StreamArn: String(LatestStreamArn) }),
    },
  };
}
