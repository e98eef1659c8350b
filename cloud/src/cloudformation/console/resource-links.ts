import { CONSOLE_PATH } from "../../web/paths.ts";

/** Places in the console of the things that have a page, by their type. */
const PAGES: Readonly<Record<string, (id: string) => string>> = {
  "AWS::Cognito::UserPool": (id) => `people/${encodeURIComponent(id)}`,
  "AWS::Lambda::Function": (id) => `functions/${encodeURIComponent(id)}`,
  "AWS::ApiGateway::RestApi": (id) => `apis/${encodeURIComponent(id)}`,
  "AWS::ApiGatewayV2::Api": (id) => `apis/${encodeURIComponent(id)}`,
  "AWS::S3::Bucket": (id) => `storage/${encodeURIComponent(id)}`,
  "AWS::CloudFormation::Stack": (id) => `stacks/${encodeURIComponent(id)}`,
  "AWS::DynamoDB::Table": (id) => `tables/${encodeURIComponent(id)}`,
  "AWS::SSM::Parameter": (id) => `parameters/parameter?name=${encodeURIComponent(id)}`,
  "AWS::SecretsManager::Secret": (id) => `secrets/secret?name=${encodeURIComponent(id)}`,
  "AWS::SQS::Queue": (id) => `queues/${encodeURIComponent(id.slice(id.lastIndexOf("/") + 1))}`,
  "AWS::SNS::Topic": (id) => `topics/${encodeURIComponent(id.slice(id.lastIndexOf(":") + 1))}`,
  "AWS::Events::EventBus": (id) => `rules?bus=${encodeURIComponent(id)}`,
  "AWS::Events::Rule": rulePage,
};

/** `<name>`, or `<bus>|<name>` of a bus that is not the default one. */
function rulePage(id: string): string {
  const [name = "", bus = ""] = id.split("|").reverse();
  return `rules/rule?${new URLSearchParams(bus === "" ? { name } : { bus, name })}`;
}

/** Page of a resource; undefined where its type has none. */
export function resourcePath(type: string, physicalId: string | undefined): string | undefined {
  const page = Object.hasOwn(PAGES, type) ? PAGES[type] : undefined;
  if (page === undefined || physicalId === undefined || physicalId === "") return undefined;
  return `${CONSOLE_PATH}${page(physicalId)}`;
}
