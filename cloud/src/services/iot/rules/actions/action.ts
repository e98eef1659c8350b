import type { RoleCaller } from "../../../../core/caller.ts";
import { AwsError } from "../../../../core/errors.ts";
import { serviceSession } from "../../../../core/role-session.ts";
import type { ActionContext } from "../context.ts";
import type { RuleMessage } from "../messages.ts";
import { IOT_PRINCIPAL, ruleArn } from "../rule.ts";
import type { SqlValue } from "../sql/convert.ts";
import type { Evaluation } from "../sql/evaluate.ts";
import { fill, parseTemplate } from "../sql/template.ts";

/** One time that a rule acts. */
export interface RuleRun extends ActionContext {
  readonly ruleName: string;
  readonly message: RuleMessage;
  /** What the statement made of the message. */
  readonly output: SqlValue;
  /** Substitution templates are about the message, not about the output. */
  readonly evaluation: Pick<Evaluation, "evaluate">;
}

/** A kind of action, by AWS's model. */
export interface ActionKind<Given = never> {
  /** What the message of an error action calls it. */
  readonly failedAction: string;
  /** What an error action is told that it was about. */
  resource(given: Given): string;
  /** The role that is assumed for it, if it needs one. */
  role(given: Given): string | undefined;
  /** Texts in which substitutions may stand. */
  templates(given: Given): readonly string[];
  /** @throws AwsError InvalidRequestException, UnsupportedOperationException by name */
  check?(given: Given): void;
  /** @throws what the destination refuses */
  run(run: RuleRun, given: Given): Promise<void> | void;
}

/** IOT-24: a rule acts with the rights of its action's role, which trusts IoT. @throws AwsError */
export function assumed(run: RuleRun, roleArn: string): RoleCaller {
  const { scope, ruleName } = run;
  const sourceArn = ruleArn(scope, ruleName);
  const acting = { roleArn, service: IOT_PRINCIPAL, sourceArn, sessionName: ruleName, rule: "IOT-24" };
  return serviceSession(
    run,
    acting,
    () =>
      new AwsError(
        "AccessDenied",
        `User: ${IOT_PRINCIPAL} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
        403,
      ),
  );
}

/** A text with its substitutions made. */
export const filled = ({ evaluation }: RuleRun, text: string): string =>
  fill(parseTemplate(text), evaluation);

/** The output as bytes: those of a message that is no JSON as they came. */
export function outputBytes({ output }: RuleRun): Buffer {
  return Buffer.isBuffer(output) ? output : Buffer.from(JSON.stringify(output) ?? "");
}

/** The output as JSON text. @throws AwsError when it is none */
export function outputJson({ output }: RuleRun): string {
  const text = Buffer.isBuffer(output) ? undefined : JSON.stringify(output);
  if (text !== undefined) return text;
  throw new AwsError("InvalidRequestException", "The payload is no JSON: this action takes none but JSON");
}
