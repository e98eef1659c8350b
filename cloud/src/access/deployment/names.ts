import type { StackResources } from "../../runtime/resources/finder.ts";

/** Names that stay the same from one deployment to the next. */
export interface Names {
  /** `stack/LogicalId`; `-/<fallback>` for what no stack made. */
  placeOf(physicalId: string, fallback?: string): string;
  /** The same for types whose ids are short and may be another one's as well: a bus, a parameter. */
  placeIn(type: string, physicalId: string, fallback?: string): string;
  /** The text with `{LogicalId}` in place of ids that deployments make, and ARNs cut to their end. */
  logical(text: string): string;
  /** Whether a stack has a resource of that logical id and type. */
  has(place: string, type: string): boolean;
  /** Places of all resources of a type. */
  placesOf(type: string): readonly string[];
}

/** Types whose ids stand in ARNs, scopes and policies. Others have short ones (`v1`) that any text may hold. */
const NAMED_IN_TEXTS: ReadonlySet<string> = new Set([
  "AWS::ApiGateway::RestApi",
  "AWS::Cognito::UserPool",
  "AWS::Cognito::UserPoolClient",
  "AWS::DynamoDB::Table",
  "AWS::IAM::ManagedPolicy",
  "AWS::IAM::Role",
  "AWS::KMS::Key",
  "AWS::Lambda::Function",
  "AWS::Logs::LogGroup",
  "AWS::S3::Bucket",
  "AWS::SecretsManager::Secret",
  "AWS::SNS::Topic",
  "AWS::SQS::Queue",
]);

/** Types whose ids stand in texts where a deployment made them up. */
const NAMED_WHEN_MADE: ReadonlySet<string> = new Set(["AWS::Events::Rule", "AWS::Scheduler::Schedule"]);

export function createNames(stacks: readonly StackResources[], accountId: string): Names {
  const places = new Map<string, string>();
  const types = new Map<string, string>();
  const typed = new Map<string, string>();
  const replaced: (readonly [physicalId: string, name: string])[] = [];
  const logicalIds = stacks.flatMap(({ resources }) => resources.map(({ logicalId }) => logicalId));
  for (const { name: stack, resources } of stacks) {
    for (const { logicalId, physicalId, type } of resources) {
      const place = `${stack}/${logicalId}`;
      types.set(place, type);
      if (physicalId === "") continue;
      typed.set(`${type} ${physicalId}`, place);
      const isOnly = logicalIds.indexOf(logicalId) === logicalIds.lastIndexOf(logicalId);
      const name = `{${isOnly ? logicalId : place}}`;
      const shortId = lastPart(physicalId);
      if (NAMED_WHEN_MADE.has(type) && shortId.startsWith(`${stack}-`)) replaced.push([shortId, name]);
      if (!NAMED_IN_TEXTS.has(type)) continue;
      places.set(physicalId, place);
      replaced.push([physicalId, name]);
      // A queue's id is its address; ARNs have the name alone.
      if (type === "AWS::SQS::Queue") replaced.push([shortId, name]);
    }
  }
  // The longest first: one id may begin with another.
  replaced.sort(([a], [b]) => b.length - a.length);
  return {
    placeOf: (physicalId, fallback = physicalId) => places.get(physicalId) ?? `-/${fallback}`,
    placeIn: (type, physicalId, fallback = physicalId) =>
      typed.get(`${type} ${physicalId}`) ?? `-/${fallback}`,
    logical: (text) => {
      let named = text;
      for (const [physicalId, name] of replaced) named = named.replaceAll(physicalId, name);
      return withoutArnHeads(named, accountId);
    },
    has: (place, type) => types.get(place) === type,
    placesOf: (type) => [...types].flatMap(([place, its]) => (its === type ? [place] : [])),
  };
}

/** A queue's id is its address, a rule's begins with its bus. */
function lastPart(physicalId: string): string {
  return physicalId.slice(Math.max(physicalId.lastIndexOf("/"), physicalId.lastIndexOf("|")) + 1);
}

/** `arn:aws:iot:eu-west-1:123456789012:topic/a` → `topic/a`; an account that is not ours stays. */
function withoutArnHeads(text: string, accountId: string): string {
  return text.replace(/arn:\S+/g, (arn) => {
    const [, , service = "", , account = "", ...rest] = arn.split(":");
    if (rest.length === 0) return arn;
    const isOwn = account === "" || account === accountId || account === "*" || account === "aws";
    const head = service === "s3" || service === "iot" ? "" : `${service}:`;
    return `${head}${isOwn ? "" : `account ${account} `}${rest.join(":")}`;
  });
}

/** The part behind the stack: `Api` of `shop/Api`. */
export function logicalIdOf(place: string): string {
  return place.slice(place.indexOf("/") + 1);
}

/** `PrintLabel` of `shop/PrintLabelFunction`: short enough for the head of a column. */
export function shortTitle(place: string): string {
  const id = logicalIdOf(place);
  return id.length > "Function".length && id.endsWith("Function") ? id.slice(0, -"Function".length) : id;
}
