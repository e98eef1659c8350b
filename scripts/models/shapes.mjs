// Shapes of botocore's models as the table's shapes: what a value must be, how it travels, no prose.

const TYPES = {
  string: "string",
  character: "string",
  boolean: "boolean",
  byte: "integer",
  short: "integer",
  integer: "integer",
  long: "integer",
  float: "number",
  double: "number",
  timestamp: "timestamp",
  blob: "blob",
  list: "list",
  map: "map",
  structure: "structure",
};

/** The shapes that `names` are made of, by name, sorted. */
export function shapeTable(model, names) {
  const found = new Map();
  const visit = (name) => {
    if (found.has(name)) return;
    const shape = tableShape(name, model.shapes[name]);
    found.set(name, shape);
    for (const reference of referencesOf(model.shapes[name])) visit(reference);
  };
  for (const name of names) visit(name);
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function referencesOf(shape) {
  const members = Object.values(shape.members ?? {});
  return [...members, shape.member, shape.value, shape.key].flatMap((member) => member?.shape ?? []);
}

function tableShape(name, shape) {
  const type = shape.document ? "document" : TYPES[shape.type];
  if (type === undefined) throw new Error(`${name} is of the unknown type ${shape.type}`);
  return {
    type,
    ...bounds(type, shape),
    ...(shape.pattern === undefined ? {} : patterns(name, shape.pattern)),
    ...(shape.enum === undefined ? {} : { enum: shape.enum }),
    ...(shape.sensitive ? { secret: true } : {}),
    ...(shape.streaming ? { streaming: true } : {}),
    ...(shape.union ? { union: true } : {}),
    ...(shape.flattened ? { flattened: true } : {}),
    ...(shape.timestampFormat === undefined ? {} : { timestampFormat: shape.timestampFormat }),
    ...(shape.payload === undefined ? {} : { payload: shape.payload }),
    ...(shape.member === undefined ? {} : { items: reference(shape.member) }),
    ...(shape.value === undefined ? {} : { keys: reference(shape.key), items: reference(shape.value) }),
    ...(shape.required?.length ? { required: shape.required } : {}),
    ...(shape.members === undefined
      ? {}
      : {
          members: Object.fromEntries(Object.entries(shape.members).map(([key, to]) => [key, reference(to)])),
        }),
  };
}

/** Bounds of a number are of its value, of anything else of its length. */
function bounds(type, { min, max }) {
  const isNumber = type === "integer" || type === "number";
  return {
    // AWS says nothing of a length that every value has.
    ...(min === undefined || (!isNumber && min === 0) ? {} : { [isNumber ? "atLeast" : "min"]: min }),
    ...(max === undefined ? {} : { [isNumber ? "atMost" : "max"]: max }),
  };
}

/** The name of a shape; with where and as what the member travels when that is not plain. */
function reference({
  shape,
  location,
  locationName,
  flattened,
  xmlAttribute,
  jsonvalue,
  streaming,
  queryName,
}) {
  const traits = {
    ...(location === undefined ? {} : { location }),
    ...(locationName === undefined ? {} : { wireName: locationName }),
    ...(queryName === undefined ? {} : { queryName }),
    ...(flattened ? { flattened } : {}),
    ...(xmlAttribute ? { xmlAttribute } : {}),
    ...(jsonvalue ? { jsonvalue } : {}),
    ...(streaming ? { streaming } : {}),
  };
  return Object.keys(traits).length === 0 ? shape : { shape, ...traits };
}

/**
 * The same language in another spelling: for patterns that JavaScript does not read as Java does,
 * and for those whose own form takes more than linear time.
 */
const MESSAGE = "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*";
const SPELLINGS = new Map([
  ["[\\S]+.*[\\S]+", "\\S.*\\S"],
  ["(?s).*", ".*"],
  // Escapes that the flag u does not know; anchors stand around every pattern.
  ["^\\!?[a-zA-Z0-9 :_@\\/\\+\\=\\.\\-\\!]*$", "!?[a-zA-Z0-9 :_@/+=.\\-!]*"],
  ["[A-Za-z0-9\\_\\-]+", "[A-Za-z0-9_\\-]+"],
  [
    "(^arn:aws([a-z]|\\-)*:secretsmanager:[a-z0-9-.]+:.*)|(\\$(\\.[\\w_-]+(\\[(\\d+|\\*)\\])*)*)",
    "arn:aws[a-z\\-]*:secretsmanager:[a-z0-9\\-.]+:.*|\\$(?:\\.[\\w\\-]+(?:\\[(?:\\d+|\\*)\\])*)*",
  ],
  // The text is looked at once for its characters and once for what has to stand in it.
  [`${MESSAGE}\\{####\\}${MESSAGE}`, `(?=${MESSAGE}$).*\\{####\\}.*`],
  [`${MESSAGE}\\{##${MESSAGE}##\\}${MESSAGE}`, `(?=${MESSAGE}$)(?:(?!\\{##).)*\\{##.*##\\}.*`],
]);

function patterns(name, pattern) {
  const linearPattern = SPELLINGS.get(pattern);
  try {
    new RegExp(`^(?:${linearPattern ?? pattern})$`, "us");
  } catch (error) {
    throw new Error(`SPELLINGS lacks the pattern of ${name}: ${pattern}`, { cause: error });
  }
  return { pattern, ...(linearPattern === undefined ? {} : { linearPattern }) };
}
