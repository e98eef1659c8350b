/** What actions do to their resource, in words that go before it. */
const VERBS: Readonly<Record<string, string>> = {
  "iot:Publish": "publish to",
  "iot:RetainPublish": "publish retained messages to",
  "iot:Subscribe": "subscribe to",
  "iot:Receive": "receive from",
  "iot:Connect": "connect as",
  "iot:GetRetainedMessage": "read the retained message of",
  "iot:ListRetainedMessages": "list retained messages of",
  "s3:GetObject": "read",
  "s3:PutObject": "write",
  "s3:DeleteObject": "delete",
  "s3:ListBucket": "list",
  "cognito-idp:AdminGetUser": "read people of",
  "cognito-idp:ListUsers": "list people of",
  "cognito-idp:AdminCreateUser": "create people in",
  "cognito-idp:AdminDeleteUser": "delete people of",
  "cognito-idp:AdminUpdateUserAttributes": "change people of",
  "cognito-idp:AdminAddUserToGroup": "put people into groups of",
  "cognito-idp:AdminUserGlobalSignOut": "sign people out everywhere in",
  "lambda:InvokeFunction": "invoke",
  "execute-api:Invoke": "make",
  "dynamodb:GetItem": "read items of",
  "dynamodb:BatchGetItem": "read items of",
  "dynamodb:BatchWriteItem": "write items of",
  "dynamodb:Query": "query",
  "dynamodb:Scan": "scan",
  "dynamodb:PutItem": "write items of",
  "dynamodb:UpdateItem": "change items of",
  "dynamodb:DeleteItem": "delete items of",
  "sns:Publish": "publish to",
  "sqs:SendMessage": "send to",
  "sqs:ReceiveMessage": "receive from",
  "ssm:GetParameter": "read",
  "secretsmanager:GetSecretValue": "read",
  "sts:AssumeRole": "take",
  "sts:AssumeRoleWithWebIdentity": "take, by a token of an identity provider,",
  "sts:TagSession": "name tags in a session of",
  "iam:PassRole": "pass",
  "kms:Encrypt": "encrypt with",
  "kms:Decrypt": "decrypt with",
  "kms:GenerateDataKey": "make data keys of",
  "kms:DescribeKey": "read the settings of",
  "kms:Sign": "sign with",
  "kms:Verify": "verify with",
  "kms:CreateGrant": "hand on",
};

const VERBS_OF: ReadonlyMap<string, string> = new Map(Object.entries(VERBS));

const LOG_WRITES =
  /^(?:logs:(?:CreateLogGroup|CreateLogStream|PutLogEvents|DescribeLogStreams)|xray:(?:PutTraceSegments|PutTelemetryRecords|GetSamplingRules|GetSamplingTargets|GetSamplingStatisticSummaries))$/;

/** Whether it only lets a function say what it does. */
export function isTelemetry(action: string): boolean {
  return LOG_WRITES.test(action);
}

export function hasWildcard(action: string): boolean {
  return action.includes("*") || action.includes("?");
}

/** `publish to`, `do everything of s3 to`; an action that has no words here stands by its name. */
export function actionWords(action: string): string {
  if (action === "*") return "do everything to";
  if (action.endsWith(":*")) return `do everything of ${action.slice(0, -2)} to`;
  if (hasWildcard(action)) return `do all of ${action} to`;
  return VERBS_OF.get(action) ?? `do ${action} to`;
}

/** Whether an action can only stand by its name; several of those share their `do … to`. */
export function isNamedOnly(action: string): boolean {
  return !hasWildcard(action) && !VERBS_OF.has(action);
}
