/**
 * Amazon Cognito user pools: the `cognito-idp` API, the sign-in domain, discovery and keys.
 *
 * **Gaps** Federation, SMS and e-mail MFA, SMS codes, passkeys, device tracking, threat protection and
 * user import are refused by name, at the setting or at the operation; see docs/gaps/cognito-admin.md.
 *
 * **By design** The issuer is this machine, never AWS. Passwords are kept as sealed SRP verifiers,
 * client secrets sealed, codes hashed. Every message goes to the mailbox of this machine.
 *
 * **Client quirks** Amplify needs a JSON body on every success and the `amz-sdk-*` headers in the
 * preflight. SDKs with credentials sign unsigned operations too: that is accepted.
 */
import type { Clock } from "../../core/clock.ts";
import type { Endpoints } from "../../core/endpoints.ts";
import type { FunctionInvoker } from "../../core/ports/function-invoker.ts";
import type { MailRelay } from "../../core/ports/mail-relay.ts";
import type { Mailbox } from "../../core/ports/mailbox.ts";
import type { OwnSignIns } from "../../core/ports/own-sign-ins.ts";
import type { ResourceProvider } from "../../core/ports/resource-provider.ts";
import type { TokenVerifier } from "../../core/ports/token-verifier.ts";
import type { Randomness } from "../../core/randomness.ts";
import type { Database } from "../../store/database.ts";
import { createSealer } from "../../store/sealing.ts";
import type { AnyOperation, CallContext } from "../../wire/operation.ts";
import { type PipelineDependencies, type ServedService, serve } from "../../wire/pipeline.ts";
import { AWS_JSON_BODY_LIMIT, awsJson } from "../../wire/protocols/aws-json.ts";
import { type Administration, createAdministration } from "./api/administration.ts";
import { withCors } from "./api/cors.ts";
import { type Auth, createAuth } from "./api/create-auth.ts";
import { createOneTimeCodes } from "./domain/codes/one-time-codes.ts";
import type { Messenger } from "./domain/messages/messenger.ts";
import { createMessenger } from "./domain/messages/pool-messenger.ts";
import { createSqliteMailbox } from "./domain/messages/sqlite-mailbox.ts";
import type { UserPool } from "./domain/pools/pool.ts";
import { type CognitoStores, createCognitoStores } from "./domain/stores.ts";
import { type CausingRequest, createCausingRequest } from "./domain/triggers/causing-request.ts";
import { createTriggers } from "./domain/triggers/lambda-triggers.ts";
import type { Triggers } from "./domain/triggers/triggers.ts";
import { createDiscovery, createHostedAuth, type Discovery, type HostedAuth } from "./hosted/index.ts";
import { cognitoResources } from "./resources/index.ts";
import { SIGNING_NAME, TARGET_PREFIX } from "./shared/constants.ts";

export interface CognitoDependencies extends PipelineDependencies {
  readonly database: Database;
  /** 32 bytes of the key file. */
  readonly masterKey: Buffer;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly endpoints: Endpoints;
  /** Runs the triggers. */
  readonly functionInvoker: FunctionInvoker;
  /** Sign-ins for the cloud's own page. */
  readonly ownSignIns?: OwnSignIns;
  /** Where messages go; a durable mailbox in `database` unless given. */
  readonly mailbox?: Mailbox;
  /** Takes e-mails on to a mail server. */
  readonly mailRelay?: MailRelay | undefined;
}

export interface CognitoService {
  /** The user-pool API. */
  readonly http: ServedService;
  readonly hosted: HostedAuth;
  readonly discovery: Discovery;
  readonly resources: readonly ResourceProvider[];
  /** What API Gateway's authorizer asks. */
  readonly tokenVerifier: TokenVerifier;
  readonly mailbox: Mailbox;
  readonly stores: CognitoStores;
  close(): Promise<void>;
}

