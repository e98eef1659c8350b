import { isDeepStrictEqual } from "node:util";
import type {
  Properties,
  ProvisionedResource,
  ResourceContext,
  ResourceProvider,
} from "../../../core/ports/resource-provider.ts";
import { givenTags } from "../../../core/properties/property-values.ts";
import type { CreateUserPoolInput, SchemaAttributeInput } from "../domain/pools/input.ts";
import { type MfaSettings, parseMfaConfig } from "../domain/pools/mfa.ts";
import type { SchemaAttribute, UserPool } from "../domain/pools/pool.ts";
import { buildSchema } from "../domain/pools/schema.ts";
import { invalidParameter, unsupportedSetting, untypedAttribute } from "../shared/errors.ts";
import { apiInput, propertySchema } from "./coerce.ts";
import type { ResourceDependencies } from "./dependencies.ts";
import { modelShape } from "./model-shape.ts";

const SHAPE = modelShape("CreateUserPool", {
  without: [
    "AcrConfiguration",
    "DcrConfiguration",
    "DeviceConfiguration",
    "IssuerConfiguration",
    "KeyConfiguration",
    "LambdaConfig.CustomEmailSender",
    "LambdaConfig.CustomSMSSender",
    "LambdaConfig.InboundFederation",
    "LambdaConfig.KMSKeyID",
    "LambdaConfig.UserMigration",
    "UserPoolAddOns.AdvancedSecurityAdditionalFlows",
  ],
  optional: ["PoolName"],
  renamed: { PoolName: "UserPoolName" },
  further: { EnabledMfas: { type: "list", items: { type: "string" } } },
});

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
    get properties() {
      return propertySchema(SHAPE());
    },
    required: [],
    replaceOn: [],
    calls: (context, change) => {
      if (change.kind === "delete") {
        return [{ operation: "DeleteUserPool", input: { UserPoolId: change.physicalId } }];
      }
      const properties = change.kind === "create" ? change.properties : change.after;
      const UserPoolId = change.kind === "create" ? "*" : change.physicalId;
      const { SmsConfiguration, UserPoolTags } = apiInput<PoolProperties>(SHAPE(), properties);
      const input = {
        UserPoolId,
        SmsConfiguration,
        UserPoolTags: { ...givenTags(context.tags, {}), ...UserPoolTags },
      };
      const addsAttributes =
        change.kind === "update" && !isDeepStrictEqual(change.before["Schema"], properties["Schema"]);
      return [
        { operation: change.kind === "create" ? "CreateUserPool" : "UpdateUserPool", input },
        ...(properties["EnabledMfas"] === undefined ? [] : [{ operation: "SetUserPoolMfaConfig", input }]),
        ...(addsAttributes ? [{ operation: "AddCustomAttributes", input }] : []),
      ];
    },
    create: async (context, properties) => {
      const input = toInput(context, properties);
      return context.commit(() => provisioned(dependencies, pools.create(input, mfaSettings(properties))));
    },
    update: async (context, id, before, after) => {
      const input = toInput(context, after);
      assertFixedProperties(pools.get(id), input);
      const added = addedAttributes(pools.get(id), { before: toInput(context, before), after: input });
      const settings = { ...input, UserPoolId: id };
      // COG-21: as AWS, which takes the same text at creation. A rollback, which changes nothing, passes.
      if (hasUntypedAttribute(input) && (added.length > 0 || pools.isChange(settings, mfaSettings(after)))) {
        throw untypedAttribute();
      }
      const updated = pools.update(settings, mfaSettings(after));
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
  const { UserPoolName, EnabledMfas: _mfas, ...settings } = apiInput<PoolProperties>(SHAPE(), properties);
  return {
    ...settings,
    PoolName: UserPoolName ?? context.generateName({ maxLength: MAX_NAME }),
    UserPoolTags: { ...context.tags, ...settings.UserPoolTags },
  };
}

/** EnabledMfas exists in templates only: the API names factors in SetUserPoolMfaConfig. */
function mfaSettings(properties: Properties): MfaSettings | undefined {
  const { EnabledMfas, MfaConfiguration } = apiInput<PoolProperties>(SHAPE(), properties);
  if (EnabledMfas === undefined || EnabledMfas.length === 0) return undefined;
  const other = EnabledMfas.find((factor) => factor !== "SOFTWARE_TOKEN_MFA");
  if (other !== undefined) throw unsupportedSetting(`EnabledMfas ${other}`);
  return parseMfaConfig(
    { mfa: "OFF", softwareTokenMfa: false },
    { MfaConfiguration: MfaConfiguration ?? "OFF", SoftwareTokenMfaConfiguration: { Enabled: true } },
  );
}

/**
 * COG-60. Said once at creation, so the pool itself tells: another spelling of what it has is no change, and
 * the rollback of an update that was refused finds it as it was.
 */
function assertFixedProperties(pool: UserPool, input: CreateUserPoolInput): void {
  const { AliasAttributes = [], UsernameAttributes = [], UsernameConfiguration } = input;
  const changed = [
    isSameSet(AliasAttributes, pool.aliasAttributes) ? "" : "AliasAttributes",
    isSameSet(UsernameAttributes, pool.usernameAttributes) ? "" : "UsernameAttributes",
    (UsernameConfiguration?.CaseSensitive ?? true) === pool.caseSensitiveUsernames
      ? ""
      : "UsernameConfiguration",
  ].find((name) => name !== "");
  if (changed !== undefined) throw invalidParameter(`Updates are not allowed for property - ${changed}.`);
}

function hasUntypedAttribute({ Schema = [] }: CreateUserPoolInput): boolean {
  return Schema.some(({ AttributeDataType }) => AttributeDataType === undefined);
}

function isSameSet(left: readonly string[], right: readonly string[]): boolean {
  return JSON.stringify([...left].sort()) === JSON.stringify([...right].sort());
}

/** Attributes can be added to a schema and never changed or taken away. */
function addedAttributes(
  pool: UserPool,
  { before, after }: { readonly before: CreateUserPoolInput; readonly after: CreateUserPoolInput },
): readonly SchemaAttributeInput[] {
  const inputs = after.Schema ?? [];
  const wanted = byName(buildSchema(inputs));
  const former = byName(buildSchema(before.Schema ?? []));
  const present = byName(pool.schema);
  for (const [name, attribute] of present) {
    const next = wanted.get(name);
    const isSame = next === undefined ? !former.has(name) : isDeepStrictEqual(next, attribute);
    if (!isSame) throw invalidParameter("Existing schema attributes cannot be modified or deleted.");
  }
  return inputs.filter((input) => buildSchema([input]).some(({ name }) => !present.has(name)));
}

function byName(schema: readonly SchemaAttribute[]): ReadonlyMap<string, SchemaAttribute> {
  return new Map(schema.map((attribute) => [attribute.name, attribute]));
}
