import type {
  Properties,
  ProvisionedResource,
  ResourceContext,
  ResourceProvider,
} from "../../../core/ports/resource-provider.ts";
import type { Shape } from "../../../wire/constraints.ts";
import { invalidParameter, unsupportedSetting } from "../errors.ts";
import type { CreateUserPoolInput, SchemaAttributeInput } from "../pools/input.ts";
import { type MfaSettings, parseMfaConfig } from "../pools/mfa.ts";
import type { UserPool } from "../pools/pool.ts";
import { CREATION_ONLY, POOL_NAME, POOL_SETTINGS } from "../pools/shape.ts";
import { apiInput, propertySchema } from "./coerce.ts";
import type { ResourceDependencies } from "./dependencies.ts";

const {
  DeviceConfiguration: _devices,
  KeyConfiguration: _keys,
  IssuerConfiguration: _issuer,
  ...SETTINGS
} = POOL_SETTINGS;

const SHAPE: Shape = {
  UserPoolName: POOL_NAME,
  ...SETTINGS,
  ...CREATION_ONLY,
  EnabledMfas: { type: "list", items: { type: "string" } },
};

/** Said once at creation; the rest of a pool can change. */
const FIXED = ["AliasAttributes", "UsernameAttributes", "UsernameConfiguration"];
const MAX_NAME = 128;

interface PoolProperties extends Omit<CreateUserPoolInput, "PoolName"> {
  readonly UserPoolName?: string;
  readonly EnabledMfas?: readonly string[];
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html */
export function userPoolResource(dependencies: ResourceDependencies): ResourceProvider {
  const { pools, stores } = dependencies;
  return {
    type: "AWS::Cognito::UserPool",
    properties: propertySchema(SHAPE),
    required: [],
    replaceOn: [],
    create: async (context, properties) => {
      const input = toInput(context, properties);
      return context.commit(() => provisioned(dependencies, pools.create(input, mfaSettings(properties))));
    },
    update: async (context, id, before, after) => {
      assertFixedProperties(before, after);
      const input = toInput(context, after);
      const added = addedAttributes(before, after);
      const updated = pools.update({ ...input, UserPoolId: id }, mfaSettings(after));
      if (added.length > 0) pools.addCustomAttributes(id, added);
      return provisioned(dependencies, updated);
    },
    delete: async (_context, id) => {
      if (stores.pools.find(id) !== undefined) pools.delete(id);
    },
  };
}

function provisioned({ endpoints }: ResourceDependencies, pool: UserPool): ProvisionedResource {
  const issuer = endpoints.issuer(pool.id);
  return {
    physicalId: pool.id,
    attributes: {
      Arn: pool.arn,
      ProviderName: issuer.replace(/^https?:\/\//, ""),
      ProviderURL: issuer,
      UserPoolId: pool.id,
    },
  };
}

function toInput(context: ResourceContext, properties: Properties): CreateUserPoolInput {
  const { UserPoolName, EnabledMfas: _mfas, ...settings } = apiInput<PoolProperties>(SHAPE, properties);
  return {
    ...settings,
    PoolName: UserPoolName ?? context.generateName({ maxLength: MAX_NAME }),
    UserPoolTags: { ...context.tags, ...settings.UserPoolTags },
  };
}

/** EnabledMfas exists in templates only: the API names factors in SetUserPoolMfaConfig. */
function mfaSettings(properties: Properties): MfaSettings | undefined {
  const { EnabledMfas, MfaConfiguration } = apiInput<PoolProperties>(SHAPE, properties);
  if (EnabledMfas === undefined || EnabledMfas.length === 0) return undefined;
  const other = EnabledMfas.find((factor) => factor !== "SOFTWARE_TOKEN_MFA");
  if (other !== undefined) throw unsupportedSetting(`EnabledMfas ${other}`);
  return parseMfaConfig(
    { mfa: "OFF", softwareTokenMfa: false },
    { MfaConfiguration: MfaConfiguration ?? "OFF", SoftwareTokenMfaConfiguration: { Enabled: true } },
  );
}

// COG-60
function assertFixedProperties(before: Properties, after: Properties): void {
  for (const name of FIXED) {
    if (JSON.stringify(before[name]) !== JSON.stringify(after[name])) {
      throw invalidParameter(`Updates are not allowed for property - ${name}.`);
    }
  }
}

/** Attributes can be added to a schema and never changed or taken away. */
function addedAttributes(before: Properties, after: Properties): readonly SchemaAttributeInput[] {
  const schemaOf = (properties: Properties): readonly SchemaAttributeInput[] =>
    apiInput<PoolProperties>(SHAPE, properties).Schema ?? [];
  const former = schemaOf(before).map((attribute) => JSON.stringify(attribute));
  const kept = new Set(schemaOf(after).map((attribute) => JSON.stringify(attribute)));
  if (!former.every((attribute) => kept.has(attribute))) {
    throw invalidParameter("Existing schema attributes cannot be modified or deleted.");
  }
  return schemaOf(after).filter((attribute) => !former.includes(JSON.stringify(attribute)));
}
