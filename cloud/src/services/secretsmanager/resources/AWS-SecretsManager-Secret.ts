import type {
  Properties,
  ProvisionedResource,
  ResourceContext,
  ResourceProvider,
} from "../../../core/ports/resource-provider.ts";
import {
  flagProperty,
  givenTags,
  mapProperty,
  numberProperty,
  requiredTextProperty,
  tagsProperty,
  textProperty,
} from "../../../core/properties/property-values.ts";
import type { SecretsContext } from "../secrets/context.ts";
import { DEFAULT_KEY } from "../secrets/encryption.ts";
import { invalidParameter } from "../secrets/errors.ts";
import { requireSecret } from "../secrets/lookup.ts";
import { addVersion, changeKey, createSecret } from "../secrets/manager.ts";
import { randomPassword } from "../secrets/password.ts";
import { CURRENT, type Secret, type SecretValue } from "../secrets/secret.ts";

const MAX_NAME_LENGTH = 505;
const FLAGS = [
  "ExcludeLowercase",
  "ExcludeNumbers",
  "ExcludePunctuation",
  "ExcludeUppercase",
  "IncludeSpace",
  "RequireEachIncludedType",
] as const;

/**
 * A generated value is made once: an update makes another only when what it is made by changes.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html
 */
export function secretProvider(context: SecretsContext): ResourceProvider {
  return {
    type: "AWS::SecretsManager::Secret",
    properties: {
      Description: true,
      KmsKeyId: true,
      GenerateSecretString: {
        ...Object.fromEntries(FLAGS.map((name) => [name, true] as const)),
        ExcludeCharacters: true,
        GenerateStringKey: true,
        PasswordLength: true,
        SecretStringTemplate: true,
      },
      Name: true,
      SecretString: true,
      Tags: { Key: true, Value: true },
    },
    required: [],
    replaceOn: ["Name"],
    calls: (stack, change) => {
      if (change.kind === "delete") {
        return [{ operation: "DeleteSecret", input: { SecretId: change.physicalId } }];
      }
      const properties = change.kind === "create" ? change.properties : change.after;
      const Tags = Object.entries(givenTags(stack.tags, properties)).map(([Key, Value]) => ({ Key, Value }));
      const keyId = textProperty(properties, "KmsKeyId");
      const key = keyId === undefined ? {} : { KmsKeyId: keyId };
      const generates = mapProperty(properties, "GenerateSecretString") !== undefined;
      const generating = generates ? [{ operation: "GetRandomPassword", input: {} }] : [];
      if (change.kind === "create") {
        return [
          { operation: "CreateSecret", input: { Name: nameOf(stack, properties), Tags, ...key } },
          ...generating,
        ];
      }
      const SecretId = change.physicalId;
      return [
        { operation: "UpdateSecret", input: { SecretId, ...key } },
        ...generating,
        ...(Tags.length === 0 ? [] : [{ operation: "TagResource", input: { SecretId, Tags } }]),
      ];
    },
    create: async (stack, properties) => {
      const value = secretValueOf(context, properties);
      return stack.commit(() => {
        const { secret } = createSecret(context, {
          name: nameOf(stack, properties),
          description: textProperty(properties, "Description"),
          tags: { ...stack.tags, ...tagsProperty(properties) },
          value,
          keyId: textProperty(properties, "KmsKeyId"),
          token: undefined,
          caller: stack.caller,
        });
        return provisioned(secret);
      });
    },
    update: async (stack, arn, before, after) => {
      const secret = requireSecret(context, arn);
      const keyId = textProperty(after, "KmsKeyId") ?? DEFAULT_KEY;
      const { caller } = stack;
      const isKeyed = keyId !== (secret.keyId ?? DEFAULT_KEY);
      const changed: Secret = {
        ...(isKeyed ? changeKey(context, secret, { caller, keyId }) : secret),
        description: textProperty(after, "Description"),
        tags: { ...stack.tags, ...tagsProperty(after) },
      };
      const value = isSame(before, after) ? undefined : secretValueOf(context, after);
      if (value === undefined) context.secrets.save(changed);
      else addVersion(context, changed, { value, token: undefined, stages: [CURRENT], caller });
      return provisioned(secret);
    },
    // As on AWS, nothing is left to be restored: a stack that comes again has the name.
    delete: async (_stack, arn) => {
      const known = context.secrets.list().find((secret) => secret.arn === arn);
      if (known !== undefined) context.secrets.delete(known.name);
    },
  };
}

function provisioned({ arn }: Secret): ProvisionedResource {
  return { physicalId: arn, attributes: { Id: arn } };
}

function nameOf(stack: ResourceContext, properties: Properties): string {
  return textProperty(properties, "Name") ?? stack.generateName({ maxLength: MAX_NAME_LENGTH });
}

/** Whether what a value is made by is what it was. */
function isSame(before: Properties, after: Properties): boolean {
  return ["SecretString", "GenerateSecretString"].every(
    (name) => JSON.stringify(before[name]) === JSON.stringify(after[name]),
  );
}

function secretValueOf(context: SecretsContext, properties: Properties): SecretValue | undefined {
  const text = textProperty(properties, "SecretString");
  const generated = mapProperty(properties, "GenerateSecretString");
  if (text !== undefined && generated !== undefined) {
    throw invalidParameter("You can't use both SecretString and GenerateSecretString.");
  }
  if (generated === undefined) return text === undefined ? undefined : { text };
  return { text: generatedText(context, generated) };
}

/** A password, or the JSON of the template with it under the key. */
function generatedText(context: SecretsContext, generated: Properties): string {
  const flags = Object.fromEntries(
    FLAGS.flatMap((name) => {
      const flag = flagProperty(generated, name);
      return flag === undefined ? [] : [[name, flag] as const];
    }),
  );
  const length = numberProperty(generated, "PasswordLength");
  const password = randomPassword(context.randomness, {
    ...flags,
    ...(length === undefined ? {} : { PasswordLength: length }),
    ExcludeCharacters: textProperty(generated, "ExcludeCharacters") ?? "",
  });
  const template = textProperty(generated, "SecretStringTemplate");
  const key = textProperty(generated, "GenerateStringKey");
  if (template === undefined && key === undefined) return password;
  if (template === undefined || key === undefined) {
    throw invalidParameter("SecretStringTemplate and GenerateStringKey are given together or not at all.");
  }
  return JSON.stringify({
    ...objectOf(requiredTextProperty(generated, "SecretStringTemplate")),
    [key]: password,
  });
}

function objectOf(text: string): object {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return parsed;
  } catch {
    // Told below, as any other text that is no object.
  }
  throw invalidParameter("SecretStringTemplate must be a JSON object.");
}
