import type { XmlObject } from "../../wire/xml.ts";
import { SERVERLESS_TRANSFORM, transformsOf } from "../engine/prepare.ts";
import type { ParameterDefinition } from "../template/model.ts";
import { readParameters } from "../template/parameters.ts";
import { parseTemplateText } from "../template/parse.ts";
import { assertSections, section } from "../template/sections.ts";
import { isValueMap, member, type ValueMap } from "../template/value.ts";

/** What can be told of a template without a stack. */
export async function summarize(text: string) {
  const raw = await parseTemplateText(text);
  const transforms = transformsOf(raw);
  assertSections(raw, transforms.includes(SERVERLESS_TRANSFORM) ? ["Globals"] : []);
  const definitions: ParameterDefinition[] = [...readParameters(section(raw, "Parameters")).values()];
  const description = member(raw, "Description");
  const metadata = member(raw, "Metadata");
  return {
    raw,
    definitions,
    Description: typeof description === "string" ? description : undefined,
    ...capabilitiesOf(raw, transforms),
    DeclaredTransforms: { member: [...transforms] },
    Metadata: metadata === undefined ? undefined : JSON.stringify(metadata),
  };
}

function capabilitiesOf(raw: ValueMap, transforms: readonly string[]): XmlObject {
  if (transforms.length > 0) {
    return {
      Capabilities: { member: ["CAPABILITY_AUTO_EXPAND"] },
      CapabilitiesReason: `The following resource(s) require capabilities: [${transforms.join(", ")}]`,
    };
  }
  const iam = [...new Set(resourceTypes(raw).filter((type) => type.startsWith("AWS::IAM::")))];
  if (iam.length === 0) return {};
  return {
    Capabilities: { member: [hasIamName(raw) ? "CAPABILITY_NAMED_IAM" : "CAPABILITY_IAM"] },
    CapabilitiesReason: `The following resource(s) require capabilities: [${iam.join(", ")}]`,
  };
}

export function resourceTypes(raw: ValueMap): string[] {
  return Object.values(section(raw, "Resources")).flatMap((body) =>
    isValueMap(body) && typeof body["Type"] === "string" ? [body["Type"]] : [],
  );
}

function hasIamName(raw: ValueMap): boolean {
  return Object.values(section(raw, "Resources")).some((body) => {
    if (!isValueMap(body) || !String(body["Type"]).startsWith("AWS::IAM::")) return false;
    const properties = body["Properties"];
    return (
      isValueMap(properties) &&
      Object.keys(properties).some((name) =>
        /^(Role|User|Group|ManagedPolicy|InstanceProfile)Name$/.test(name),
      )
    );
  });
}
