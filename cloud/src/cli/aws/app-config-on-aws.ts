import { EXECUTE_API_PATH } from "../../core/endpoints.ts";
import { type AppConfig, appConfigOf } from "../../runtime/app/config/app-config.ts";
import { type AppChoice, findAppResources } from "../../runtime/app/config/app-resources.ts";
import { flagOf } from "../../runtime/resources/choose.ts";
import { type ApiStage, createResourceFinder, type ResourceFinder } from "../../runtime/resources/finder.ts";
import type { AwsEnvironment } from "./aws-environment.ts";
import { sourceOfAws } from "./aws-source.ts";
import { describeStacks } from "./describe-stacks.ts";

interface Wanted {
  /** Names of the stacks to look in; all of the region when there are none. */
  readonly stacks: readonly string[];
  readonly chosen: AppChoice;
  /** Address of the user-pool API when it is not AWS's own. */
  readonly userPoolEndpoint: string | undefined;
}

/** What an app must know of stacks on AWS. Throws UserError when something is missing or not chosen. */
export async function appConfigOnAws(aws: AwsEnvironment, wanted: Wanted): Promise<AppConfig> {
  const finder = finderOnAws(aws, wanted.stacks);
  const found = await findAppResources(finder, wanted.chosen, (stage) => addressOnAws(aws, stage));
  return appConfigOf(found, { region: aws.region, userPoolEndpoint: wanted.userPoolEndpoint });
}

/** @param stacks as above */
export function finderOnAws(aws: AwsEnvironment, stacks: readonly string[]): ResourceFinder {
  const names = async () => (await describeStacks(aws, stacks)).map(({ name }) => name);
  return createResourceFinder(sourceOfAws(aws, names), {
    only: stacks,
    nextCommand: `aws cloudformation describe-stacks --region ${aws.region} --query "Stacks[].StackName"`,
    settingOf: flagOf,
  });
}

/** AWS's own address, or that of the cloud which the settings of the shell name in its place. */
export function addressOnAws(aws: AwsEnvironment, { apiId, stage }: ApiStage): string {
  const endpoint = aws.setEndpoint("API_GATEWAY");
  if (endpoint?.startsWith("http://")) {
    // A local cloud: its stacks put out their addresses under this name, too.
    const base = endpoint.replace(/^http:\/\/127\.0\.0\.1(?=:|$)/, "http://localhost");
    return `${base}${EXECUTE_API_PATH}/${apiId}/${stage}`;
  }
  const suffix = aws.region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  return `https://${apiId}.execute-api.${aws.region}.${suffix}/${stage}`;
}
