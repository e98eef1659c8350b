import { joined, listOf, type Statement } from "./policy.ts";
import { resourceWords } from "./resources.ts";

const SERVICES: ReadonlyMap<string, string> = new Map([
  ["apigateway.amazonaws.com", "API Gateway"],
  ["cognito-idp.amazonaws.com", "Cognito"],
  ["events.amazonaws.com", "EventBridge"],
  ["iot.amazonaws.com", "IoT"],
  ["lambda.amazonaws.com", "Lambda"],
  ["logs.amazonaws.com", "CloudWatch Logs"],
  ["s3.amazonaws.com", "S3"],
  ["scheduler.amazonaws.com", "EventBridge Scheduler"],
  ["secretsmanager.amazonaws.com", "Secrets Manager"],
  ["sns.amazonaws.com", "SNS"],
  ["sqs.amazonaws.com", "SQS"],
]);

const WHOLE_ACCOUNT = /^(?:arn:aws:iam::)?(\d{12})(?::root)?$/;

/**
 * Whom a statement is about: `API Gateway`, `This account`.
 * @param account own account: only others are named
 */
export function principalWords({ Principal, NotPrincipal }: Statement, account: string): string {
  const but = NotPrincipal === undefined ? undefined : namesOf(NotPrincipal, account);
  const text = but === undefined ? namesOf(Principal ?? "*", account) : `everybody except ${but}`;
  return text.startsWith("arn:") ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

function namesOf(principal: NonNullable<Statement["Principal"]>, account: string): string {
  if (principal === "*") return "anybody";
  return joined(
    Object.values(principal)
      .flatMap(listOf)
      .map((name) => {
        if (name === "*") return "anybody";
        const whole = WHOLE_ACCOUNT.exec(name)?.[1];
        if (whole !== undefined) return whole === account ? "this account" : `account ${whole}`;
        return SERVICES.get(name) ?? resourceWords(name, account);
      }),
  );
}
