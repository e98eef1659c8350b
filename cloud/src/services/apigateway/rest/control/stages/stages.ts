import { epochSeconds } from "../../../../../core/clock.ts";
import { STAGES_LIMIT } from "../../constants.ts";
import { type Control, requireApi } from "../model/control.ts";
import { badRequest, conflict, limitExceeded, stageNotFound } from "../model/errors.ts";
import type { AccessLogSettings, MethodSetting, Stage } from "../model/stage.ts";

export interface StageInput {
  readonly restApiId: string;
  readonly stageName: string;
  readonly deploymentId: string;
  readonly description?: string | undefined;
  readonly variables?: Readonly<Record<string, string>> | undefined;
  readonly methodSettings?: Readonly<Record<string, MethodSetting>> | undefined;
  readonly accessLogSettings?: AccessLogSettings | undefined;
  readonly tracingEnabled?: boolean | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

const STAGE_NAME = /^[a-zA-Z0-9_-]{1,128}$/;
const VARIABLE_NAME = /^[A-Za-z0-9_]{1,64}$/;
const VARIABLE_VALUE = /^[A-Za-z0-9-._~:/?#&=,]{1,512}$/;

export function createStage(control: Control, input: StageInput): Stage {
  return control.store.transaction(() => {
    requireApi(control, input.restApiId);
    if (control.store.findStage(input.restApiId, input.stageName) !== undefined) {
      throw conflict("Stage already exists");
    }
    return saveNewStage(control, input);
  });
}

export function saveNewStage(control: Control, input: StageInput): Stage {
  if (control.store.listStages(input.restApiId).length >= STAGES_LIMIT) {
    throw limitExceeded("Maximum number of Stages reached");
  }
  const now = epochSeconds(control.clock);
  return saveStage(control, { ...stageFrom(input), createdDate: now, lastUpdatedDate: now });
}

/** The stage with everything as `input` says; what it says no more is gone. */
export function replaceStage(control: Control, known: Stage, input: StageInput): Stage {
  const { stageName, createdDate, lastUpdatedDate } = known;
  return saveStage(control, { ...stageFrom(input), stageName, createdDate, lastUpdatedDate });
}

function stageFrom(input: StageInput): Omit<Stage, "createdDate" | "lastUpdatedDate"> {
  return {
    restApiId: input.restApiId,
    stageName: input.stageName,
    deploymentId: input.deploymentId,
    ...(input.description === undefined ? {} : { description: input.description }),
    ...(input.variables === undefined ? {} : { variables: input.variables }),
    methodSettings: input.methodSettings ?? {},
    ...(input.accessLogSettings === undefined ? {} : { accessLogSettings: input.accessLogSettings }),
    tracingEnabled: input.tracingEnabled ?? false,
    tags: input.tags ?? {},
  };
}

/** Checks and keeps a stage; the serving side notices at once. */
export function saveStage(control: Control, stage: Stage): Stage {
  assertStage(control, stage);
  const saved = { ...stage, lastUpdatedDate: epochSeconds(control.clock) };
  control.store.saveStage(saved);
  control.changed(stage.restApiId);
  return saved;
}

/** @throws NotFoundException */
export function requireStage(control: Control, restApiId: string, name: string): Stage {
  requireApi(control, restApiId);
  const stage = control.store.findStage(restApiId, name);
  if (stage === undefined) throw stageNotFound();
  return stage;
}

export function deleteStage(control: Control, restApiId: string, name: string): void {
  requireStage(control, restApiId, name);
  control.store.deleteStage(restApiId, name);
  control.changed(restApiId);
}

function assertStage(control: Control, stage: Stage): void {
  if (!STAGE_NAME.test(stage.stageName)) {
    throw badRequest("Stage name only allows a-zA-Z0-9_-");
  }
  if (control.store.findDeployment(stage.restApiId, stage.deploymentId) === undefined) {
    throw badRequest("Deployment id does not exist");
  }
  const variables = Object.entries(stage.variables ?? {});
  if (variables.length > 100) throw badRequest("Maximum number of stage variables reached");
  for (const [name, value] of variables) {
    if (!VARIABLE_NAME.test(name)) throw badRequest("Stage variable name only allows a-zA-Z0-9_");
    if (!VARIABLE_VALUE.test(value)) throw badRequest("Stage variable value has invalid characters");
  }
  assertLogging(control, stage);
}

function assertLogging(control: Control, stage: Stage): void {
  const log = stage.accessLogSettings;
  const execution = Object.values(stage.methodSettings).some(
    ({ loggingLevel = "OFF" }) => loggingLevel !== "OFF",
  );
  if ((log !== undefined || execution) && control.store.account().cloudwatchRoleArn === undefined) {
    throw badRequest("CloudWatch Logs role ARN must be set in account settings to enable logging");
  }
  if (
    log !== undefined &&
    !log.format.includes("$context.requestId") &&
    !log.format.includes("$context.extendedRequestId")
  ) {
    throw badRequest(
      "The access log format must contain at least $context.requestId or $context.extendedRequestId",
    );
  }
}
