import { expect, test } from "vitest";
import { findingOf } from "./findings.ts";
import type { CheckFacts } from "./model.ts";
import { createPlaces } from "./template/places.ts";
import { readSourceMap } from "./template/source-map.ts";
import { resource } from "./testing/fake-deployment.ts";

const TEMPLATE = `Globals:
  Api: { TracingEnabled: false }
Resources:
  Written:
    Type: AWS::Cognito::UserPool
    Properties: { MfaConfiguration: "OFF" }
  Silent:
    Type: AWS::Cognito::UserPool
    Properties: { UserPoolName: a }
`;
const places = createPlaces(new Map([["app", readSourceMap("template.yaml", TEMPLATE)]]));

function changeOf(change: string, name: string, stack = "app"): string {
  const facts = { id: "CFG-02", group: "configuration", title: "t", severity: "low", mode: "c" } as const;
  const check: CheckFacts = { ...facts, references: ["A1"], change };
  const parts = { confidence: "seen", resource: { ...resource(name, ""), stack }, what: "w" } as const;
  return findingOf(check, parts as never, places).change;
}

const MFA = '- MfaConfiguration: "OFF"\n+ MfaConfiguration: "ON"';

test.each([
  ["a line that is there", MFA, "Written", "app", MFA],
  ["a line that is not there", MFA, "Silent", "app", '+ MfaConfiguration: "ON"'],
  [
    "a line for all resources",
    "- TracingEnabled: false\n+ x",
    "Silent",
    "app",
    "- TracingEnabled: false\n+ x",
  ],
  ["words that are no member", "- the address\n+ x", "Silent", "app", "- the address\n+ x"],
  [
    "nothing but lines that are not there",
    "- DataTraceEnabled: true",
    "Silent",
    "app",
    "- DataTraceEnabled: true",
  ],
  ["a template that is not at hand", MFA, "Silent", "elsewhere", MFA],
])("AUDIT-8 what a finding takes away: %s", (_title, change, name, stack, expected) => {
  expect(changeOf(change, name, stack)).toBe(expected);
});
