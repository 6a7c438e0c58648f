// Tokenises texts with the grammars of editors/vscode, as VS Code does.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";

const require = createRequire(import.meta.url);
export const extension = join(import.meta.dirname, "../../editors/vscode");
const { contributes } = JSON.parse(readFileSync(join(extension, "package.json"), "utf8"));
const files = Object.fromEntries(contributes.grammars.map(({ scopeName, path }) => [scopeName, join(extension, path)]));
for (const name of ["cpp", "javascript", "css"]) {
  const path = require.resolve(`tm-grammars/grammars/${name}.json`);
  files[JSON.parse(readFileSync(path, "utf8")).scopeName] = path;
}

const registry = new textmate.Registry({
  onigLib: oniguruma.loadWASM(readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm"))).then(() => ({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  })),
  loadGrammar: async (scope) => (files[scope] ? textmate.parseRawGrammar(readFileSync(files[scope], "utf8"), files[scope]) : null),
  getInjections: (scope) =>
    contributes.grammars.filter(({ injectTo = [] }) => injectTo.includes(scope)).map(({ scopeName }) => scopeName),
});

/** The tokens of `text`: [{text, scopes}], those of white space left out. */
export async function tokens(text, language = "text.html.heex") {
  const grammar = await registry.loadGrammar(language);
  const found = [];
  let state = textmate.INITIAL;
  for (const line of text.split("\n")) {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    for (const { startIndex, endIndex, scopes } of result.tokens) {
      const part = line.slice(startIndex, endIndex);
      if (part.trim()) found.push({ text: part.trim(), scopes });
    }
  }
  return found;
}
