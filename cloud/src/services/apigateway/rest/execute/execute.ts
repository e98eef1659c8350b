import type { HttpRequest, HttpResponse } from "../../../../wire/http.ts";
import { TokenBucket } from "../../shared/throttling/token-bucket.ts";
import { ACCOUNT_BURST_LIMIT, ACCOUNT_RATE_LIMIT } from "../constants.ts";
import { writeAccessLog } from "./access-log.ts";
import { CHAIN, runChain } from "./chain.ts";
import { ApiInvocation } from "./invocation/api-invocation.ts";
import type { ExecuteContext } from "./invocation/context.ts";
import { GatewayRefusal, REFUSALS, refuse } from "./invocation/refusal.ts";
import { traceAnswer, traceRefusal } from "./invocation/trace.ts";
import { gatewayResponse } from "./response/gateway-response.ts";
import type { DeployedStages } from "./stages/deployed-stages.ts";

/** Where a call goes: the API and the raw path after the host or prefix, stage first. */
export interface ExecuteTarget {
  readonly apiId: string;
  /** `/<stage>/…`, percent-encoding untouched. */
  readonly path: string;
}

export type Execute = (request: HttpRequest, target: ExecuteTarget) => Promise<HttpResponse>;

/** Serves calls of deployed stages. Never throws: every failure is an answer of the gateway. */
export function createExecute(context: ExecuteContext, stages: DeployedStages): Execute {
  const account = new TokenBucket(context.clock, { rate: ACCOUNT_RATE_LIMIT, burst: ACCOUNT_BURST_LIMIT });
  return async (request, target) => {
    const invocation = new ApiInvocation(context, request, target);
    const response = await answer(invocation, stages, account);
    if (invocation.refusal === undefined) traceAnswer(invocation, response);
    else traceRefusal(invocation, invocation.refusal, response.status);
    writeAccessLog(invocation, response);
    return response;
  };
}

async function answer(
  invocation: ApiInvocation,
  stages: DeployedStages,
  account: TokenBucket,
): Promise<HttpResponse> {
  try {
    findStage(invocation, stages);
    if (!account.take()) {
      throw refuse(REFUSALS.throttled).because({
        rule: "APIGW-4",
        reason: "account-throttled",
        by: { rate: ACCOUNT_RATE_LIMIT, burst: ACCOUNT_BURST_LIMIT },
      });
    }
    return await runChain(CHAIN, invocation);
  } catch (error) {
    return gatewayResponse(invocation, withStaleDeployment(invocation, refusalOf(invocation, error), stages));
  }
}

/** The route is there, but not in what the stage serves: only a deployment changes that [APIGW-15]. */
function withStaleDeployment(
  { apiId, method, pathInStage, stageIfFound }: ApiInvocation,
  refusal: GatewayRefusal,
  stages: DeployedStages,
): GatewayRefusal {
  if (refusal.why?.reason !== "route-unknown" || stageIfFound === undefined) return refusal;
  if (!stages.isUndeployed(apiId, method, pathInStage)) return refusal;
  const by = { stage: stageIfFound.stage.stageName };
  return refusal.because({ rule: "APIGW-15", reason: "route-not-deployed", by });
}

/** APIGW-10: an API or stage that does not exist is Forbidden, whatever the path. */
function findStage(invocation: ApiInvocation, stages: DeployedStages): void {
  const { target, apiId } = invocation;
  const start = /^\/*/.exec(target)?.[0].length ?? 0;
  const end = target.indexOf("/", start);
  const stageName = end === -1 ? target.slice(start) : target.slice(start, end);
  const stage = stages.find(apiId, stageName);
  if (stage === undefined) {
    throw refuse(REFUSALS.forbidden).because({
      rule: "APIGW-10",
      reason: "stage-unknown",
      asked: { api: apiId, stage: stageName },
      near: { stages: stages.namesOf(apiId) },
    });
  }
  invocation.stage = stage;
  invocation.pathInStage = end === -1 ? "/" : target.slice(end);
}

function refusalOf(invocation: ApiInvocation, error: unknown): GatewayRefusal {
  if (error instanceof GatewayRefusal) return error;
  invocation.context.logger.error(
    { err: error, requestId: invocation.request.requestId },
    "A call of a REST API failed unexpectedly.",
  );
  return refuse(REFUSALS.unexpected);
}
