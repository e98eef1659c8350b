/**
 * Amazon DynamoDB: our door and policies in front of the process of a library, which keeps tables and
 * items in a file of the state folder.
 *
 * **Gaps** Global tables, backups, exports, imports, resource policies, Kinesis streams, vectors and keys
 * of KMS are refused by name; throughput is kept and never throttled.
 *
 * **By design** The process starts with the first table, ends with the cloud and starts again when it died.
 * Conditions on keys and attributes that cannot be told from a request refuse it.
 *
 * **Client quirks** SDKs check `x-amz-crc32` where it is there; tables may be named by their ARN.
 */
import { join } from "node:path";
import { type Clock, systemTimers, type Timers } from "../../core/clock.ts";
import type { ResourceProvider } from "../../core/ports/resource-provider.ts";
import type { TableItems } from "../../core/ports/table-items.ts";
import type { TableStreams } from "../../core/ports/table-streams.ts";
import type { Randomness } from "../../core/randomness.ts";
import type { Database } from "../../store/database.ts";
import { writeBackFile } from "../../store/sqlite.ts";
import { type PipelineDependencies, type ServedService, serve } from "../../wire/pipeline.ts";
import { createEngine, type Engine } from "./engine/engine.ts";
import { assertEngineFile } from "./engine/file-check.ts";
import { createSweeper } from "./expiry/sweeper.ts";
import { BatchExecuteStatement } from "./operations/BatchExecuteStatement.ts";
import { BatchGetItem } from "./operations/BatchGetItem.ts";
import { BatchWriteItem } from "./operations/BatchWriteItem.ts";
import { CreateTable } from "./operations/CreateTable.ts";
import { DeleteItem } from "./operations/DeleteItem.ts";
import { DeleteTable } from "./operations/DeleteTable.ts";
import { DescribeLimits } from "./operations/DescribeLimits.ts";
import { DescribeStream } from "./operations/DescribeStream.ts";
import { DescribeTable } from "./operations/DescribeTable.ts";
import { DescribeTimeToLive } from "./operations/DescribeTimeToLive.ts";
import { ExecuteStatement } from "./operations/ExecuteStatement.ts";
import { ExecuteTransaction } from "./operations/ExecuteTransaction.ts";
import { GetItem } from "./operations/GetItem.ts";
import { GetRecords } from "./operations/GetRecords.ts";
import { GetShardIterator } from "./operations/GetShardIterator.ts";
import { ListStreams } from "./operations/ListStreams.ts";
import { ListTables } from "./operations/ListTables.ts";
import { ListTagsOfResource } from "./operations/ListTagsOfResource.ts";
import { PutItem } from "./operations/PutItem.ts";
import { Query } from "./operations/Query.ts";
import { Scan } from "./operations/Scan.ts";
import { TagResource } from "./operations/TagResource.ts";
import { TransactGetItems } from "./operations/TransactGetItems.ts";
import { TransactWriteItems } from "./operations/TransactWriteItems.ts";
import { UntagResource } from "./operations/UntagResource.ts";
import { UpdateItem } from "./operations/UpdateItem.ts";
import { UpdateTable } from "./operations/UpdateTable.ts";
import { UpdateTimeToLive } from "./operations/UpdateTimeToLive.ts";
import { dynamoDbJson } from "./protocol.ts";
import { tableProvider } from "./resources/AWS-DynamoDB-Table.ts";
import type { DynamoDbContext } from "./shared/context.ts";
import { createExpirations } from "./shared/expirations.ts";
import { tableNameIn } from "./shared/table.ts";
import { createTableStore } from "./shared/table-store.ts";
import { createTableWrites } from "./shared/writes.ts";
import { createTableItems } from "./table-items.ts";
import { createTableStreams } from "./table-streams.ts";
import { reconcile } from "./tables/reconcile.ts";

export interface DynamoDbDependencies extends PipelineDependencies {
  readonly database: Database;
  readonly stateDir: string;
  readonly inMemory?: boolean | undefined;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, "bytes">;
  readonly findEngine?: () => string | undefined;
  readonly timers?: Timers;
}