export function createCognitoService(dependencies: CognitoDependencies): CognitoService {
  const { database, masterKey, logger } = dependencies;
  const stores = createCognitoStores(database, masterKey, (id) => auth.keys.remove(id));
  const mailbox =
    dependencies.mailbox ??
    createSqliteMailbox(database, createSealer(masterKey, "cognito/mailbox"), dependencies.mailRelay);
  const causingRequest = createCausingRequest();
  const triggers = createTriggers({ ...dependencies, causingRequest });
  const messenger = createMessenger({ ...dependencies, triggers, mailbox });
  const auth: Auth = createAuth({ ...dependencies, stores, triggers, messenger });
  const administration = administer(dependencies, { stores, triggers, messenger, auth });
  return {
    http: serveApi(
      { ...dependencies, causingRequest },
      { stores, operations: [...administration.operations, ...auth.operations] },
    ),
    hosted: createHostedAuth({
      ...dependencies,
      ...stores,
      ...auth,
      causingRequest,
      sealer: createSealer(masterKey, "cognito/hosted"),
      logger,
    }),
    discovery: createDiscovery({ ...dependencies, ...stores, keys: auth.keys }),
    resources: cognitoResources({ ...administration, endpoints: dependencies.endpoints }),
    tokenVerifier: auth.tokenVerifier,
    mailbox,
    stores,
    close: () => auth.close(),
  };
}

interface Parts {
  readonly stores: CognitoStores;
  readonly triggers: Triggers;
  readonly messenger: Messenger;
  readonly auth: Auth;
}

function administer(dependencies: CognitoDependencies, parts: Parts): Administration {
  const { auth, ...rest } = parts;
  return createAdministration({
    ...dependencies,
    ...rest,
    passwords: auth.passwords,
    codes: createOneTimeCodes(dependencies),
    onPoolCreated: (id) => {
      // The keys of a pool take a moment to make: nobody's first sign-in should wait for them.
      auth.keys.forPool(id).catch((error: unknown) => {
        dependencies.logger.warn({ err: error, userPoolId: id }, "Signing keys could not be made yet.");
      });
    },
  });
}

function serveApi(
  { causingRequest, ...dependencies }: CognitoDependencies & { readonly causingRequest: CausingRequest },
  { stores, operations }: { readonly stores: CognitoStores; readonly operations: readonly AnyOperation[] },
): ServedService {
  const api = serve(
    {
      name: "cognito-idp",
      signingNames: [SIGNING_NAME],
      body: AWS_JSON_BODY_LIMIT,
      tagsOf: (arn) => {
        const pool = stores.pools.find(arn.slice(arn.lastIndexOf("/") + 1));
        return pool?.arn === arn ? pool.tags : undefined;
      },
      protocol: awsJson({
        targetPrefix: TARGET_PREFIX,
        version: "1.1",
        operations: operations.map((operation) => causingTriggers(operation, { causingRequest, stores })),
        model: "cognito-idp",
      }),
    },
    dependencies,
  );
  return { ...api, ...withCors(api) };
}

/**
 * Triggers run for the request behind the operation [TRACE-6]. What is known to run none, since its pool has
 * none, is spared what it costs to know that throughout all that it waits for.
 */
function causingTriggers(
  operation: AnyOperation,
  { causingRequest, stores }: { readonly causingRequest: CausingRequest; readonly stores: CognitoStores },
): AnyOperation {
  const run = (input: PoolNames, context: CallContext) => {
    const work = () => operation.run(input as never, context);
    const pool = poolOf(stores, input);
    if (pool !== undefined && Object.keys(pool.lambdaTriggers).length === 0) return work();
    return causingRequest.during(context.requestId, async () => work());
  };
  return { ...operation, run } as AnyOperation;
}

interface PoolNames {
  readonly UserPoolId?: string;
  readonly ClientId?: string;
}

/** The pool that an input names; one named by a token or session alone is not looked for. */
function poolOf({ pools, clients }: CognitoStores, input: PoolNames): UserPool | undefined {
  const id = input.UserPoolId ?? (input.ClientId && clients.find(input.ClientId)?.userPoolId);
  return id ? pools.find(id) : undefined;
}
