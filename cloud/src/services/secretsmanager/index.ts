/**
 * AWS Secrets Manager: secrets with versions and stages.
 *
 * **Gaps** Rotation, replication, resource policies and moving of stages are refused by name.
 *
 * **By design** A secret that is to be deleted is gone when somebody asks for it after its time.
 *
 * **Client quirks** A secret is named by its name, its ARN, or the ARN without its last six characters.
 */
import type { Clock } from "../../core/clock.ts";
import type { CustomerKeys } from "../../core/ports/customer-keys.ts";
import type { ResourceProvider } from "../../core/ports/resource-provider.ts";
import type { SecretReader } from "../../core/ports/secret-reader.ts";
import type { Randomness } from "../../core/randomness.ts";
import type { Database } from "../../store/database.ts";
import { createSealer } from "../../store/sealing.ts";
import { type PipelineDependencies, type ServedService, serve } from "../../wire/pipeline.ts";
import { AWS_JSON_BODY_LIMIT, awsJson } from "../../wire/protocols/aws-json.ts";
import { BatchGetSecretValue } from "./operations/BatchGetSecretValue.ts";
import { CreateSecret } from "./operations/CreateSecret.ts";
import { DeleteSecret } from "./operations/DeleteSecret.ts";
import { DescribeSecret } from "./operations/DescribeSecret.ts";
import { GetRandomPassword } from "./operations/GetRandomPassword.ts";
import { GetSecretValue } from "./operations/GetSecretValue.ts";
import { ListSecrets } from "./operations/ListSecrets.ts";
import { ListSecretVersionIds } from "./operations/ListSecretVersionIds.ts";
import { PutSecretValue } from "./operations/PutSecretValue.ts";
import { RestoreSecret } from "./operations/RestoreSecret.ts";
import { TagResource } from "./operations/TagResource.ts";
import { UntagResource } from "./operations/UntagResource.ts";
import { UpdateSecret } from "./operations/UpdateSecret.ts";
import { secretProvider } from "./resources/AWS-SecretsManager-Secret.ts";
import type { SecretsContext } from "./secrets/context.ts";
import { findSecret } from "./secrets/lookup.ts";
import { createSecretReader } from "./secrets/reader.ts";
import { createSecretStore } from "./secrets/store.ts";

export interface SecretsManagerDependencies extends PipelineDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly customerKeys: CustomerKeys;
  /** 32 bytes from which the key of the values is derived. */
  readonly masterKey: Buffer;
}

export interface SecretsManagerPorts {
  readonly secretReader: SecretReader;
}

export interface SecretsManagerService {
  readonly http: ServedService;
  readonly resources: readonly ResourceProvider[];
  readonly ports: SecretsManagerPorts;
}

/** Every operation needs a signature and a policy that lets the caller [SECRET-1]. */
export function createSecretsManagerService(dependencies: SecretsManagerDependencies): SecretsManagerService {
  const { clock, customerKeys, database, masterKey, randomness, scope } = dependencies;
  const secrets = createSecretStore(database, createSealer(masterKey, "secretsmanager/values"));
  const context: SecretsContext = { secrets, customerKeys, scope, clock, randomness };
  const http = serve(
    {
      name: "secretsmanager",
      signingNames: ["secretsmanager"],
      body: AWS_JSON_BODY_LIMIT,
      tagsOf: (arn) => findSecret(context, arn)?.tags,
      protocol: awsJson({
        targetPrefix: "secretsmanager",
        version: "1.1",
        invalid: "ValidationException",
        messageMember: "Message",
        operations: [
          BatchGetSecretValue(context),
          CreateSecret(context),
          DeleteSecret(context),
          DescribeSecret(context),
          GetRandomPassword(context),
          GetSecretValue(context),
          ListSecretVersionIds(context),
          ListSecrets(context),
          PutSecretValue(context),
          RestoreSecret(context),
          TagResource(context),
          UntagResource(context),
          UpdateSecret(context),
        ],
        model: "secretsmanager",
      }),
    },
    dependencies,
  );
  return {
    http,
    resources: [secretProvider(context)],
    ports: { secretReader: createSecretReader(context) },
  };
}
