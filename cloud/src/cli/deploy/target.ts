import { UserError } from "../../core/errors.ts";
import { childOf } from "../../runtime/client/read-xml.ts";
import type { AppAddress } from "../../runtime/project/app-parameters.ts";
import { readCredentials } from "../../runtime/state/credentials-file.ts";
import { type AwsEnvironment, readAwsEnvironment } from "../aws/aws-environment.ts";
import { queryAws, STS } from "../aws/query.ts";
import { type CommandContext, type Options, textOption } from "../command.ts";
import { connect } from "../connection.ts";

/** Where stacks are deployed to, and as whom. */
export interface DeployTarget {
  readonly aws: AwsEnvironment;
  /** For people: `the AWS account 123456789012, eu-west-1`. */
  readonly title: string;
  /** Where the app of the local cloud is served; undefined on AWS. */
  readonly appAddress: AppAddress | undefined;
  readonly isLocal: boolean;
  /** Address of the user-pool API when it is not AWS's own. */
  readonly userPoolEndpoint: string | undefined;
  /** What `sam` is started with. */
  readonly environment: Readonly<Record<string, string>>;
}

type Variables = Record<string, string | undefined>;

/** The running local cloud with `--local`, else what the AWS settings of this shell say. */
export async function findTarget(options: Options, context: CommandContext): Promise<DeployTarget> {
  return options["local"] === true ? localTarget(options, context) : awsTarget(options, context);
}

function localTarget(options: Options, context: CommandContext): DeployTarget {
  if (options["region"] !== undefined) throw new UserError("--region is for AWS: the local cloud has one.");
  const { stateDir, region, running } = connect(options, context);
  const key = readCredentials(stateDir);
  const base = `http://127.0.0.1:${running.port}`;
  const variables: Variables = {
    ...withoutAws(context.environment),
    AWS_ACCESS_KEY_ID: key?.accessKeyId,
    AWS_SECRET_ACCESS_KEY: key?.secretAccessKey,
    AWS_ENDPOINT_URL: base,
  };
  return {
    aws: readAwsEnvironment({ ...variables, AWS_REGION: region }),
    title: `the local cloud at ${base}`,
    appAddress: running,
    isLocal: true,
    userPoolEndpoint: `http://localhost:${running.port}`,
    environment: defined({ ...variables, AWS_REGION: region, AWS_DEFAULT_REGION: region }),
  };
}

async function awsTarget(options: Options, context: CommandContext): Promise<DeployTarget> {
  const region = textOption(options, "region");
  const variables: Variables = {
    ...context.environment,
    ...(region === undefined ? {} : { AWS_REGION: region }),
  };
  const aws = readAwsEnvironment(variables);
  const answer = await queryAws(aws, STS, { Action: "GetCallerIdentity" });
  const account = childOf(answer, "Account")?.text ?? "";
  const address = aws.setEndpoint("CLOUDFORMATION");
  return {
    aws,
    title: `the AWS account ${account}, ${aws.region}${address === undefined ? "" : `, at ${address}`}`,
    appAddress: undefined,
    isLocal: false,
    userPoolEndpoint: aws.setEndpoint("COGNITO_IDENTITY_PROVIDER"),
    environment: defined({ ...variables, AWS_REGION: aws.region, AWS_DEFAULT_REGION: aws.region }),
  };
}

/** Settings for AWS must not lead a local deployment there [DEPLOY-2]. */
function withoutAws(variables: Readonly<Variables>): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !name.startsWith("AWS_")));
}

function defined(variables: Variables): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
