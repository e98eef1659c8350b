import {
  anything,
  boolean,
  integerFrom,
  listOf,
  mapOf,
  matching,
  objectWith,
  oneOf,
  type Shape,
  text,
} from "./shape.ts";

const LEVEL = oneOf("none", "note", "warning", "error");
const MESSAGE = objectWith({ text });
/** RFC 3986, section 4.1: no blank, no control character, no bare percent sign. */
const URI_REFERENCE = matching(/^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-F]{2})+$/);

/** Section 3.8: tags of a property bag are a set. */
const PROPERTIES: Shape = (value, path) => [
  ...mapOf(anything)(value, path),
  ...listOf(text, { isSet: true })((value as { tags?: unknown }).tags ?? [], `${path}.tags`),
];

/** 3.49 reportingDescriptor. */
const RULE = objectWith({
  id: text,
  "name?": text,
  "shortDescription?": MESSAGE,
  "fullDescription?": MESSAGE,
  "help?": MESSAGE,
  "defaultConfiguration?": objectWith({ "level?": LEVEL }),
  "properties?": PROPERTIES,
});

/** 3.28 location. */
const LOCATION = objectWith({
  "physicalLocation?": objectWith({
    artifactLocation: objectWith({ uri: URI_REFERENCE }),
    "region?": objectWith({ startLine: integerFrom(1) }),
  }),
  "logicalLocations?": listOf(objectWith({ "name?": text, "fullyQualifiedName?": text, "kind?": text }), {
    isSet: true,
  }),
});

/** 3.27 result. */
const RESULT = objectWith({
  "ruleId?": text,
  "ruleIndex?": integerFrom(0),
  "level?": LEVEL,
  message: MESSAGE,
  "locations?": listOf(LOCATION),
  "partialFingerprints?": mapOf(text),
  "suppressions?": listOf(objectWith({ kind: oneOf("inSource", "external"), "justification?": text }), {
    isSet: true,
  }),
  "properties?": PROPERTIES,
});

/** 3.20 invocation. */
const INVOCATION = objectWith({
  executionSuccessful: boolean,
  "exitCode?": integerFrom(0),
  "startTimeUtc?": matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/),
  "toolExecutionNotifications?": listOf(
    objectWith({ "level?": LEVEL, message: MESSAGE, "associatedRule?": objectWith({ id: text }) }),
  ),
});

/**
 * The objects of SARIF 2.1.0 that the audit writes, as the standard has them: what must be there, what may,
 * and of which kind. A member that it begins to write is wrong until it stands here.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html section 3
 */
export const SARIF: Shape = objectWith({
  "$schema?": URI_REFERENCE,
  version: oneOf("2.1.0"),
  runs: listOf(
    objectWith({
      tool: objectWith({
        driver: objectWith({
          name: text,
          "version?": text,
          "rules?": listOf(RULE, { isSet: true }),
        }),
      }),
      "automationDetails?": objectWith({ "id?": text }),
      "invocations?": listOf(INVOCATION),
      "columnKind?": oneOf("utf16CodeUnits", "unicodeCodePoints"),
      "results?": listOf(RESULT),
    }),
  ),
});