export interface DynamoDbService {
  readonly http: ServedService;
  readonly resources: readonly ResourceProvider[];
  readonly engine: Engine;
  /** For those who read streams for others. */
  readonly streams: TableStreams;
  /** Deletes what has expired, now. */
  sweep(): Promise<void>;
  /** For those who write items for others. */
  readonly items: TableItems;
  /** Ends the engine. */
  close(): Promise<void>;
}

/** Longest body in bytes, as AWS has it. */
const BODY_LIMIT = 16 * 1_048_576;

const STREAMS = "DynamoDBStreams_20120810";

/** Every operation needs a signature and a policy that lets the caller make it. */
export function createDynamoDbService(dependencies: DynamoDbDependencies): DynamoDbService {
  const { scope, clock, database, inMemory, stateDir, findEngine } = dependencies;
  const tables = createTableStore(database);
  const file = inMemory === true ? undefined : join(stateDir, "dynamodb.sqlite");
  if (file !== undefined) assertEngineFile(file, tables.names);
  const engine = createEngine({
    file,
    ...dependencies,
    started: async (call) => {
      await reconcile(call, tables, dependencies.logger);
      await sweeper.learn(call, tables.names());
    },
    ...(findEngine === undefined ? {} : { findBinary: findEngine }),
  });
  const sweeper = createSweeper({
    timers: dependencies.timers ?? systemTimers,
    logger: dependencies.logger,
    dynamodb: () => context,
  });
  const context: DynamoDbContext = {
    engine,
    tables,
    writes: createTableWrites(),
    expirations: createExpirations(database),
    did: sweeper.did,
    scope,
    clock,
  };
  const tagsOf = (arn: string) => tables.find(tableNameIn(scope, arn) ?? "")?.tags;
  const service = { name: "dynamodb", signingNames: ["dynamodb"], body: BODY_LIMIT, tagsOf } as const;
  const ofTables = serve(
    {
      ...service,
      protocol: dynamoDbJson({
        targetPrefix: "DynamoDB_20120810",
        operations: [
          BatchExecuteStatement(context),
          BatchGetItem(context),
          BatchWriteItem(context),
          CreateTable(context),
          DeleteItem(context),
          DeleteTable(context),
          DescribeLimits(),
          DescribeTable(context),
          DescribeTimeToLive(context),
          ExecuteStatement(context),
          ExecuteTransaction(context),
          GetItem(context),
          ListTables(context),
          ListTagsOfResource(context),
          PutItem(context),
          Query(context),
          Scan(context),
          TagResource(context),
          TransactGetItems(context),
          TransactWriteItems(context),
          UntagResource(context),
          UpdateItem(context),
          UpdateTable(context),
          UpdateTimeToLive(context),
        ],
        model: "dynamodb",
      }),
    },
    dependencies,
  );
  const ofStreams = serve(
    {
      ...service,
      protocol: dynamoDbJson({
        targetPrefix: STREAMS,
        operations: [
          DescribeStream(context),
          GetRecords(context),
          GetShardIterator(context),
          ListStreams(context),
        ],
        model: "dynamodbstreams",
      }),
    },
    dependencies,
  );
  return {
    http: {
      ...ofTables,
      operations: [...ofTables.operations, ...ofStreams.operations],
      handle: (request) =>
        request.headers["x-amz-target"]?.startsWith(`${STREAMS}.`) === true
          ? ofStreams.handle(request)
          : ofTables.handle(request),
    },
    resources: [tableProvider(context)],
    engine,
    streams: createTableStreams(context, dependencies.authorization),
    sweep: () => sweeper.sweep(),
    close: async () => {
      sweeper.close();
      await engine.close();
      // DOOR-27: the engine is ended, and leaves its journal.
      if (file !== undefined) writeBackFile(file);
    },
    items: createTableItems(context, dependencies.authorization),
  };
}
