import type { TemplateNode } from "./template-node.ts";

/** What of a template made something whose id says nothing of it. */
export interface SharedSource {
  /** `Globals` where it stands there. */
  readonly logicalId: string;
  readonly resource: TemplateNode;
  /** The part of it that caused it, and in words: `the event Get`. */
  readonly part: TemplateNode;
  readonly cause: string;
  /** How many other parts of the template caused it, too. */
  readonly others: number;
}

type Caused = readonly [cause: string, part: TemplateNode];

interface Shared {
  readonly id: RegExp;
  readonly causes: (resource: TemplateNode) => readonly Caused[];
  /** Below a kind of the globals, where all resources of it have the setting from there. */
  readonly setting?: readonly string[];
  /** Each has one of its own: of several nothing says which. */
  readonly isOfOne?: true;
}

/** What the transform makes under ids of its own. */
const SHARED: readonly Shared[] = [
  { id: /^ServerlessRestApi/, causes: eventsWithoutApi("Api", "RestApiId") },
  { id: /^ServerlessHttpApi/, causes: eventsWithoutApi("HttpApi", "ApiId") },
  { id: /^Serverless(?:UsagePlan|ApiKey|UsagePlanKey)$/, ...having("Auth", "UsagePlan") },
  {
    id: /^(?:ServerlessDeploymentApplication|CodeDeployServiceRole)$/,
    ...having("DeploymentPreference"),
  },
  {
    id: /^(?:ApiGatewayDomainName(?:V2)?|DomainNameAccessAssociation|RecordSetGroup)[0-9a-f]{10}$/,
    ...having("Domain"),
    isOfOne: true,
  },
];

/** Undefined where nothing that is written makes a resource of that id. */
export function sharedSource(template: TemplateNode, logicalId: string): SharedSource | undefined {
  const shared = SHARED.find(({ id }) => id.test(logicalId));
  if (shared === undefined) return undefined;
  const all = (template.at("Resources")?.entries() ?? []).flatMap(([name, resource]) =>
    shared.causes(resource).map(([cause, part]) => ({ logicalId: name, resource, cause, part })),
  );
  const [first, ...others] = all.length > 0 ? all : inGlobals(template, shared);
  if (first === undefined || (shared.isOfOne && others.length > 0)) return undefined;
  return { ...first, others: others.length };
}

function inGlobals(template: TemplateNode, { setting }: Shared): Omit<SharedSource, "others">[] {
  if (setting === undefined) return [];
  return (template.at("Globals")?.entries() ?? []).flatMap(([kind, resource]) => {
    const part = resource.at(...setting);
    return part === undefined
      ? []
      : [{ logicalId: "Globals", resource, cause: [kind, ...setting].join("."), part }];
  });
}

/** Events of functions that name no API: an API is made for all of them. */
function eventsWithoutApi(type: string, reference: string) {
  return (resource: TemplateNode): Caused[] =>
    (resource.at("Properties", "Events")?.entries() ?? [])
      .filter(([, event]) => event.at("Type")?.text === type)
      .filter(([, event]) => event.at("Properties", reference) === undefined)
      .map(([name, event]) => [`the event ${name}`, event]);
}

function having(...setting: readonly string[]): Pick<Shared, "causes" | "setting"> {
  const causes = (resource: TemplateNode): Caused[] => {
    const part = resource.at("Properties", ...setting);
    return part === undefined ? [] : [[setting.join("."), part]];
  };
  return { causes, setting };
}
