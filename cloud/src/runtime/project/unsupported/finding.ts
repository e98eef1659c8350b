/** What of a template is not supported here. */
export type FindingKind =
  | "api-body"
  | "api-key"
  | "attribute"
  | "authorizer"
  | "build"
  | "event"
  | "function"
  | "integration"
  | "layer"
  | "left-out"
  | "managed-policy"
  | "mapping-template"
  | "parameter"
  | "property"
  | "runtime"
  | "section"
  | "transform"
  | "type"
  | "value";

/** One thing that is not supported here, though it may be right for AWS. */
export interface Finding {
  readonly kind: FindingKind;
  /** Of the resource; empty where it is none of one. */
  readonly logicalId: string;
  /** From the top of the template as it is after its transforms, as deep as it is known. */
  readonly path: readonly string[];
  /** `the type AWS::Kinesis::Stream` */
  readonly what: string;
  /** What a person can do about it. */
  readonly help: string;
}

/** A finding without its resource. */
export interface Part extends Pick<Finding, "kind" | "what">, Partial<Pick<Finding, "help">> {
  /** Below the resource, as far as it is known. */
  readonly below?: readonly string[];
}

const BEHIND_A_CONDITION = "a condition that is false here leaves it out";

const HELP: Readonly<Record<FindingKind, string>> = {
  "api-body": "describe the API by events of functions, or in DefinitionBody",
  "api-key": "leave ApiKeyRequired out where a token decides; usage plans are not served",
  attribute: "remove it, or keep it in a template for AWS alone",
  authorizer: "an authorizer of a Cognito user pool, or a check in the function",
  build: "build it yourself and point CodeUri at the result",
  event: BEHIND_A_CONDITION,
  function: "write the value out",
  integration: "a Lambda proxy (AWS_PROXY), or MOCK",
  layer: "publish its content as a layer of the project",
  "left-out": "leave what refers to it out, too",
  "managed-policy": "write its statements into a policy of the role",
  "mapping-template": "a template without # and $, or a Lambda proxy",
  parameter: "a parameter of type String, with the value given",
  property: `${BEHIND_A_CONDITION}: Fn::If with AWS::NoValue`,
  runtime: "a runtime of Node, Python, Java or Ruby, or provided.al2023 with a bootstrap",
  section: "remove it, or keep it in a template for AWS alone",
  transform: "write out what it makes",
  type: BEHIND_A_CONDITION,
  value: "docs/gaps.md says what is served instead",
};

/** A finding with what helps in general, where the part does not know better. */
export function findingOf(
  logicalId: string,
  { below = [], ...part }: Part,
  path: readonly string[] = logicalId === "" ? [] : ["Resources", logicalId, ...below],
): Finding {
  return { help: HELP[part.kind], ...part, logicalId, path };
}

/** `Queue: the type AWS::Kinesis::Stream` */
export function findingText({ logicalId, what }: Finding): string {
  return logicalId === "" ? what : `${logicalId}: ${what}`;
}
