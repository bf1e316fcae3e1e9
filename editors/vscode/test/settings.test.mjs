// The settings that VS Code offers are those of the server's table, which stands in the README, and two of its own.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../../../.ci/clients/harness.mjs";

test("settings", () => {
	const readme = readFileSync(join(root, "README.md"), "utf8");
	const table = new Map([...readme.matchAll(/^\| `(underpin\.\w+)` \| (.*?) \| (.*?) \|/gm)].map(([, name, form, standard]) => [name, { form, standard }]));
	const { contributes } = JSON.parse(readFileSync(join(root, "editors/vscode/package.json"), "utf8"));
	const offered = contributes.configuration.properties;
	assert.deepEqual(
		Object.keys(offered).filter((name) => !["underpin.path", "underpin.trace.server"].includes(name)).sort(),
		[...table.keys()].sort(),
	);
	for (const [name, { form, standard }] of table) {
		const words = [...form.matchAll(/`"(\w+)"`/g)].map((m) => m[1]);
		const choices = offered[name].enum ?? offered[name].additionalProperties?.enum ?? [];
		assert.deepEqual(choices.filter((c) => c !== null), words, name);
		if (!standard.includes("project")) {
			assert.equal(JSON.stringify(offered[name].default), standard.replaceAll("`", ""), name);
		}
	}
});
