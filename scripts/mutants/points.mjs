// Where a check can be taken out: every authorization entry of an operation, and every line that
// carries the id of a rule.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { ROOT } from "../lib.mjs";

const SOURCES = join(ROOT, "cloud", "src");
const SKIPPED = new Set(["testing", "fixtures", "generated", "data", "node_modules"]);
const RULE = /\b[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+\b/g;
const NOWHERE = '"arn:aws:mutant:::nowhere"';

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
  return [...sourcesBelow(SOURCES)].flatMap((path) => mutantsOf(path, ruleIds));
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
  if (!text.includes("authorize") && !RULE.test(text)) return [];
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
    for (const each of authorizationMutants(node, source))
      found.push(mutant(each.node, "authorization", each.change, each.text));
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

function isQuestion(node) {
  const names = node.properties.map(nameOf);
  return names.includes("action") && names.includes("resource") && !names.includes("caller");
}

/** Ids in the comments directly above a node, or behind it on its line. */
function rulesAbove(node, text) {
  if (!isRuleHolder(node)) return [];
  const leading = ts.getLeadingCommentRanges(text, node.getFullStart()) ?? [];
  const trailing = ts.getTrailingCommentRanges(text, node.getEnd()) ?? [];
  const words = [...leading, ...trailing].map(({ pos, end }) => text.slice(pos, end)).join(" ");
  return words.match(RULE) ?? [];
}

function isRuleHolder(node) {
  return (
    ts.isStatement(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isArrayLiteralExpression(node.parent ?? node)
  );
}

/** What taking the check out means. A rule above a function that answers something is each of its guards. */
function* ruleMutants(node, source) {
  if (ts.isIfStatement(node)) yield { node: node.expression, change: "never refuses", text: "false" };
  else if (ts.isThrowStatement(node)) yield { node, change: "does not throw", text: ";" };
  else if (ts.isExpressionStatement(node)) yield { node, change: "is left out", text: ";" };
  else if (ts.isReturnStatement(node) && node.expression !== undefined && isBoolean(node.expression)) {
    yield { node: node.expression, change: "says yes", text: "true" };
    yield { node: node.expression, change: "says no", text: "false" };
  } else if (ts.isFunctionDeclaration(node) && node.body !== undefined && returnsNothing(node, source)) {
    yield { node: node.body, change: "checks nothing", text: "{}" };
  } else if (
    ts.isFunctionDeclaration(node) &&
    node.body !== undefined &&
    node.type?.getText(source) === "boolean"
  ) {
    yield { node: node.body, change: "says yes", text: "{ return true; }" };
    yield { node: node.body, change: "says no", text: "{ return false; }" };
  } else yield* guardMutants(node, source);
}

function* guardMutants(node, source) {
  yield* valueMutants(node, source);
  const body = bodyOf(node);
  for (const statement of body?.statements ?? []) {
    if (ts.isIfStatement(statement))
      yield { node: statement.expression, change: "never refuses", text: "false" };
    else if (isAssertion(statement, source)) yield { node: statement, change: "is left out", text: ";" };
  }
}

/** Rows of a table, whole tables, and conditions that stand for a value. */
function* valueMutants(node, source) {
  if (ts.isArrayLiteralExpression(node.parent)) {
    yield { node, change: "is missing from the list", text: "...[]" };
    return;
  }
  const value = initialValue(node);
  if (value === undefined) return;
  const empty = emptied(value, source);
  if (empty !== undefined) yield { node: value, change: "is empty", text: empty };
  const condition = ts.isArrowFunction(value) && !ts.isBlock(value.body) ? value.body : value;
  if (!isBoolean(condition)) return;
  yield { node: condition, change: "says yes", text: "true" };
  yield { node: condition, change: "says no", text: "false" };
}

function emptied(value, source) {
  if (ts.isArrayLiteralExpression(value) && value.elements.length > 0) return "[]";
  if (!ts.isNewExpression(value) || (value.arguments ?? []).length === 0) return undefined;
  const made = value.expression.getText(source);
  return made === "Map" || made === "Set" ? `new ${made}()` : undefined;
}

function initialValue(node) {
  const value = ts.isVariableStatement(node)
    ? node.declarationList.declarations[0]?.initializer
    : ts.isPropertyAssignment(node)
      ? node.initializer
      : ts.isReturnStatement(node)
        ? node.expression
        : undefined;
  return value !== undefined && ts.isAsExpression(value) ? value.expression : value;
}

function bodyOf(node) {
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) return node.body;
  const value = ts.isVariableStatement(node)
    ? node.declarationList.declarations[0]?.initializer
    : ts.isPropertyAssignment(node)
      ? node.initializer
      : undefined;
  if (value === undefined || !(ts.isArrowFunction(value) || ts.isFunctionExpression(value))) return undefined;
  return ts.isBlock(value.body) ? value.body : undefined;
}

function isAssertion(statement, source) {
  return (
    ts.isExpressionStatement(statement) && /^(?:await )?[\w.#]*assert\w*\(/.test(statement.getText(source))
  );
}

function returnsNothing(node, source) {
  const type = node.type?.getText(source);
  return type === "void" || type?.startsWith("asserts ") === true;
}

function isBoolean(node) {
  if (ts.isPrefixUnaryExpression(node)) return node.operator === ts.SyntaxKind.ExclamationToken;
  if (!ts.isBinaryExpression(node)) return false;
  const { EqualsEqualsEqualsToken, ExclamationEqualsEqualsToken, AmpersandAmpersandToken, BarBarToken } =
    ts.SyntaxKind;
  const { LessThanToken, LessThanEqualsToken, GreaterThanToken, GreaterThanEqualsToken } = ts.SyntaxKind;
  return [
    EqualsEqualsEqualsToken,
    ExclamationEqualsEqualsToken,
    AmpersandAmpersandToken,
    BarBarToken,
    LessThanToken,
    LessThanEqualsToken,
    GreaterThanToken,
    GreaterThanEqualsToken,
  ].includes(node.operatorToken.kind);
}
