// Bundles the extension twice: for the extension host in Node, and for the one in a web worker.
import { build } from "esbuild";

const shared = {
	bundle: true,
	external: ["vscode"],
	format: "cjs",
	target: "es2022",
	minify: true,
	legalComments: "none",
	logLevel: "warning",
};
await Promise.all([
	build({ ...shared, platform: "node", entryPoints: ["src/node.ts"], outfile: "dist/node.js" }),
	build({
		...shared,
		platform: "browser",
		mainFields: ["browser", "module", "main"],
		entryPoints: ["src/browser.ts"],
		outfile: "dist/browser.js",
	}),
]);
