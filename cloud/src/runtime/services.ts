import { cloudformation } from "../cloudformation/module.ts";
import { apigateway } from "../services/apigateway/module.ts";
import { cloudcontrol } from "../services/cloudcontrol/module.ts";
import { cloudwatch } from "../services/cloudwatch/module.ts";
import { cognito } from "../services/cognito/module.ts";
import { dynamodb } from "../services/dynamodb/module.ts";
import { events } from "../services/events/module.ts";
import { iam } from "../services/iam/module.ts";
import { iot } from "../services/iot/module.ts";
import { kms } from "../services/kms/module.ts";
import { lambda } from "../services/lambda/module.ts";
import { logs } from "../services/logs/module.ts";
import { s3 } from "../services/s3/module.ts";
import { secretsmanager } from "../services/secretsmanager/module.ts";
import { sns } from "../services/sns/module.ts";
import { sqs } from "../services/sqs/module.ts";
import { ssm } from "../services/ssm/module.ts";
import { sts } from "../services/sts/module.ts";
import type { ServiceInstance, ServiceModule } from "../wire/service-module.ts";
import { createPlatform, type Foundation, type Platform, type Ports } from "./platform.ts";

/** Every service of this cloud. One that needs a port of another comes after it. */
export const SERVICES: readonly ServiceModule<Platform, Partial<Ports>>[] = [
  iam,
  sts,
  kms,
  s3,
  sqs,
  lambda,
  events,
  cognito,
  sns,
  apigateway,
  iot,
  logs,
  cloudwatch,
  ssm,
  secretsmanager,
  dynamodb,
  cloudformation,
  cloudcontrol,
];

export interface Services {
  /** In the order of the list, by name. */
  readonly instances: ReadonlyMap<string, ServiceInstance>;
  readonly ports: Ports;
}

/** Builds every service once and wires them through their ports; nothing listens yet. */
export function createServices(
  foundation: Foundation,
  modules: readonly ServiceModule<Platform, Partial<Ports>>[] = SERVICES,
): Services {
  const instances = new Map<string, ServiceInstance>();
  const providers = () => [...instances.values()].flatMap(({ resources = [] }) => [...resources]);
  const serviceOf = (type: string) =>
    [...instances.values()].find(({ resources = [] }) => resources.some((resource) => resource.type === type))
      ?.http;
  const platform = createPlatform(foundation, { providers, serviceOf });
  const ports: Partial<Ports> = {};
  for (const module of modules) {
    assertHasNeeds(module, ports);
    const instance = module.create({ ...platform, ...(ports as Ports), ...laterPorts(module, ports) });
    Object.assign(ports, instance.ports);
    instances.set(module.name, instance);
  }
  return { instances, ports: ports as Ports };
}

function assertHasNeeds({ name, needs = [] }: ServiceModule<Platform, Partial<Ports>>, ports: object): void {
  const missing = needs.find((port) => !Object.hasOwn(ports, port));
  if (missing !== undefined) throw new Error(`${name} needs ${missing}, which no service before it offers`);
}

/** Stand-ins for ports that a service uses, though who offers them may come later. */
function laterPorts(
  { name, uses = [] }: ServiceModule<Platform, Partial<Ports>>,
  ports: Partial<Record<string, object>>,
): Record<string, object> {
  return Object.fromEntries(
    uses.map((port) => {
      const find = (_: object, member: string | symbol): unknown => {
        const found = ports[port];
        if (found === undefined) throw new Error(`${name} uses ${port}, which no service offers`);
        return Reflect.get(found, member);
      };
      return [port, new Proxy({}, { get: find })];
    }),
  );
}

/** Ends what runs beside the requests: functions, broker, worker threads, a running deployment. */
export async function closeServices({ instances }: Services): Promise<void> {
  await Promise.all([...instances.values()].map((instance) => instance.close?.()));
}
