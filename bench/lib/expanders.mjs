import { join } from "node:path";
import { importTypeScript } from "./bundled.mjs";
import { ROOT } from "./product.mjs";

/** Our expansion and the way to the real translator, from their TypeScript sources. */
export async function loadExpanders() {
  const { expandServerless } = await importTypeScript(
    join(ROOT, "cloud", "src", "cloudformation", "sam", "transform.ts"),
  );
  const { askTranslator, realTranslator } = await importTypeScript(
    join(ROOT, "conformance", "transform", "translator.ts"),
  );
  return { expandServerless, askTranslator, translator: await realTranslator() };
}
