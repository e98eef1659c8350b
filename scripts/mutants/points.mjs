// Where a check can be taken out: every authorization entry of an operation, every call that a resource
// of a stack stands for, and every line that carries the id of a rule.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { ROOT } from "../lib.mjs";
import { RULE, ruleMutants, rulesAbove } from "./rule-forms.mjs";

const SOURCES = [join(ROOT, "cloud", "src"), join(ROOT, "stacks")];
const SKIPPED = new Set(["testing", "fixtures", "generated", "data", "node_modules"]);
/** It asks what others are allowed, and guards nothing itself. */
const ASKS_ONLY = "cloud/src/access/";
const NOWHERE = '"arn:aws:mutant:::nowhere"';

/** By folder of the service. */
const RULES_OF_SERVICE = new Map();

/**
 * @typedef {object} Mutant
 * @property {string} id stable: file, line, what is taken out
 * @property {string} file relative to the checkout
 * @property {number} line
 * @property {"authorization" | "rule"} kind
 * @property {string} change in words
 * @property {readonly string[]} rules ids of rules on the line
 * @property {number} start
 * @property {number} end
 * @property {string} text what stands there instead
 */

/** Every mutant of the sources, in the order of the files. @param {ReadonlySet<string>} ruleIds */
export function findMutants(ruleIds) {
  return SOURCES.flatMap((folder) => [...sourcesBelow(folder)]).flatMap((path) => mutantsOf(path, ruleIds));
}

function* sourcesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name)) yield* sourcesBelow(path);
    } else if (/\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name)) yield path;
  }
}

/** @returns {Mutant[]} */
function mutantsOf(path, ruleIds) {
  const text = readFileSync(path, "utf8");
  if (!/\b(?:action|asks|authorize|operation|tagsOf)\b/.test(text) && text.search(RULE) === -1) return [];
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const file = relative(ROOT, path);
  const mutant = (node, kind, change, replacement, rules = []) => {
    const start = node.getStart(source);
    const line = source.getLineAndCharacterOfPosition(start).line + 1;
    return {
      id: `${file}:${line} ${change}`,
      file,
      line,
      kind,
      change,
      rules,
      start,
      end: node.getEnd(),
      text: replacement,
    };
  };
  const found = [];
  const visit = (node) => {
    for (const each of file.startsWith(ASKS_ONLY) ? [] : authorizationMutants(node, source)) {
      const named = [...rulesOfFunction(node, text), ...rulesOfService(file)];
      const asked = [...new Set(named)].filter((id) => ruleIds?.has(id) === true);
      found.push(mutant(each.node, "authorization", each.change, each.text, asked));
    }
    const rules = ruleIds === undefined ? [] : rulesAbove(node, text).filter((id) => ruleIds.has(id));
    if (rules.length > 0) {
      for (const each of ruleMutants(node, source))
        found.push(mutant(each.node, "rule", each.change, each.text, rules));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return unique(found);
}

/** A question belongs to the rule above the function that asks it. */
function rulesOfFunction(node, text) {
  for (let around = node.parent; around !== undefined; around = around.parent) {
    if (ts.isFunctionDeclaration(around)) return rulesAbove(around, text);
  }
  return [];
}

/** Ids above the function that makes the service of an operation: rules about each of its calls. */
function rulesOfService(file) {
  const folder = /^cloud\/src\/services\/[^/]+\/(?=operations\/)/.exec(file)?.[0];
  if (folder === undefined) return [];
  const known = RULES_OF_SERVICE.get(folder);
  if (known !== undefined) return known;
  const path = join(ROOT, folder, "index.ts");
  const text = readFileSync(path, "utf8");
  const { statements } = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const makers = statements.filter(
    (each) => ts.isFunctionDeclaration(each) && /^create\w+Service$/.test(nameOf(each)),
  );
  const rules = makers.flatMap((each) => rulesAbove(each, text));
  RULES_OF_SERVICE.set(folder, rules);
  return rules;
}

/** Two ways to the same change are one mutant. */
function unique(mutants) {
  const seen = new Map();
  for (const each of mutants) {
    const key = `${each.start}-${each.end}-${each.text}`;
    const known = seen.get(key);
    if (known === undefined) seen.set(key, each);
    else known.rules = [...new Set([...known.rules, ...each.rules])];
  }
  return [...seen.values()];
}

function nameOf(node) {
  return node.name !== undefined && ts.isIdentifier(node.name) ? node.name.text : "";
}

function* authorizationMutants(node, source) {
  if ((ts.isPropertyAssignment(node) || ts.isMethodDeclaration(node)) && nameOf(node) === "authorize") {
    if (ts.isObjectLiteralExpression(node.parent) && !asksNothing(node, source)) {
      yield { node, change: "asks nothing", text: "authorize: () => []" };
    }
  }
  if (isApiCall(node)) yield* leftOut(node);
  if (isTagReader(node)) yield { node, change: "counts no tags", text: "...{}" };
  if (ts.isCallExpression(node) && node.expression.getText(source) === "asks") {
    const [action, resource, context] = node.arguments;
    if (action !== undefined)
      yield { node: action, change: "asks for another action", text: '"mutant:Nothing"' };
    if (resource !== undefined)
      yield { node: resource, change: "asks for another resource", text: `() => ${NOWHERE}` };
    if (context !== undefined) yield { node: context, change: "leaves context out", text: "() => ({})" };
  }
  if (ts.isObjectLiteralExpression(node) && isQuestion(node)) {
    const host = ts.isYieldExpression(node.parent) ? node.parent.parent : undefined;
    if (host !== undefined && ts.isExpressionStatement(host))
      yield { node: host, change: "leaves a question out", text: ";" };
    for (const property of node.properties) {
      const name = nameOf(property);
      if (name === "action")
        yield { node: property, change: "asks for another action", text: 'action: "mutant:Nothing"' };
      else if (name === "resource")
        yield { node: property, change: "asks for another resource", text: `resource: ${NOWHERE}` };
      else yield { node: property, change: `leaves ${name || "members"} out`, text: `...{}` };
    }
  }
}

function asksNothing(node, source) {
  return ts.isPropertyAssignment(node) && node.initializer.getText(source) === "asksNothing";
}

/** A call of the API that a resource of a stack stands for: who changes the stack needs its rights. */
function isApiCall(node) {
  if (!ts.isObjectLiteralExpression(node)) return false;
  const names = node.properties.map(nameOf);
  return names.includes("operation") && names.includes("input");
}

/** In a list, or each in a `map`; elsewhere it is all that is asked. */
function* leftOut(call) {
  const change = "leaves a call out";
  if (ts.isArrayLiteralExpression(call.parent)) yield { node: call, change, text: "...[]" };
  const arrow = ts.isParenthesizedExpression(call.parent) ? call.parent.parent : undefined;
  if (arrow === undefined || !ts.isArrowFunction(arrow) || !ts.isCallExpression(arrow.parent)) return;
  if (arrow.parent.expression.name?.text === "map") yield { node: arrow.parent, change, text: "[]" };
}

/** What tells a pipeline the tags of a resource, for conditions. */
function isTagReader(node) {
  return (
    (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) && nameOf(node) === "tagsOf"
  );
}

function isQuestion(node) {
  const names = node.properties.map(nameOf);
  return names.includes("action") && names.includes("resource") && !names.includes("caller");
}
