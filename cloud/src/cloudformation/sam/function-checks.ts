import { isValueMap, member } from "../template/value.ts";
import { invalidResource } from "./expansion/errors.ts";
import type { ServerlessResource } from "./expansion/expansion-context.ts";
import { isTruthy, pythonText, type TextMark } from "./expansion/python.ts";

/** What must hold between the properties of a function. */
export function checkFunction(resource: ServerlessResource, textMark: TextMark): void {
  const { logicalId, properties } = resource;
  if (properties["VersionDeletionPolicy"] !== undefined && properties["AutoPublishAlias"] === undefined) {
    throw invalidResource(logicalId, "'VersionDeletionPolicy' requires 'AutoPublishAlias'.");
  }
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
