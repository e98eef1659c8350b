/**
 * Amazon SNS: standard and FIFO topics, to queues, functions, HTTP endpoints and the mailbox of this machine.
 *
 * **Gaps** Mobile push, Firehose, archives and replay, data protection policies, delivery
 * status logs and endpoints of other accounts are refused by name.
 *
 * **By design** What was published is in the database, with what is left to deliver, before its publisher is
 * answered: deliveries go on after `kill -9`. E-mails and text messages go to the mailbox.
 *
 * **Client quirks** Clients that check signatures ask that the certificate comes from amazonaws.com; here
 * it comes from this cloud.
 */
import { type Clock, systemTimers, type Timers } from "../../core/clock.ts";
import type { Endpoints } from "../../core/endpoints.ts";
import type { CustomerKeys } from "../../core/ports/customer-keys.ts";
import type { FunctionEvents } from "../../core/ports/function-events.ts";
import type { Mailbox } from "../../core/ports/mailbox.ts";
import type { MessageQueues } from "../../core/ports/message-queues.ts";
import type { ResourceProvider } from "../../core/ports/resource-provider.ts";
import type { SnsTopics } from "../../core/ports/sns-topics.ts";
import type { Randomness } from "../../core/randomness.ts";
import type { Database } from "../../store/database.ts";
import { createSealer } from "../../store/sealing.ts";
import type { HttpRequest, HttpResponse } from "../../wire/http.ts";
import { type PipelineDependencies, type ServedService, serve } from "../../wire/pipeline.ts";
import { QUERY_BODY_LIMIT, query } from "../../wire/protocols/query.ts";
import { createDispatcher, type Dispatcher } from "./deliveries/dispatcher.ts";
import { createHttpEndpoints } from "./deliveries/http-endpoints.ts";
import { createSigner, type Signer } from "./deliveries/signer.ts";
import { serveLinks, showCertificate } from "./links.ts";
import { snsOperations } from "./operations/index.ts";
import { subscriptionProvider } from "./resources/AWS-SNS-Subscription.ts";
import { topicProvider } from "./resources/AWS-SNS-Topic.ts";
import { topicPolicyProvider } from "./resources/AWS-SNS-TopicPolicy.ts";
import { XML_NAMESPACE } from "./shared/constants.ts";
import type { SnsContext } from "./shared/context.ts";
import { createDeliveryStore } from "./shared/delivery-store.ts";
import { notAllowed, notSupportedHere } from "./shared/errors.ts";
import { nameInArn } from "./shared/topic.ts";
import { createTopicStore } from "./shared/topic-store.ts";
import { createSnsTopics } from "./sns-topics.ts";

export interface SnsDependencies extends PipelineDependencies {
  readonly database: Database;
  /** 32 bytes from which the key that seals the signing key is derived. */
  readonly masterKey: Buffer;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly endpoints: Pick<Endpoints, "base">;
  readonly messageQueues: MessageQueues;
  readonly functionEvents: FunctionEvents;
  readonly customerKeys: CustomerKeys;
  readonly mailbox: Mailbox;
  readonly timers?: Timers;
  /** Of messages; this cloud's own when left out. */
  readonly signer?: () => Promise<Signer>;
}

export interface SnsService {
  readonly http: ServedService;
  /** The links in messages, which nobody signs. */
  readonly links: ServedService;
  /** The certificate that signatures are checked with. */
  certificate(request: HttpRequest): Promise<HttpResponse>;
  readonly topics: SnsTopics;
  readonly resources: readonly ResourceProvider[];
  readonly deliveries: Pick<Dispatcher, "start" | "settled">;
  close(): Promise<void>;
}

/** Every operation needs a signature and a policy that lets the caller [SNS-1]. */
export function createSnsService(dependencies: SnsDependencies): SnsService {
  const { database, masterKey, endpoints } = dependencies;
  const timers = dependencies.timers ?? systemTimers;
  const signer = dependencies.signer ?? createSigner({ database, masterKey, base: endpoints.base });
  const sns: SnsContext = {
    ...dependencies,
    topics: createTopicStore(database),
    deliveries: createDeliveryStore(database, createSealer(masterKey, "sns/tokens")),
    wake: () => dispatcher.wake(),
  };
  const dispatcher = createDispatcher({
    ...dependencies,
    sns,
    timers,
    http: createHttpEndpoints(timers),
    signer,
  });
  return {
    http: served(sns, dependencies),
    links: serveLinks(sns, dependencies),
    certificate: (request) => showCertificate(signer, request),
    topics: createSnsTopics(sns, dependencies.authorization),
    resources: [topicProvider(sns), subscriptionProvider(sns), topicPolicyProvider(sns)],
    deliveries: dispatcher,
    close: () => dispatcher.close(),
  };
}

function served(sns: SnsContext, dependencies: PipelineDependencies): ServedService {
  const protocol = query({ xmlNamespace: XML_NAMESPACE, operations: snsOperations(sns), model: "sns" });
  return serve(
    {
      name: "sns",
      signingNames: ["sns"],
      body: QUERY_BODY_LIMIT,
      protocol: { ...protocol, errors: { ...protocol.errors, unsupported: notSupportedHere } },
      tagsOf: (arn) => {
        const name = nameInArn(arn, sns.scope);
        return name === undefined ? undefined : sns.topics.find(name)?.tags;
      },
      // SNS writes its own name in capitals.
      denied: (_call, { message }, { action }) =>
        notAllowed(message.replaceAll(action, action.replace(/^sns:/, "SNS:"))),
    },
    dependencies,
  );
}
