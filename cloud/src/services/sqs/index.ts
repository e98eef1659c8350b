/**
 * Amazon SQS: standard and FIFO queues, by JSON 1.0 and by the older Query protocol alike.
 *
 * **Gaps** Message move tasks, `ReceiveRequestAttemptId` and queues of other accounts are
 * refused by name. A call needs a signature, also where a queue's policy is for everybody.
 *
 * **By design** Messages live in the database alone: what was acknowledged is there after `kill -9`. A
 * standard queue gives every message out once a visibility timeout, in about the order of sending; AWS
 * promises less.
 *
 * **Client quirks** SDKs send to the host of the queue's address, which is therefore this cloud's. Old
 * clients name the queue by the path of the request.
 */
import { type Clock, systemTimers, type Timers } from "../../core/clock.ts";
import type { Endpoints } from "../../core/endpoints.ts";
import type { CustomerKeys } from "../../core/ports/customer-keys.ts";
import type { MessageQueues } from "../../core/ports/message-queues.ts";
import type { QueueLooks } from "../../core/ports/queue-looks.ts";
import type { ResourceProvider } from "../../core/ports/resource-provider.ts";
import type { Randomness } from "../../core/randomness.ts";
import type { Database } from "../../store/database.ts";
import {
  type AwsService,
  type PipelineDependencies,
  type ServedService,
  serve,
} from "../../wire/pipeline.ts";
import { createMessageQueues } from "./message-queues.ts";
import { sqsOperations } from "./operations/index.ts";
import { sqsJson } from "./protocols/json.ts";
import { QUERY_BODY_BYTES, sqsQuery } from "./protocols/query.ts";
import { createQueueLooks } from "./queue-looks.ts";
import { queueProvider } from "./resources/AWS-SQS-Queue.ts";
import { queuePolicyProvider } from "./resources/AWS-SQS-QueuePolicy.ts";
import { createArrivals } from "./shared/arrivals.ts";
import type { SqsContext } from "./shared/context.ts";
import { SqsError } from "./shared/errors.ts";
import { createMessageStore } from "./shared/message-store.ts";
import { nameInArn } from "./shared/queue.ts";
import { createQueueStore } from "./shared/queue-store.ts";

export interface SqsDependencies extends PipelineDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly customerKeys: CustomerKeys;
  readonly endpoints: Pick<Endpoints, "base">;
  readonly timers?: Timers;
}

export interface SqsService {
  readonly http: ServedService;
  readonly queues: MessageQueues;
  readonly looks: QueueLooks;
  readonly resources: readonly ResourceProvider[];
  /** Ends the long polls. */
  close(): Promise<void>;
}

/** A batch as JSON, most of it escaped. */
const JSON_BODY_BYTES = 8 * 1_048_576;

/** Every operation needs a signature and a policy that lets the caller [SQS-1]. */
export function createSqsService(dependencies: SqsDependencies): SqsService {
  const { database } = dependencies;
  const timers = dependencies.timers ?? systemTimers;
  const arrivals = createArrivals(timers);
  const sqs: SqsContext = {
    ...dependencies,
    queues: createQueueStore(database),
    messages: createMessageStore(database),
    arrivals,
    timers,
  };
  const queues = createMessageQueues(sqs, dependencies.authorization);
  return {
    http: inBothProtocols(sqs, dependencies),
    queues,
    looks: createQueueLooks(sqs, queues),
    resources: [queueProvider(sqs), queuePolicyProvider(sqs)],
    close: async () => arrivals.close(),
  };
}

/** The same operations; a target in the header tells the newer protocol. */
function inBothProtocols(sqs: SqsContext, dependencies: PipelineDependencies): ServedService {
  const operations = sqsOperations(sqs);
  const common: Pick<AwsService, "name" | "signingNames" | "tagsOf"> = {
    name: "sqs",
    signingNames: ["sqs"],
    tagsOf: (arn) => {
      const name = nameInArn(arn, sqs.scope);
      return name === undefined ? undefined : sqs.queues.find(name)?.tags;
    },
  };
  const json = serve(
    {
      ...common,
      body: JSON_BODY_BYTES,
      protocol: sqsJson(operations),
      denied: refusalOf("AccessDeniedException", 400),
    },
    dependencies,
  );
  const query = serve(
    {
      ...common,
      body: QUERY_BODY_BYTES,
      protocol: sqsQuery(operations),
      denied: refusalOf("AccessDenied", 403),
    },
    dependencies,
  );
  return {
    ...json,
    handle: (request) => (request.headers["x-amz-target"] === undefined ? query : json).handle(request),
  };
}

/** SQS writes the action in small letters. */
function refusalOf(code: string, status: number): NonNullable<AwsService["denied"]> {
  return (_call, { message }, { action }) =>
    new SqsError(code, message.replaceAll(action, action.toLowerCase()), {
      queryCode: "AccessDenied",
      status,
    });
}
