import type { Properties, ResourceContext } from "../../../core/ports/resource-provider.ts";
import {
  mapsProperty,
  requiredTextProperty,
  textProperty,
} from "../../../core/properties/property-values.ts";
import type { InlinePolicy } from "../../../iam/identities/model/role.ts";
import { documentText } from "./document-text.ts";

const MAX_NAME = 64;

export function roleName(context: ResourceContext, properties: Properties): string {
  return textProperty(properties, "RoleName") ?? context.generateName({ maxLength: MAX_NAME });
}

export function inlinePolicies(properties: Properties): InlinePolicy[] {
  return mapsProperty(properties, "Policies").map((policy) => ({
    name: requiredTextProperty(policy, "PolicyName"),
    document: documentText(policy["PolicyDocument"]),
  }));
}
