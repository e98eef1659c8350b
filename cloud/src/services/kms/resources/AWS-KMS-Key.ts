import { regionalArn } from "../../../core/arns.ts";
import { unsupported } from "../../../core/errors.ts";
import type { Question } from "../../../core/ports/authorization.ts";
import type {
  ApiCall,
  Properties,
  ProvisionedResource,
  ResourceContext,
  ResourceProvider,
} from "../../../core/ports/resource-provider.ts";
import {
  flagProperty,
  givenTags,
  numberProperty,
  tagChanges,
  tagsProperty,
  textProperty,
} from "../../../core/properties/property-values.ts";
import type { CreateKeyRequest } from "../../../wire/models/generated/kms.types.ts";
import { newKey } from "../keys/create.ts";
import { scheduleDeletion } from "../keys/deletion.ts";
import { findKey, requireKey } from "../keys/lookup.ts";
import { newMaterial } from "../keys/material.ts";
import { assertNotPending } from "../keys/states.ts";
import { defaultPolicy } from "../policies/default-policy.ts";
import { assertNoLockout } from "../policies/lockout.ts";
import { assertKeyPolicy } from "../policies/policy-document.ts";
import type { KmsContext } from "../shared/context.ts";
import { validation } from "../shared/errors.ts";
import { type Key, keyArn, SYMMETRIC } from "../shared/key.ts";

const DEFAULT_WINDOW_DAYS = 30;
const DEFAULT_ROTATION_DAYS = 365;

/**
 * A key that leaves its stack is deleted after its window, as on AWS: what it encrypted can be opened
 * until then.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html
 */
export function keyProvider(kms: KmsContext): ResourceProvider {
  const { scope } = kms;
  const provisioned = ({ id }: Key): ProvisionedResource => ({
    physicalId: id,
    attributes: { Arn: keyArn(scope, id), KeyId: id },
  });
  return {
    type: "AWS::KMS::Key",
    properties: {
      BypassPolicyLockoutSafetyCheck: true,
      Description: true,
      EnableKeyRotation: true,
      Enabled: true,
      KeyPolicy: true,
      KeySpec: true,
      KeyUsage: true,
      MultiRegion: true,
      Origin: true,
      PendingWindowInDays: true,
      RotationPeriodInDays: true,
      Tags: { Key: true, Value: true },
    },
    required: [],
    replaceOn: ["KeySpec", "KeyUsage", "MultiRegion", "Origin"],
    calls: (context, change) => {
      if (change.kind === "create") return creationCalls(kms, context, change.properties);
      const input = { KeyId: change.physicalId };
      if (change.kind === "delete") return [{ operation: "ScheduleKeyDeletion", input }];
      return updateCalls(kms, context, change);
    },
    create: async (context, properties) => {
      const key = newKey(kms, context.caller, requestOf(kms, properties));
      assertRotatableByTemplate(key, properties);
      const material = await newMaterial(kms, key.spec);
      return context.commit(() => {
        const tags = tagsOf(context, properties);
        kms.keys.create({ ...key, ...settingsOf(kms, properties), tags }, material);
        return provisioned(key);
      });
    },
    update: async (context, id, before, after) => {
      const key = requireKey(kms, id);
      assertNotPending(kms, key);
      assertRotatableByTemplate(key, after);
      const changes = changedParts(before, after);
      const policy = changes.policy ? policyOf(kms, after) : key.policy;
      if (policy !== key.policy) {
        assertKeyPolicy(kms, policy);
        if (flagProperty(after, "BypassPolicyLockoutSafetyCheck") !== true) {
          assertNoLockout(kms, context.caller, { arn: keyArn(scope, id), policy, kind: key });
        }
      }
      const { state, rotation } = settingsOf(kms, after, key);
      kms.keys.save({
        ...key,
        policy,
        state: changes.state ? state : key.state,
        rotation: changes.rotation ? rotation : key.rotation,
        description: changes.description ? (textProperty(after, "Description") ?? "") : key.description,
        tags: tagsOf(context, after),
      });
      return provisioned(key);
    },
    delete: async (_context, id, properties) => {
      const key = findKey(kms, id);
      if (key === undefined || key.state === "PendingDeletion") return;
      scheduleDeletion(kms, key, numberProperty(properties, "PendingWindowInDays") ?? DEFAULT_WINDOW_DAYS);
    },
  };
}

/** @throws AwsError ValidationException */
function assertRotatableByTemplate({ spec }: Key, properties: Properties): void {
  if (spec !== SYMMETRIC.spec && flagProperty(properties, "EnableKeyRotation") === true) {
    throw validation("You cannot set the EnableKeyRotation property to true on asymmetric keys.");
  }
}

interface Update {
  readonly physicalId: string;
  readonly before: Properties;
  readonly after: Properties;
}

