// Where the check of a rule stands: the forms in which code says no, and what taking it out leaves.
import ts from "typescript";

export const RULE = /\b[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+\b/g;

/** Ids in the comments directly above a node, or behind it on its line. */
export function rulesAbove(node, text) {
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
    ts.isSpreadAssignment(node) ||
    ts.isArrayLiteralExpression(node.parent ?? node) ||
    (ts.isArrowFunction(node.parent ?? node) && node.parent.body === node)
  );
}

/** What taking the check out means; where the line itself has no such form, what it is made of. */
export function ruleMutants(node, source) {
  const own = [...lineMutants(node, source)];
  if (own.length > 0) return own;
  const parts = [...partMutants(node, source)];
  if (parts.length > 0) return parts;
  const others = [...handedOnMutants(node, source), ...nextCheckMutants(node, source)];
  if (others.length > 0) return others;
  const inside = [...madeMutants(node, source)];
  return inside.length > 0 ? inside : [...unchangedMutants(node, source)];
}

/** What a function changes in what it is given is left as it is: `return masked(text)` answers `text`. */
function* unchangedMutants(node, source) {
  for (const statement of bodyOf(node)?.statements ?? []) {
    if (!ts.isReturnStatement(statement) || statement.expression === undefined) continue;
    const { expression } = statement;
    if (!ts.isCallExpression(expression)) continue;
    const [first] = expression.arguments;
    const given = ts.isIdentifier(expression.expression)
      ? first
      : ts.isPropertyAccessExpression(expression.expression)
        ? expression.expression.expression
        : undefined;
    if (given !== undefined)
      yield { node: expression, change: "changes nothing", text: given.getText(source) };
  }
}

const BOUND = /^[A-Z_]*(?:LIMIT|MAX|LONGEST)[A-Z_]*$/;

/** What somebody else decides or bounds for this line, and what is refused where nothing is found. */
function* handedOnMutants(node, source) {
  for (const part of [node, ...descendants(node)]) {
    if (isDecision(part, source)) {
      yield { node: part, change: "allows", text: "({ allowed: true })" };
    } else if (ts.isIdentifier(part) && BOUND.test(part.text) && ts.isCallExpression(part.parent)) {
      yield { node: part, change: "has no bound", text: "Number.POSITIVE_INFINITY" };
    } else if (isFallback(part)) {
      yield { node: part.right, change: "refuses nothing", text: "(() => undefined)" };
    }
  }
}

/** `authorization.decide(…)` */
function isDecision(node, source) {
  return ts.isCallExpression(node) && /^\w*[aA]uthorization\.decide$/.test(node.expression.getText(source));
}

/** `found ?? (() => refuse())` */
function isFallback(node) {
  return (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken &&
    ts.isParenthesizedExpression(node.right) &&
    ts.isArrowFunction(node.right.expression)
  );
}

/** A value is made for the check behind it: the next statement that refuses. */
function* nextCheckMutants(node, source) {
  if (!ts.isVariableStatement(node) || !ts.isBlock(node.parent)) return;
  const { statements } = node.parent;
  const following = statements.slice(statements.indexOf(node) + 1);
  const check = following.find(
    (each) => ts.isIfStatement(each) || ts.isReturnStatement(each) || isAssertion(each, source),
  );
  if (check === undefined) return;
  yield* isAssertion(check, source)
    ? [{ node: check, change: "is left out", text: ";" }]
    : [...lineMutants(check, source), ...partMutants(check, source)];
}

/** Every condition and every filter inside. */
function* partMutants(node, source) {
  for (const part of descendants(node)) {
    if (ts.isIfStatement(part)) {
      yield { node: part.expression, change: "never happens", text: "false" };
    } else if (ts.isConditionalExpression(part)) {
      yield { node: part.condition, change: "is always so", text: "true" };
      yield { node: part.condition, change: "is never so", text: "false" };
    } else if (isFilter(part)) {
      yield { node: part, change: "leaves all in", text: part.expression.expression.getText(source) };
    } else if (ts.isBinaryExpression(part) && isBoolean(part) && ts.isReturnStatement(part.parent)) {
      yield { node: part, change: "says yes", text: "true" };
      yield { node: part, change: "says no", text: "false" };
    }
  }
}

function* descendants(node) {
  for (const child of node.getChildren()) {
    yield child;
    yield* descendants(child);
  }
}

function isFilter(node) {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === "filter"
  );
}

/** A rule above a function that answers something is each of its guards. */
function* lineMutants(node, source) {
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
  yield* guardsIn(bodyOf(node), source);
}

function* guardsIn(body, source) {
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
  if (ts.isNumericLiteral(value))
    yield { node: value, change: "has no bound", text: "Number.POSITIVE_INFINITY" };
  const list = listOf(value);
  const empty = emptied(list, source);
  if (empty !== undefined) yield { node: list, change: "is empty", text: empty };
  const condition = ts.isArrowFunction(value) && !ts.isBlock(value.body) ? value.body : value;
  if (!isBoolean(condition)) return;
  yield { node: condition, change: "says yes", text: "true" };
  yield { node: condition, change: "says no", text: "false" };
}

/** `[…].sort(…)` is the list with something done to it. */
function listOf(value) {
  if (!ts.isCallExpression(value) || !ts.isPropertyAccessExpression(value.expression)) return value;
  const { expression } = value.expression;
  return ts.isArrayLiteralExpression(expression) ? expression : value;
}

/** A function that only makes the one which decides: the guards of that. */
function* madeMutants(node, source) {
  const [only, more] = bodyOf(node)?.statements ?? [];
  if (only === undefined || more !== undefined || !ts.isReturnStatement(only)) return;
  const made = only.expression;
  if (made === undefined || !ts.isArrowFunction(made) || !ts.isBlock(made.body)) return;
  yield* guardsIn(made.body, source);
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
  return bare(value);
}

function bare(value) {
  if (value === undefined) return undefined;
  return ts.isAsExpression(value) || ts.isSatisfiesExpression(value) ? bare(value.expression) : value;
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
