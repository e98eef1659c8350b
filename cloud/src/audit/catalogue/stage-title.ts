import type { Stage } from "../deployment/deployment.ts";

/** What SAM calls the stage that it makes beside the one of the template. */
const SAM_STAGE = "Stage";

/** Stages of the template before the one of SAM: findings of one API are told as one, by its first stage. */
export function ownFirst(stages: readonly Stage[]): readonly Stage[] {
  return stages.toSorted((one, other) => Number(isOfSam(one, stages)) - Number(isOfSam(other, stages)));
}

/** How a stage is told to people: in their template nobody finds the one that SAM makes. */
export function stageTitle(stage: Stage, stages: readonly Stage[]): string {
  if (!isOfSam(stage, stages)) return `The stage ${stage.name}`;
  return `The stage ${stage.name}, which SAM makes beside yours (OpenApiVersion: 3.0.1 under Globals.Api leaves it out),`;
}

function isOfSam({ name, resource }: Stage, stages: readonly Stage[]): boolean {
  return name === SAM_STAGE && stages.length > 1 && resource.type !== "AWS::ApiGateway::Stage";
}
