import { isValueMap, member } from "../template/value.ts";
import { invalidResource } from "./expansion/errors.ts";
import type { ServerlessResource } from "./expansion/expansion-context.ts";
import { isTruthy, pythonText, type TextMark } from "./expansion/python.ts";

const EXCLUSIVE = [
  ["CapacityProviderConfig", "ProvisionedConcurrencyConfig"],
  ["CapacityProviderConfig", "VpcConfig"],
] as const;
const REQUIRES = [
  ["FunctionScalingConfig", "CapacityProviderConfig"],
  ["VersionDeletionPolicy", "AutoPublishAlias"],
] as const;

/** What may not stand together, and what not alone: the real transform tells all of it in one text. */
function checkCombinations({ logicalId, properties }: ServerlessResource): void {
  const has = (name: string) => properties[name] !== undefined;
  const problems = [
    ...EXCLUSIVE.filter((pair) => pair.every(has)).map(
      ([one, other]) => `Cannot specify '${one}' and '${other}' together.`,
    ),
    ...REQUIRES.filter(([one, other]) => has(one) && !has(other)).map(
      ([one, other]) => `'${one}' requires '${other}'.`,
    ),
  ];
  if (problems.length > 0) throw invalidResource(logicalId, problems.join("\n"));
}

/** What must hold between the properties of a function. */
export function checkFunction(resource: ServerlessResource, textMark: TextMark): void {
  checkCombinations(resource);
  checkDeadLetterQueue(resource);
  checkTenancy(resource, textMark);
}

function checkDeadLetterQueue({ logicalId, properties }: ServerlessResource): void {
  const queue = properties["DeadLetterQueue"];
  if (!isValueMap(queue) || !isTruthy(queue)) return;
  const type = member(queue, "Type");
  if (!isTruthy(type) || !isTruthy(member(queue, "TargetArn"))) {
    throw invalidResource(
      logicalId,
      "'DeadLetterQueue' requires Type and TargetArn properties to be specified.",
    );
  }
  if (typeof type !== "string") {
    throw invalidResource(logicalId, "Property 'DeadLetterQueue.Type' should be a string.");
  }
  if (type !== "SQS" && type !== "SNS") {
    throw invalidResource(logicalId, "'DeadLetterQueue' requires Type of ['SQS', 'SNS']");
  }
}

function checkTenancy({ logicalId, properties }: ServerlessResource, textMark: TextMark): void {
  if (!isTruthy(properties["TenancyConfig"])) return;
  const without = [
    ["ProvisionedConcurrencyConfig", "Provisioned concurrency"],
    ["FunctionUrlConfig", "Function URL"],
    ["SnapStart", "SnapStart"],
  ] as const;
  for (const [name, words] of without) {
    if (isTruthy(properties[name])) {
      throw invalidResource(
        logicalId,
        `${words} is not supported for functions enabled with tenancy configuration.`,
      );
    }
  }
  const events = isValueMap(properties["Events"]) ? Object.values(properties["Events"]) : [];
  for (const event of events) {
    const type = isValueMap(event) ? member(event, "Type") : undefined;
    if (type === "Api" || type === "HttpApi") continue;
    throw invalidResource(
      logicalId,
      `Event source '${pythonText(type, textMark)}' is not supported for functions enabled with tenancy configuration. Only Api and HttpApi event sources are supported.`,
    );
  }
}
