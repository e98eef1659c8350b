import { unsupported } from "../../core/errors.ts";
import type { AnyOperation } from "../../wire/operation.ts";
import { createPathRouter } from "../../wire/path-router.ts";
import { type PipelineDependencies, type ServedService, serve } from "../../wire/pipeline.ts";
import type { ProtocolErrors } from "../../wire/protocol.ts";
import { type NamedBinding, type RestJsonOptions, restJson } from "../../wire/protocols/rest-json.ts";
import { unsupportedBindings } from "../../wire/protocols/unsupported-bindings.ts";
import type { Broker } from "./broker/broker.ts";
import { CreateTopicRule } from "./operations/CreateTopicRule.ts";
import { DeleteTopicRule } from "./operations/DeleteTopicRule.ts";
import { DescribeEndpoint } from "./operations/DescribeEndpoint.ts";
import { DisableTopicRule } from "./operations/DisableTopicRule.ts";
import { EnableTopicRule } from "./operations/EnableTopicRule.ts";
import { GetRetainedMessage } from "./operations/GetRetainedMessage.ts";
import { GetTopicRule } from "./operations/GetTopicRule.ts";
import { ListRetainedMessages } from "./operations/ListRetainedMessages.ts";
import { ListTagsForResource } from "./operations/ListTagsForResource.ts";
import { ListTopicRules } from "./operations/ListTopicRules.ts";
import { Publish } from "./operations/Publish.ts";
import { ReplaceTopicRule } from "./operations/ReplaceTopicRule.ts";
import { TagResource } from "./operations/TagResource.ts";
import { UntagResource } from "./operations/UntagResource.ts";
import type { RulesContext } from "./rules/context.ts";
import { ruleNameIn } from "./rules/tags.ts";
import { MAX_PAYLOAD_BYTES } from "./shared/constants.ts";
import { iotErrors } from "./shared/errors.ts";

export interface IotHttpOptions extends PipelineDependencies {
  readonly broker: Broker;
  readonly newTraceId: () => string;
  /** Where DescribeEndpoint says that the data plane is. */
  readonly port: number;
  readonly rules: RulesContext;
}

/** The two REST-JSON services of AWS IoT. */
export interface IotPlanes {
  readonly data: ServedService;
  readonly control: ServedService;
}

export function createIotPlanes(options: IotHttpOptions): IotPlanes {
  const { broker, newTraceId, port, rules } = options;
  const data = [Publish({ broker, newTraceId }), GetRetainedMessage(broker), ListRetainedMessages(broker)];
  const control = [
    CreateTopicRule(rules),
    DeleteTopicRule(rules),
    DescribeEndpoint(port),
    DisableTopicRule(rules),
    EnableTopicRule(rules),
    GetTopicRule(rules),
    ListTagsForResource(rules),
    ListTopicRules(rules),
    ReplaceTopicRule(rules),
    TagResource(rules),
    UntagResource(rules),
  ];
  return {
    data: serve(
      {
        name: "iot-data",
        signingNames: ["iotdata", "iotdevicegateway"],
        body: MAX_PAYLOAD_BYTES,
        protocol: restJson({
          ...COMMON,
          operations: data,
          unsupported: () => unsupportedBindings("iot-data", data),
          errors: { ...ERRORS, denied: iotErrors.forbidden },
        }),
      },
      options,
    ),
    control: serve(
      {
        name: "iot",
        signingNames: ["iot", "execute-api"],
        tagsOf: (arn) => rules.rules.find(ruleNameIn(arn, rules.scope) ?? "")?.tags,
        body: MAX_PAYLOAD_BYTES,
        protocol: restJson({
          ...COMMON,
          operations: control,
          unsupported: () => unsupportedBindings("iot", control),
          errors: ERRORS,
        }),
      },
      options,
    ),
  };
}

/** One handle for both planes: no path of AWS's models is in both. */
export function serveBoth({ data, control }: IotPlanes): ServedService {
  const router = createPathRouter(() => [
    ...data.operations.map(bindingOf),
    ...unsupportedBindings("iot-data", data.operations).map((binding) => ({
      ...binding,
      value: binding.name,
    })),
  ]);
  return {
    name: control.name,
    operations: [...data.operations, ...control.operations],
    handle: (request) => (router.knowsPath(request.path) ? data : control).handle(request),
  };
}

function bindingOf({ name, http }: AnyOperation): NamedBinding & { readonly value: string } {
  return { name, method: http?.method ?? "", uri: http?.uri ?? "", value: name };
}

const ERRORS: Partial<ProtocolErrors> = {
  malformed: iotErrors.invalidRequest,
  invalid: iotErrors.invalidRequest,
  tooLarge: iotErrors.payloadTooLarge,
  internal: iotErrors.internal,
};

const COMMON: Omit<RestJsonOptions, "operations" | "unsupported" | "errors"> = {
  unknown: (knownPath) =>
    knownPath
      ? iotErrors.methodNotAllowed()
      : iotErrors.resourceNotFound("The specified resource does not exist."),
  unreadablePath: () => iotErrors.invalidRequest("The path is not percent-encoded UTF-8."),
  unknownMember: ({ operation, name }) =>
    operation.unsupportedMembers?.includes(name) === true ? unsupported(name) : undefined,
  errorBody: (error, { requestId }) => ({ message: error.message, ...error.members, traceId: requestId }),
};
