import { describe, expect, test } from "vitest";
import { evaluationOf, type SqlMessage } from "./evaluate.ts";
import { parseExpression, parseStatement } from "./parse.ts";
import { EvaluationError } from "./sql-error.ts";
import { fill, parseTemplate } from "./template.ts";

const message = (payload: unknown, facts: Partial<SqlMessage> = {}): SqlMessage => ({
  topic: "home/hall/lamp",
  clientId: "lamp-1",
  principal: "AROA:lamp",
  sourceIp: "127.0.0.1",
  traceId: "trace",
  accountId: "123456789012",
  sqlVersion: "2016-03-23",
  now: 1_481_825_251_155,
  newUuid: () => "uuid",
  random: () => 0.5,
  payload: Buffer.isBuffer(payload) ? payload : Buffer.from(JSON.stringify(payload)),
  ...facts,
});
const value = (source: string, payload: unknown = {}, facts: Partial<SqlMessage> = {}) =>
  evaluationOf(message(payload, facts)).evaluate(parseExpression(source));
const select = (source: string, payload: unknown = {}, facts: Partial<SqlMessage> = {}) =>
  evaluationOf(message(payload, facts)).select(parseStatement(source))?.value;

const LAMP = { color: "red", temperature: 50, deep: { a: { b: 1 } }, list: [1, "two"], none: null, on: true };

