// Where the server's program is looked for: the setting, else the extension, else the PATH.
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { root, scratch } from "../../../.ci/clients/harness.mjs";

const require = createRequire(join(root, "editors/vscode/package.json"));

/** Bundles src/program.ts with a VS Code whose settings are those given. */
async function load(folder, settings) {
	const { outputFiles: [{ text }] } = await require("esbuild").build({
		entryPoints: [join(root, "editors/vscode/src/program.ts")],
		bundle: true, write: false, platform: "node", format: "cjs", external: ["vscode", "vscode-languageclient"],
	});
	const vscode = {
		CodeActionKind: {}, workspace: {
			getConfiguration: () => ({ get: (name, standard) => settings[name] ?? standard }),
			workspaceFolders: [{ uri: { fsPath: folder } }],
		},
	};
	const module = { exports: {} };
	new Function("module", "exports", "require", text)(module, module.exports, (name) =>
		name === "vscode" ? vscode : name === "vscode-languageclient" ? {} : require(name));
	return module.exports;
}

test("the server's program", async (t) => {
	const folder = scratch(t);
	const program = (path, mode = 0o755) => {
		const file = join(folder, path);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, "");
		chmodSync(file, mode);
		return file;
	};
	const [set, bundled, onPath] = [program("set/server"), program("extension/bin/underpin"), program("path/underpin")];
	program("broken/underpin", 0o644);
	const before = process.env.PATH;
	t.after(() => { process.env.PATH = before; });
	process.env.PATH = [join(folder, "broken"), "relative", join(folder, "path")].join(":");

	const find = async (settings, extension) => (await load(folder, settings)).findServer(join(folder, extension));
	assert.equal(await find({ path: set }, "extension"), set);
	assert.equal(await find({ path: "${workspaceFolder}/set/server" }, "extension"), set);
	assert.equal(await find({ path: "set/server" }, "extension"), set);
	assert.equal(await find({ path: "  " }, "extension"), bundled);
	assert.equal(await find({}, "none"), onPath);
	process.env.PATH = join(folder, "broken");
	assert.equal(await find({}, "none"), undefined);
	await assert.rejects(find({ path: "/nowhere/underpin" }, "extension"), /there is no program there/);
});
