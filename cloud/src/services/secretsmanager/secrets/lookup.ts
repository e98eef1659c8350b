import { parseArn, type Scope } from "../../../core/arns.ts";
import type { SecretsContext } from "./context.ts";
import { invalidRequest, markedForDeletion, secretNotFound, valueNotFound } from "./errors.ts";
import { CURRENT, type Secret, type SecretVersion, SUFFIX_LENGTH, secretArn } from "./secret.ts";

/**
 * SECRET-3: the secret that a name, an ARN or an ARN without its six last characters means; an ARN of
 * another account or region means none here. What was to be deleted by now is gone.
 */
export function findSecret(context: SecretsContext, id: string): Secret | undefined {
  const found = named(context, id);
  if (found?.deletion === undefined || context.clock.now() < found.deletion.at) return found;
  context.secrets.delete(found.name);
  return undefined;
}

function named({ secrets, scope }: SecretsContext, id: string): Secret | undefined {
  const byName = secrets.find(id);
  if (byName !== undefined || parseArn(id) === undefined) return byName;
  const prefix = secretArn(scope, "", "").slice(0, -1);
  if (!id.startsWith(prefix)) return undefined;
  const rest = id.slice(prefix.length);
  const whole = secrets.find(rest.slice(0, -(SUFFIX_LENGTH + 1)));
  if (whole?.arn === id) return whole;
  return secrets.find(rest);
}

/** @throws AwsError ResourceNotFoundException */
export function requireSecret(context: SecretsContext, id: string): Secret {
  const secret = findSecret(context, id);
  if (secret === undefined) throw secretNotFound();
  return secret;
}

/** SECRET-4 @throws AwsError ResourceNotFoundException, InvalidRequestException for one that is to be deleted */
export function requireUsable(context: SecretsContext, id: string): Secret {
  const secret = requireSecret(context, id);
  if (secret.deletion !== undefined) throw markedForDeletion();
  return secret;
}

/** Stands for the characters that AWS puts behind the name of a secret that is not there. */
const NO_SUFFIX = "A".repeat(SUFFIX_LENGTH);

/** The ARN on which policies judge a call that names `id`. */
export function judgedArn(context: SecretsContext, id: string): string {
  const found = findSecret(context, id);
  if (found !== undefined) return found.arn;
  return parseArn(id) === undefined ? newSecretArn(context.scope, id) : id;
}

/** The ARN on which policies judge who makes a secret, before its last characters are known. */
export function newSecretArn(scope: Scope, name: string): string {
  return secretArn(scope, name, NO_SUFFIX);
}

/**
 * The version of an id or a stage, the current one when neither is given.
 * @throws AwsError ResourceNotFoundException, InvalidRequestException when the two disagree
 */
export function versionOf(
  { versions }: Secret,
  { id, stage }: { readonly id: string | undefined; readonly stage: string | undefined },
): SecretVersion {
  if (id === undefined) {
    const wanted = stage ?? CURRENT;
    const staged = versions.find(({ stages }) => stages.includes(wanted));
    if (staged === undefined) throw valueNotFound(`staging label: ${wanted}`);
    return staged;
  }
  const version = versions.find((one) => one.id === id);
  if (version === undefined) throw valueNotFound(`VersionId: ${id}`);
  if (stage !== undefined && !version.stages.includes(stage)) {
    throw invalidRequest("You provided a VersionStage that is not associated to the provided VersionId.");
  }
  return version;
}
