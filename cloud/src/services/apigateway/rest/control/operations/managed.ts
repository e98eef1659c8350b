import type { ConditionContext } from "../../../../../core/ports/authorization.ts";
import type { HttpBinding, Operation, Question } from "../../../../../wire/operation.ts";

/** A management operation: what its caller needs follows from its binding. */
type Managed<Input> = Omit<Extract<Operation<Input>, { authorize: unknown }>, "authorize" | "auth"> & {
  readonly http: HttpBinding;
  /** Condition keys of the call. */
  readonly keys?: (input: Input) => ConditionContext;
  /** What the call asks besides. */
  readonly further?: (input: Input) => readonly Question[];
};

/**
 * APIGW-11: management calls are evaluated as `apigateway:<HTTP method>` on their path, whose labels
 * are those of the input.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
 */
export function managed<Input extends object>({
  keys,
  further,
  ...operation
}: Managed<Input>): Operation<Input> {
  const { method, uri } = operation.http;
  return {
    ...operation,
    authorize: (input, { scope }): readonly Question[] => [
      {
        action: `apigateway:${method}`,
        resource: `arn:aws:apigateway:${scope.region}::${pathOf(uri, input)}`,
        ...(keys === undefined ? {} : { context: keys(input) }),
      },
      ...(further?.(input) ?? []),
    ],
  };
}

function pathOf(uri: string, input: object): string {
  const [template = ""] = uri.split("?");
  const labels = input as Readonly<Record<string, unknown>>;
  return template.replace(/\{(\w+)\+?\}/g, (_, name: string) => encodeURIComponent(String(labels[name])));
}
