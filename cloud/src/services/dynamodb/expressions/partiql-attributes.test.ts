import { expect, test } from "vitest";
import { parseStatement } from "./partiql.ts";
import { statementAttributes } from "./partiql-facts.ts";

const named = (text: string) => {
  const statement = parseStatement(text);
  return statement === undefined ? "refused" : statementAttributes(statement)?.join(" ");
};

test.each([
  ["SELECT * FROM orders", ""],
  ["SELECT id, shop.part FROM orders", "id shop"],
  ["SELECT value FROM orders", "value"],
  [
    "SELECT id, ALL, old, exists, set, by, missing, true, null, is, not, and, order FROM orders",
    "id ALL old exists set by missing true null is not and order",
  ],
  ["SELECT 'secret' FROM orders", "secret"],
  ["SELECT id, 'secret' FROM orders WHERE id = '1'", "id secret"],
  ["SELECT id FROM orders WHERE value = 'x'", "id value"],
  ["SELECT id FROM orders WHERE id = '1' AND null = 'x'", "id null"],
  ["SELECT id FROM orders WHERE not = 'x'", "id not"],
  ["SELECT id FROM orders WHERE missing IN ['x']", "id missing"],
  ["SELECT id FROM orders WHERE 'secret' = 'x'", "id secret"],
  ["SELECT id FROM orders WHERE 'secret' IN ['x', 'y']", "id secret"],
  ["SELECT id FROM orders WHERE 'secret' BETWEEN 'x' AND 'y'", "id secret"],
  ["SELECT id FROM orders WHERE 'secret' IS NOT MISSING", "id secret"],
  ["SELECT id FROM orders WHERE NOT 'secret' = 'x'", "id secret"],
  ["SELECT id FROM orders WHERE begins_with('secret', 'x')", "id secret"],
  ["SELECT id FROM orders WHERE id = '1' ORDER BY by DESC", "id by"],
  ["SELECT id FROM orders WHERE id = '1' ORDER BY 'secret'", "id secret"],
  ["UPDATE orders SET all = 'x', old = 'y' WHERE id = '1'", "all old id"],
  ["UPDATE orders SET 'secret' = 'x' WHERE id = '1'", "secret id"],
  ["UPDATE orders REMOVE shop, 'secret', value WHERE id = '1'", "shop secret value id"],
  ["UPDATE orders REMOVE set WHERE id = '1'", "set id"],
  // Words and texts that name nothing.
  [
    "SELECT id FROM orders WHERE NOT shop = 'a' AND (id IN ['b', 'c'] OR id NOT IN ('d', 'e')) AND x IS NOT MISSING AND y IS NULL AND z = TRUE AND w BETWEEN 'f' AND 'g' AND contains(v, 'h') ORDER BY id ASC, shop DESC",
    "id shop x y z w v",
  ],
  ["UPDATE orders SET shop = 'a' WHERE id = '1' RETURNING ALL OLD *", "shop id"],
  ["DELETE FROM orders WHERE id = '1' RETURNING MODIFIED NEW *", "id"],
  ["SELECT orders.shop FROM orders", undefined],
  ["SELECT 'orders'.shop FROM orders", undefined],
])("DDB-11 %s names %j", (text, names) => {
  expect(named(text)).toBe(names);
});
