import { CONSOLE_PATH } from "../../web/paths.ts";

/** Places in the console of the things that have a page, by their type. */
const PAGES: Readonly<Record<string, (id: string) => string>> = {
  "AWS::Cognito::UserPool": (id) => `people/${id}`,
  "AWS::Lambda::Function": (id) => `functions/${id}`,
  "AWS::ApiGateway::RestApi": (id) => `apis/${id}`,
  "AWS::ApiGatewayV2::Api": (id) => `apis/${id}`,
  "AWS::S3::Bucket": (id) => `storage/${id}`,
  "AWS::CloudFormation::Stack": (id) => `stacks/${id}`,
};

/** Page of a resource; undefined where its type has none. */
export function resourcePath(type: string, physicalId: string | undefined): string | undefined {
  const page = Object.hasOwn(PAGES, type) ? PAGES[type] : undefined;
  if (page === undefined || physicalId === undefined || physicalId === "") return undefined;
  return `${CONSOLE_PATH}${page(encodeURIComponent(physicalId))}`;
}
