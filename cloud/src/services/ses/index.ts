/**
 * Amazon SES, versions 1 and 2: identities, and mail that goes to the mailbox of this cloud.
 *
 * **Gaps** Sending policies, receiving, DKIM, contacts and everything about reputation are refused
 * by name; of configuration sets names, event destinations and whether they may send count.
 *
 * **By design** The account stays in the sandbox: senders and recipients are verified. Whoever reads the
 * mail of an identity verifies it by the link in it; mail for a domain goes to its postmaster.
 *
 * **Client quirks** Both versions are signed for `ses`; the path tells them apart.
 */
import type { Clock } from "../../core/clock.ts";
import type { Endpoints } from "../../core/endpoints.ts";
import { AwsError } from "../../core/errors.ts";
import type { Mailbox } from "../../core/ports/mailbox.ts";
import type { Randomness } from "../../core/randomness.ts";
import type { Database } from "../../store/database.ts";
import {
  type AwsService,
  type PipelineDependencies,
  type ServedService,
  serve,
} from "../../wire/pipeline.ts";
import { query } from "../../wire/protocols/query.ts";
import { restJson, type UnknownMember } from "../../wire/protocols/rest-json.ts";
import { unsupportedBindings } from "../../wire/protocols/unsupported-bindings.ts";
import type { AddressHandler, ServiceInstance } from "../../wire/service-module.ts";
import { configurationSetProvider } from "./resources/AWS-SES-ConfigurationSet.ts";
import { eventDestinationProvider } from "./resources/AWS-SES-ConfigurationSetEventDestination.ts";
import { emailIdentityProvider } from "./resources/AWS-SES-EmailIdentity.ts";
import { templateProvider } from "./resources/AWS-SES-Template.ts";
import { configurationSetArn } from "./shared/configuration-set.ts";
import type { EventPorts, SesContext } from "./shared/context.ts";
import { identityArn } from "./shared/identity.ts";
import { createIdentityStore, SES_TABLES } from "./shared/identity-store.ts";
import { createNamedStore } from "./shared/named-store.ts";
import { createSentStore } from "./shared/sent-store.ts";
import { templateArn } from "./shared/template.ts";
import { v1Operations } from "./v1/index.ts";
import { v2Operations } from "./v2/index.ts";
import { confirm } from "./verification-page.ts";

export interface SesDependencies extends PipelineDependencies, EventPorts {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly endpoints: Pick<Endpoints, "base">;
  readonly mailbox: Mailbox;
}

export interface SesService extends ServiceInstance {
  readonly http: ServedService;
  readonly addresses: { readonly "ses-verification": AddressHandler<{ readonly token: string }> };
}

/** A message of ten megabytes as base64, escaped. */
const BODY_BYTES = 16 * 1_048_576;

export function createSesService(dependencies: SesDependencies): SesService {
  const { clock, database, endpoints, eventBuses, logger, mailbox, randomness, scope, snsTopics, trace } =
    dependencies;
  database.migrate("ses", SES_TABLES);
  const ses: SesContext = {
    identities: createIdentityStore(database),
    sent: createSentStore(database),
    configurationSets: createNamedStore(database, "ses_configuration_sets"),
    templates: createNamedStore(database, "ses_templates"),
    mailbox,
    snsTopics,
    eventBuses,
    transaction: (work) => database.transaction(work),
    endpoints,
    scope,
    clock,
    trace,
    logger,
    randomness,
  };
  return {
    http: inBothVersions(ses, dependencies),
    resources: [
      emailIdentityProvider(ses),
      configurationSetProvider(ses),
      eventDestinationProvider(ses),
      templateProvider(ses),
    ],
    addresses: { "ses-verification": (request, { token }) => confirm(ses, request, token) },
  };
}

/** Every operation of both needs a signature and a policy that lets the caller [SES-1]. */
function inBothVersions(ses: SesContext, dependencies: PipelineDependencies): ServedService {
  const common: Pick<AwsService, "signingNames" | "body" | "tagsOf"> = {
    signingNames: ["ses"],
    body: BODY_BYTES,
    tagsOf: (arn) => tagsAt(ses, arn),
  };
  const first = serve(
    {
      ...common,
      name: "ses",
      protocol: query({
        xmlNamespace: "http://ses.amazonaws.com/doc/2010-12-01/",
        operations: v1Operations(ses),
        model: "ses",
        bodyLimitBytes: BODY_BYTES,
      }),
      denied: (_call, { message }, { action, resource }) =>
        new AwsError("AccessDenied", inOlderWords(message, action, resource), 403),
    },
    dependencies,
  );
  const operations = v2Operations(ses);
  const second = serve(
    {
      ...common,
      name: "sesv2",
      protocol: restJson({
        operations,
        model: "sesv2",
        unsupported: () => unsupportedBindings("sesv2", operations),
        errors: { invalid: (message) => new AwsError("BadRequestException", message) },
        unknown: () => new AwsError("UnknownOperationException", "", 404),
        unknownMember,
      }),
    },
    dependencies,
  );
  return {
    ...first,
    operations: [...first.operations, ...second.operations],
    handle: (request) => (request.path.startsWith("/v2/") ? second : first).handle(request),
  };
}

/** WIRE-5: members that AWS has and this cloud does not honour; what AWS has not is dropped, as there. */
function unknownMember({ operation, name, value }: UnknownMember): AwsError | undefined {
  const isAsked = value !== undefined && value !== null && value !== "";
  if (!isAsked || operation.unsupportedMembers?.includes(name) !== true) return undefined;
  return new AwsError(
    "UnsupportedOperationException",
    `${name} of ${operation.name} is not supported by Portcullis. See docs/gaps.md.`,
  );
}

function tagsAt({ scope, identities, configurationSets, templates }: SesContext, arn: string) {
  const kinds = [
    [identityArn(scope, ""), identities],
    [configurationSetArn(scope, ""), configurationSets],
    [templateArn(scope, ""), templates],
  ] as const;
  const [prefix, store] = kinds.find(([start]) => arn.startsWith(start)) ?? [];
  return prefix === undefined ? undefined : store?.find(arn.slice(prefix.length))?.tags;
}

/** Version 1 has another sentence, in quotation marks of its own. */
function inOlderWords(message: string, action: string, resource: string): string {
  const who = /^User: (\S+) /.exec(message)?.[1] ?? "";
  return `User \`${who}' is not authorized to perform \`${action}' on resource \`${resource}'`;
}
