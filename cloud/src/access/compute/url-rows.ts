import type { DeployedUrl, Deployment } from "../deployment/deployment.ts";
import type { Cell } from "../matrix.ts";
import { both } from "./cells.ts";
import { type Invocable, invocableAt } from "./invocable.ts";
import { type AskedPolicy, policyCell } from "./policy-cell.ts";
import type { Principal } from "./principals.ts";
import { type PlannedRow, planRow, type RowContext } from "./rows.ts";
import { serviceCell } from "./service-cell.ts";

/** A row for each address of a function. */
export function urlRows(context: RowContext): PlannedRow[] {
  const { deployment } = context;
  return urlsOf(deployment).map(({ url, its, name }) => {
    const asked = askedByUrl(url, its);
    return planRow(context, {
      key: `${its.place}${url.alias === undefined ? "" : `:${url.alias}`} url`,
      title: name,
      subject: { kind: "url", path: url.path, authType: url.authType, asked },
      cell: (principal) => urlCell(deployment, principal, { url, asked }),
    });
  });
}

interface NamedUrl {
  readonly url: DeployedUrl;
  readonly its: Invocable;
  /** `URL of Order:live` */
  readonly name: string;
}

export function urlsOf({ functions }: Pick<Deployment, "functions">): NamedUrl[] {
  return functions.flatMap((each) =>
    (each.urls ?? []).map((url) => {
      const its = invocableAt(each, url.alias);
      return { url, its, name: `URL of ${its.name}` };
    }),
  );
}

/**
 * LAM-22 of the local cloud: both actions are asked of who calls.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
function askedByUrl(
  { authType }: DeployedUrl,
  { arn, name, place, policy }: Invocable,
): readonly [AskedPolicy, AskedPolicy] {
  const ask = (action: string, context: AskedPolicy["context"] = {}): AskedPolicy => ({
    action,
    resource: arn,
    resourcePolicy: policy,
    words: `${action} on ${name}`,
    place,
    context,
  });
  return [
    ask("lambda:InvokeFunctionUrl", { "lambda:FunctionUrlAuthType": authType, "lambda:FunctionArn": arn }),
    ask("lambda:InvokeFunction", { "lambda:InvokedViaFunctionUrl": "true" }),
  ];
}

interface AskedUrl {
  readonly url: Pick<DeployedUrl, "authType">;
  readonly asked: readonly [AskedPolicy, AskedPolicy];
}

/** ACCESS-16: with NONE nobody is asked who calls, with AWS_IAM nothing but a signature says so. */
function urlCell(deployment: Deployment, principal: Principal, { url, asked }: AskedUrl): Cell {
  const [toUrl, toFunction] = asked;
  const cell = (of: AskedPolicy): Cell => {
    if (url.authType === "NONE") return policyCell(deployment, { kind: "anonymous" }, of);
    if (principal.kind === "service") return serviceCell(deployment, { principal, asked: of });
    const isUnsigned = principal.kind === "anonymous" || principal.kind === "token";
    return policyCell(deployment, principal, isUnsigned ? { ...of, resourcePolicy: undefined } : of);
  };
  const together = both(cell(toUrl), cell(toFunction));
  if (url.authType === "AWS_IAM" || together.verdict !== "no") return together;
  return { ...together, reason: "url-not-open", sentence: "its policy does not let in everybody" };
}
