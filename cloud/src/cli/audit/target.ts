import type { AuditTarget, LocalMail, TargetStack } from "../../audit/target.ts";
import { COGNITO_AUTH_PATH, createEndpoints } from "../../core/endpoints.ts";
import { AwsError, UserError } from "../../core/errors.ts";
import { type CloudClient, createCloudClient } from "../../runtime/client/cloud-client.ts";
import { PROBE_HEADER, probeProof } from "../../runtime/client/probe-proof.ts";
import { childOf, type XmlElement } from "../../runtime/client/read-xml.ts";
import { addressOnAws } from "../aws/app-config-on-aws.ts";
import type { AwsEnvironment } from "../aws/aws-environment.ts";
import { CLOUDFORMATION, membersOf, queryAws, STS } from "../aws/query.ts";
import { type Aws, type AwsService, sendSigned } from "../aws/send-signed.ts";
import { stackResources } from "../aws/stack-resources.ts";
import { callUserPools } from "../aws/user-pools.ts";
import type { Connection } from "../connection.ts";

const SERVICES: Readonly<Record<"apigateway" | "lambda", AwsService>> = {
  apigateway: {
    title: "API Gateway",
    prefix: "apigateway",
    variable: "API_GATEWAY",
    signingName: "apigateway",
  },
  lambda: { title: "Lambda", prefix: "lambda", variable: "LAMBDA", signingName: "lambda" },
};

type Addresses = Pick<
  AuditTarget,
  "kind" | "title" | "userPoolUrl" | "restApi" | "authDomain" | "keysUrl" | "mail"
>;

interface LocalCloud extends Pick<Connection, "region" | "credentials" | "stacks"> {
  readonly running: Pick<Connection["running"], "port">;
}

/** The cloud that runs here. @param names stacks to look at; all when there are none */
export async function localTarget(
  { region, credentials, running, stacks }: LocalCloud,
  names: readonly string[],
): Promise<AuditTarget> {
  const { port } = running;
  const base = `http://127.0.0.1:${port}`;
  const endpoints = createEndpoints({ port, region, issuerStyle: "local" });
  // TRACE-8: also what it asks as the administrator, and is refused, is the audit's.
  const beside = { [PROBE_HEADER]: probeProof("audit", credentials.secretAccessKey) };
  const aws: Aws = { region, credentials, endpoint: () => base, beside };
  const all = async () => (await stacks()).map(({ name }) => name);
  return targetOf(aws, names.length === 0 ? all : async () => names, {
    kind: "local",
    title: `the local cloud at ${base}`,
    userPoolUrl: base,
    restApi: endpoints.restApi,
    authDomain: endpoints.authDomain,
    keysUrl: (pool) => `${base}/${pool}/.well-known/jwks.json`,
    mail: mailOf(createCloudClient({ port, region, credentials })),
  });
}

const MAILBOX = "/_portcullis/mailbox";

function mailOf({ page }: Pick<CloudClient, "page">): LocalMail {
  return {
    newest: async () => {
      const { messages } = await page<{ messages: readonly { id: string }[] }>(`${MAILBOX}?limit=1`);
      return messages[0]?.id ?? "0";
    },
    remove: async (to, after) => {
      await page(`${MAILBOX}?${new URLSearchParams({ to, after })}`, "DELETE");
    },
  };
}

/** The account of this shell, or the cloud that its settings name in AWS's place. */
export async function awsTarget(aws: AwsEnvironment, names: readonly string[]): Promise<AuditTarget> {
  const userPoolUrl = aws.endpoint("cognito-idp", "COGNITO_IDENTITY_PROVIDER");
  const own = aws.setEndpoint("COGNITO_IDENTITY_PROVIDER");
  const target = await targetOf(aws, async () => names, {
    kind: "aws",
    title: "",
    userPoolUrl,
    restApi: (apiId, stage) => addressOnAws(aws, { apiId, stage }),
    authDomain: (prefix) =>
      own?.startsWith("http://")
        ? `${own}${COGNITO_AUTH_PATH}/${prefix}`
        : `https://${prefix}.auth.${aws.region}.amazoncognito.com`,
    keysUrl: (pool) => `${userPoolUrl}/${pool}/.well-known/jwks.json`,
  });
  const where = own === undefined ? "" : ` at ${own}`;
  return { ...target, title: `the AWS account ${target.accountId}, ${aws.region}${where}` };
}

async function targetOf(
  aws: Aws,
  names: () => Promise<readonly string[]>,
  addresses: Addresses,
): Promise<AuditTarget> {
  const { region, credentials } = aws;
  const identity = await queryAws(aws, STS, { Action: "GetCallerIdentity" });
  return {
    ...addresses,
    region,
    credentials,
    accountId: childOf(identity, "Account")?.text ?? "",
    stacks: async () => {
      const stacks: TargetStack[] = [];
      // One after another: CloudFormation counts what an account asks in a second.
      for (const name of await names()) stacks.push(await readStack(aws, name));
      return stacks;
    },
    exports: () => readExports(aws),
    cognito: (operation, input) => callUserPools(aws, operation, input),
    get: async <Output>(service: "apigateway" | "lambda", path: string) => {
      const request = { method: "GET", path, headers: { accept: "application/json" }, body: "" };
      const { status, text } = await sendSigned(aws, SERVICES[service], request);
      if (status < 300) return JSON.parse(text) as Output;
      throw new AwsError(
        `HTTP ${status}`,
        `${SERVICES[service].title} refused ${path}: ${text.slice(0, 300)}`,
        status,
      );
    },
  };
}

async function readStack(aws: Aws, StackName: string): Promise<TargetStack> {
  const answer = await queryAws(aws, CLOUDFORMATION, { Action: "DescribeStacks", StackName });
  const [stack] = membersOf(childOf(answer, "Stacks"));
  const resources = await stackResources(aws, StackName);
  const processed = await queryAws(aws, CLOUDFORMATION, {
    Action: "GetTemplate",
    StackName,
    TemplateStage: "Processed",
  });
  if (stack === undefined || resources === undefined) {
    throw new UserError(`There is no stack ${JSON.stringify(StackName)} in ${aws.region}.`);
  }
  return {
    name: StackName,
    id: textOf(stack, "StackId"),
    parameters: Object.fromEntries(
      membersOf(childOf(stack, "Parameters")).map((one) => [
        textOf(one, "ParameterKey"),
        textOf(one, "ParameterValue"),
      ]),
    ),
    terminationProtection: textOf(stack, "EnableTerminationProtection") === "true",
    resources: resources.filter(({ physicalId }) => physicalId !== ""),
    processed: textOf(processed, "TemplateBody"),
  };
}

/** More pages than any account has exports. */
const PAGE_LIMIT = 50;

async function readExports(aws: Aws): Promise<ReadonlyMap<string, string>> {
  const exports = new Map<string, string>();
  let token = "";
  for (let page = 0; page < PAGE_LIMIT; page += 1) {
    const more = token === "" ? {} : { NextToken: token };
    const answer = await queryAws(aws, CLOUDFORMATION, { Action: "ListExports", ...more });
    for (const one of membersOf(childOf(answer, "Exports")))
      exports.set(textOf(one, "Name"), textOf(one, "Value"));
    token = textOf(answer, "NextToken");
    if (token === "") break;
  }
  return exports;
}

function textOf(element: XmlElement, name: string): string {
  return childOf(element, name)?.text ?? "";
}