/**
 * KMS-14: what an update of the stack changes of the key. What it does not, stays as somebody set it
 * meanwhile: nobody was asked whether a disabled key may be enabled or an earlier policy may come back.
 */
function changedParts(before: Properties, after: Properties) {
  const differs = (name: string): boolean => JSON.stringify(before[name]) !== JSON.stringify(after[name]);
  return {
    policy: differs("KeyPolicy"),
    description: differs("Description"),
    state: differs("Enabled"),
    rotation: differs("EnableKeyRotation") || differs("RotationPeriodInDays"),
  };
}

/** The key is not there yet: what it is to be decides about what follows its creation. */
function creationCalls(
  kms: KmsContext,
  context: ResourceContext,
  properties: Properties,
): readonly (ApiCall | Question)[] {
  const tags = givenTags(context.tags, properties);
  const Tags = Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
  const onNewKey = (action: string): Question => ({
    action,
    resource: regionalArn(kms.scope, "kms", "key/*"),
    trust: true,
    resourcePolicy: policyOf(kms, properties),
  });
  const settings = settingsOf(kms, properties);
  return [
    { operation: "CreateKey", input: { ...requestOf(kms, properties), Tags } },
    ...(settings.rotation === undefined ? [] : [onNewKey("kms:EnableKeyRotation")]),
    ...(settings.state === "Enabled" ? [] : [onNewKey("kms:DisableKey")]),
  ];
}

function updateCalls(
  kms: KmsContext,
  context: ResourceContext,
  { physicalId: KeyId, before, after }: Update,
): readonly ApiCall[] {
  const changes = changedParts(before, after);
  const isRotated = flagProperty(after, "EnableKeyRotation") === true;
  const isEnabled = flagProperty(after, "Enabled") !== false;
  const { tags, keys } = tagChanges(findKey(kms, KeyId)?.tags ?? {}, givenTags(context.tags, after));
  const call = (operation: string, input: object = {}): ApiCall => ({
    operation,
    input: { KeyId, ...input },
  });
  const Tags = Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
  const BypassPolicyLockoutSafetyCheck = flagProperty(after, "BypassPolicyLockoutSafetyCheck") ?? false;
  return [
    ...(changes.policy ? [call("PutKeyPolicy", { BypassPolicyLockoutSafetyCheck })] : []),
    ...(changes.description ? [call("UpdateKeyDescription")] : []),
    ...(changes.state ? [call(isEnabled ? "EnableKey" : "DisableKey")] : []),
    ...(changes.rotation ? [call(isRotated ? "EnableKeyRotation" : "DisableKeyRotation")] : []),
    ...(Tags.length === 0 ? [] : [call("TagResource", { Tags })]),
    ...(keys.length === 0 ? [] : [call("UntagResource", { TagKeys: keys })]),
  ];
}

function policyOf({ scope }: KmsContext, properties: Properties): string {
  const given = properties["KeyPolicy"];
  if (given === undefined || given === null) return defaultPolicy(scope);
  return typeof given === "string" ? given : JSON.stringify(given);
}

function requestOf(kms: KmsContext, properties: Properties): CreateKeyRequest {
  if (flagProperty(properties, "MultiRegion") === true) throw unsupported("MultiRegion of AWS::KMS::Key");
  const description = textProperty(properties, "Description");
  const bypass = flagProperty(properties, "BypassPolicyLockoutSafetyCheck");
  const texts = Object.fromEntries(
    ["KeySpec", "KeyUsage", "Origin"].flatMap((name) => {
      const text = textProperty(properties, name);
      return text === undefined ? [] : [[name, text] as const];
    }),
  );
  const hasPolicy = properties["KeyPolicy"] !== undefined && properties["KeyPolicy"] !== null;
  return {
    ...(hasPolicy ? { Policy: policyOf(kms, properties) } : {}),
    ...(description === undefined ? {} : { Description: description }),
    ...(bypass === undefined ? {} : { BypassPolicyLockoutSafetyCheck: bypass }),
    ...texts,
  };
}

function settingsOf(
  { clock }: KmsContext,
  properties: Properties,
  known?: Key,
): Pick<Key, "state" | "rotation"> {
  const periodDays = numberProperty(properties, "RotationPeriodInDays") ?? DEFAULT_ROTATION_DAYS;
  return {
    state: flagProperty(properties, "Enabled") === false ? "Disabled" : "Enabled",
    rotation:
      flagProperty(properties, "EnableKeyRotation") === true
        ? { periodDays, since: known?.rotation?.since ?? clock.now() }
        : undefined,
  };
}

function tagsOf(context: ResourceContext, properties: Properties): Record<string, string> {
  return { ...context.tags, ...tagsProperty(properties) };
}
