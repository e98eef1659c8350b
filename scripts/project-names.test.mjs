// The tool runs any project: nothing in cloud/ knows the one beside it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { filesBelow, ROOT } from "./lib.mjs";

/** Tests may be about any project, and so may what they read; `cloud/docs` is what was packed of `docs`. */
const EXEMPT = /\.test\.tsx?$|\/(?:testing|fixtures|generated|data|dist|node_modules)\/|\/cloud\/docs\//;
const WORDS = new Set(["gate", "gates", "photo", "photos", "home", "homeapp", "household"]);
/** Names of the home: groups, outputs, folders. */
const NAMES = /\bAdmins\b|\bApiUrl\b|ProfileImage|profile-image|stacks\/(?:cognito|api|demo|tools)\b/;

/** `controlGate`, `gate-watch` and `GATE_STATE` are made of words; `Gateway` and `aggregate` are one each. */
function wordsOf(line) {
  return line
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/);
}

/** What a line says of AWS or of the operating system. */
function withoutForeignNames(line) {
  return line
    .replace(/\bApi ?Gateway\w*/gi, "")
    .replace(/\bAPI Gate\b/g, "")
    .replace(/\b(?:JAVA_|GEM_|BUNDLE_USER_)?HOME\b|\bjava\.home\b|"Contents", "Home"/g, "");
}

function namesIn(line) {
  const text = withoutForeignNames(line);
  const name = NAMES.exec(text)?.[0];
  return name ?? wordsOf(text).find((word) => WORDS.has(word));
}

test.each([
  ['const topic = "controlGate";', "gate"],
  ["gate-watch", "gate"],
  ["GATE_STATE", "gate"],
  ["/~1gates~1control", "gates"],
  ["// as the home stacks do", "home"],
  ["putPhoto(client)", "photo"],
  ['output("ApiUrl")', "ApiUrl"],
  ["(default: Admins)", "Admins"],
  ["portcullis up stacks/cognito", "stacks/cognito"],
  ["addGatewayResponses", undefined],
  ["x-amazon-apigateway-any-method aggregate negated", undefined],
  ["AdminSetUserPassword", undefined],
  ['environment["HOME"] ?? homedir()', undefined],
  ['environment["JAVA_HOME"] ?? property("java.home")', undefined],
])("%s names %s", (line, name) => {
  expect(namesIn(line)).toBe(name);
});

describe("cloud/", () => {
  const files = [...filesBelow(join(ROOT, "cloud"))].filter((path) => !EXEMPT.test(path));

  test("is read", () => {
    expect(files.length).toBeGreaterThan(500);
  });

  test("names nothing of the home", () => {
    const found = files.flatMap((path) =>
      readFileSync(path, "utf8")
        .split("\n")
        .map((line, index) => ({ at: `${path.slice(ROOT.length + 1)}:${index + 1}`, name: namesIn(line) }))
        .filter(({ name }) => name !== undefined)
        .map(({ at, name }) => `${at} ${name}`),
    );
    expect(found).toEqual([]);
  });
});
