// Lets Node find the toolkit, and texts, by the names that hdvis links by.
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";

const TOOLKIT = new URL("../../hdvis/components/toolkit/", import.meta.url);

registerHooks({
  resolve(name, context, next) {
    if (name.startsWith("hdvis/")) return next(new URL(name.slice(6), TOOLKIT).href, context);
    return next(name, context);
  },
  load(url, context, next) {
    if (!url.endsWith(".css")) return next(url, context);
    const source = `export default ${JSON.stringify(readFileSync(new URL(url), "utf8"))};`;
    return { format: "module", source, shortCircuit: true };
  },
});