describe("SELECT", () => {
  test.each([
    ["SELECT * FROM 'a/b'", LAMP],
    ["SELECT color FROM 'a/b'", { color: "red" }],
    ["SELECT color AS my_color, temperature AS t FROM 'a/b'", { my_color: "red", t: 50 }],
    ["select deep.a.b as x.y, deep.a.b from 'a/b'", { x: { y: 1 }, b: 1 }],
    ["SELECT *, 15 AS speed, 'blue' AS color FROM 'a/b'", { ...LAMP, speed: 15, color: "blue" }],
    ["SELECT VALUE color FROM 'a/b'", "red"],
    ["SELECT VALUE [color, 1] FROM 'a/b'", ["red", 1]],
    ["SELECT missing, color, deep.no.where AS w FROM 'a/b'", { color: "red" }],
    ["SELECT none FROM 'a/b'", { none: null }],
    ["SELECT * AS message FROM 'a/b'", { message: LAMP }],
    ["SELECT (temperature - 32) * 5 / 9 AS celsius, upper(color) AS c FROM 'a/b'", { celsius: 10, c: "RED" }],
    ["SELECT {'n': get(list, 1), 'm': missing} AS o FROM 'a/b'", { o: { n: "two" } }],
    ["SELECT topic(2) FROM 'a/b'", { "topic(2)": "hall" }],
    ["SELECT temperature + 1 FROM 'a/b'", { "temperature + 1": 51 }],
    ["SELECT color", { color: "red" }],
    ["SELECT * FROM 'a/b' WHERE temperature > 49 AND NOT color = 'blue'", LAMP],
    ["SELECT * FROM 'a/b' WHERE on", LAMP],
    ["SELECT * FROM 'a/b' WHERE 'TRUE'", LAMP],
  ])("%s", (source, expected) => {
    expect(select(source, LAMP)).toEqual(expected);
  });

  test.each([
    "temperature > 50",
    "missing > 1",
    "missing = missing",
    "NOT missing",
    "color",
    "1",
    "missing OR true",
    "color <> 'red'",
    "missing <> 'red'",
  ])("WHERE %s holds not", (condition) => {
    expect(select(`SELECT * FROM 'a' WHERE ${condition}`, LAMP)).toBeUndefined();
  });

  test("names of messages are names only", () => {
    const payload = Buffer.from('{"__proto__": {"polluted": 1}, "constructor": 2, "a": 3}');

    expect(JSON.stringify(select("SELECT *, 1 AS x FROM 'a'", payload))).toBe(
      '{"__proto__":{"polluted":1},"constructor":2,"a":3,"x":1}',
    );
    expect(value("toString", {})).toBeUndefined();
    expect(value("a.constructor.name", { a: {} })).toBeUndefined();
    expect(value("get(a, 'constructor')", { a: {} })).toBeUndefined();
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test("bytes pass, and functions may see them", () => {
    const bytes = Buffer.from([0, 255, 7]);

    expect(select("SELECT * FROM 'a'", bytes)).toEqual(bytes);
    expect(select("SELECT encode(*, 'base64') AS data, timestamp() AS ts FROM 'a'", bytes)).toEqual({
      data: "AP8H",
      ts: 1_481_825_251_155,
    });
    expect(select("SELECT * FROM 'a' WHERE topic(1) = 'home'", bytes)).toEqual(bytes);
    for (const source of [
      "SELECT *, 1 AS x FROM 'a'",
      "SELECT color FROM 'a'",
      "SELECT * FROM 'a' WHERE x = 1",
      "SELECT * AS m FROM 'a'",
    ]) {
      expect(() => select(source, bytes)).toThrow(EvaluationError);
    }
  });
});

describe("IOT-27 a pattern that backtracks for ever", () => {
  const text = `${"a".repeat(40)}!`;

  test.each([
    "regexp_matches(text, '^(a+)+$')",
    "regexp_matches(text, pattern)",
    "regexp_substr(text, pattern)",
    "regexp_replace(text, pattern, '')",
  ])("%s is stopped", (expression) => {
    const message = { text, pattern: "^(a+)+$" };

    expect(() => value(expression, message)).toThrow(EvaluationError);
  });
});

describe("IOT-28 a message of which a rule makes too much", () => {
  const message = { text: "a".repeat(60_000), by: "b".repeat(60_000), list: Array(60_000).fill(1) };

  test.each([
    "replace(text, 'a', by)",
    "replace(text, '', by)",
    "regexp_replace(text, 'a', by)",
    "regexp_replace(text, '.+', '$&$&$&$&$&$&$&$&$&$&$&$&$&$&$&$&$&$&$&$&')",
    "regexp_replace(text, 'a', '$`')",
    `concat(${Array(20).fill("text").join(", ")})`,
    `concat(${Array(20).fill("list").join(", ")})`,
    Array(20).fill("text").join(" + "),
    `[${Array(200).fill("list").join(", ")}]`,
    `[${Array(400).fill("text").join(", ")}]`,
  ])("%.60s is not made", (expression) => {
    expect(() => value(expression, message)).toThrow(EvaluationError);
  });

  test.each([
    ["replace(text, 'aaaaa', 'bb')", "b".repeat(24_000)],
    ["regexp_replace(text, '(a)(a)', '$2$1x')", "aax".repeat(30_000)],
    ["concat(text, by)", message.text + message.by],
    ["text + by", message.text + message.by],
  ])("%s is", (expression, expected) => {
    expect(value(expression, message)).toBe(expected);
  });
});

describe("operators", () => {
  test.each([
    ["1 + 2", 3],
    ["'a' + 1", "a1"],
    ["1 + '2'", "12"],
    ["'a' + missing", undefined],
    ["true + 1", undefined],
    ["'5' - '2'", 3],
    ["'x' - 1", undefined],
    ["5 / 2", 2],
    ["5 / 2.5", 2],
    ["5.5 / 2", 2.75],
    ["1 / 0", undefined],
    ["7 % 4", 3],
    ["2 + 3 * 4", 14],
    ["(2 + 3) * 4", 20],
    ["10 - 2 - 3", 5],
    ["-3 + 5", 2],
    ["- -3", 3],
    ["'10' > 9", true],
    ["'b' > 'a'", undefined],
    ["1 <= 1", true],
    ["1 >= 2", false],
    ["1 < 2", true],
    ["'1' = 1", false],
    ["'1' <> 1", true],
    ["[1, 2] = [1, 2]", true],
    ["[1, 2] = [2, 1]", false],
    ["{'a': 1, 'b': 2} = {'b': 2, 'a': 1}", true],
    ["null = null", true],
    ["null <> null", false],
    ["2 IN [1, 2]", true],
    ["3 IN [1, 2]", false],
    ["1 IN 1", undefined],
    ["true AND 'false'", false],
    ["true OR 'no'", undefined],
    ["false AND missing", undefined],
    ["NOT 'TRUE'", false],
    ["NOT 1", undefined],
    ["true OR false AND false", true],
    ["NOT false = true", true],
    ["CASE 2 WHEN 1 THEN 'a' WHEN 2 THEN 'b' ELSE 'c' END", "b"],
    ["CASE 3 WHEN 1 THEN 'a' ELSE 'c' END", "c"],
    ["CASE 3 WHEN 1 THEN 'a' END", undefined],
    ["CASE missing WHEN missing THEN 'a' ELSE 'b' END", undefined],
    ["[1, missing]", [1, null]],
  ])("%s", (source, expected) => {
    expect(value(source)).toEqual(expected);
  });
});

describe("functions", () => {
  test.each([
    ["topic()", "home/hall/lamp"],
    ["topic(1)", "home"],
    ["topic(3)", "lamp"],
    ["topic(4)", undefined],
    ["clientid()", "lamp-1"],
    ["traceid()", "trace"],
    ["principal()", "AROA:lamp"],
    ["accountid()", "123456789012"],
    ["sourceip()", "127.0.0.1"],
    ["sql_version()", "2016-03-23"],
    ["timestamp()", 1_481_825_251_155],
    ["newuuid()", "uuid"],
    ["rand()", 0.5],
    ["concat()", undefined],
    ["concat(1)", 1],
    ["concat(1, 'hello')", "1hello"],
    ["concat([1], 'a', [2])", [1, "a", 2]],
    ["concat(1, 2)", undefined],
    ["concat('a', missing)", undefined],
    ['LOWER("HELLO")', "hello"],
    ["lower(['HELLO'])", '["hello"]'],
    ["upper(missing)", undefined],
    ["substring('012345', 2)", "2345"],
    ["substring('012345', 2.745)", "2345"],
    ["substring(123, 2)", "3"],
    ["substring('012345', -1)", "012345"],
    ["substring(true, 1.2)", "rue"],
    ["substring('012345', 1, 3)", "12"],
    ["substring('012345', -50, 50)", "012345"],
    ["substring('012345', 3, 1)", ""],
    ["substring('012345', 'x')", undefined],
    ["length(false)", 5],
    ["numbytes('€')", 3],
    ["trim(' h i ')", "h i"],
    ["ltrim(' h i ')", "h i "],
    ["rtrim(' h i ')", " h i"],
    ["lpad('hello', 2)", "  hello"],
    ["rpad(1, 3)", "1   "],
    ["startswith('ranger', 'ran')", true],
    ["endswith('cat', 'at')", true],
    ["endswith('cat', null)", undefined],
    ["indexof('abcd', 'bc')", 1],
    ["replace('abcdabcd', 'b', '$&')", "a$&cda$&cd"],
    ["regexp_matches('aaaa', 'a{2,}')", true],
    ["regexp_matches('aaaa', 'b')", false],
    ["regexp_matches('aaaa', '(')", undefined],
    ["regexp_matches('a1', '\\\\d')", true],
    ["regexp_replace('abcd', 'b(.*)d', '$1')", "ac"],
    ["regexp_substr('hihihello', '(hi)*')", "hihi"],
    ["md5('hello')", "5d41402abc4b2a76b9719d911017c592"],
    ["chr(65)", "A"],
    ["chr(200)", undefined],
    ["abs('-5.5')", 5.5],
    ["abs(true)", undefined],
    ["ceil(-1.2)", -1],
    ["floor(-1.2)", -2],
    ["floor([1,2,3])", undefined],
    ["round(-1.5)", -2],
    ["round(1.5)", 2],
    ["round(-1.1)", -1],
    ["sqrt(9)", 3],
    ["sqrt(-1)", undefined],
    ["power(2, 5)", 32],
    ["mod(8, 3)", 2],
    ["sign(-7)", -1],
    ["trunc(2.888, 2)", 2.88],
    ["trunc(2.3, 0)", 2],
    ["trunc(-2.999, 1)", -2.9],
    ["bitand(13, 5)", 5],
    ["bitor(8, 5)", 13],
    ["bitxor(13, 5)", 8],
    ["bitnot(13)", -14],
    ["nanvl(missing, 3)", 3],
    ["nanvl(8, 3)", 8],
    ["get([1, 2], 1)", 2],
    ["get([1, 2], 2)", undefined],
    ["get({'a': 'b'}, 'a')", "b"],
    ["get('abc', 1)", "b"],
    ["isNull(Null)", true],
    ["isNull(missing)", false],
    ["isUndefined(missing)", true],
    ["encode('hi', 'base64')", "aGk="],
    ["encode('hi', 'hex')", undefined],
    ["decode('eyJ0IjogMzN9', 'base64').t", 33],
    ["decode('aGk=', 'base64')", "hi"],
    ["decode('§', 'base64')", null],
    ["cast(true AS Int)", 1],
    ["cast(1.9 AS Int)", 1],
    ["cast('5E-1' AS Decimal)", 0.5],
    ["cast('x' AS Decimal)", undefined],
    ["cast(0 AS Boolean)", false],
    ["cast('TRUE' AS bool)", true],
    ["cast(12 AS String)", "12"],
    ["cast([1] AS varchar)", "[1]"],
    ["cast(null AS String)", undefined],
    [
      `parse_time("yyyy.MM.dd G 'at' HH:mm:ss z", 100000000, "America/Belize")`,
      "1970.01.01 AD at 21:46:40 CST",
    ],
    ["parse_time('yyyy-MM-dd HH:mm:ss.SSSZ', timestamp())", "2016-12-15 18:07:31.155+0000"],
    ["parse_time('EEE d MMM yy, h:mm a ZZ', timestamp(), 'Europe/Paris')", "Thu 15 Dec 16, 7:07 PM +01:00"],
    ["parse_time('yyyy', timestamp(), 'No/Where')", undefined],
    ["parse_time('yyyy qq', timestamp())", undefined],
  ])("%s", (source, expected) => {
    expect(value(source)).toEqual(expected);
  });

  test("over HTTP there is no client and no trace", () => {
    const facts = { clientId: undefined };

    expect([value("clientid()", {}, facts), value("traceid()", {}, facts)]).toEqual(["n/a", undefined]);
  });
});

describe("SqlParseException", () => {
  test.each([
    "",
    "SELECT",
    "SELECT FROM 'a'",
    "UPDATE x",
    "SELECT * FROM a",
    "SELECT * FROM 'a' WHERE",
    "SELECT * FROM 'a' extra",
    "SELECT a, FROM 'a'",
    "SELECT VALUE a, b FROM 'a'",
    "SELECT nothing() FROM 'a'",
    "SELECT topic(1, 2) FROM 'a'",
    "SELECT upper(*) FROM 'a'",
    "SELECT cast(a AS Thing) FROM 'a'",
    "SELECT CASE a END FROM 'a'",
    "SELECT CASE WHEN a THEN b END FROM 'a'",
    "SELECT (a FROM 'a'",
    "SELECT 'a FROM b",
    "SELECT {a: 1} AS x FROM 'a'",
    "SELECT a AS from FROM",
    "SELECT a # b FROM 'a'",
    `SELECT ${"(".repeat(200)}1${")".repeat(200)} AS x FROM 'a'`,
    `SELECT ${"NOT ".repeat(200)}true AS x FROM 'a'`,
  ])("%s", (source) => {
    expect(() => parseStatement(source)).toThrow(
      expect.objectContaining({ name: "SqlParseException", status: 400 }),
    );
  });

  test.each([
    ["SELECT get_thing_shadow('a', 'role') FROM 'a'", "get_thing_shadow"],
    ["SELECT aws_lambda('arn', *) FROM 'a'", "aws_lambda"],
    ["SELECT (SELECT a FROM b) AS c FROM 'a'", "nested object query"],
  ])("%s is refused by name", (source, name) => {
    expect(() => parseStatement(source)).toThrow(
      expect.objectContaining({
        name: "UnsupportedOperationException",
        message: expect.stringContaining(name),
      }),
    );
  });
});

describe("substitution templates", () => {
  test.each([
    ["${topic()}/copy", "home/hall/lamp/copy"],
    ["plain", "plain"],
    ["a${topic(1)}-${color}b", "ahome-redb"],
    ["${missing}", ""],
    ["${get({'a': '}'}, 'a')}", "}"],
    ["$$aws/${temperature}", "$$aws/50"],
  ])("%s", (source, expected) => {
    expect(fill(parseTemplate(source), evaluationOf(message(LAMP)))).toBe(expected);
  });

  test.each(["${topic()", "${nothing()}", "${}"])("refuses %s", (source) => {
    expect(() => parseTemplate(source)).toThrow(expect.objectContaining({ name: "SqlParseException" }));
  });
});
