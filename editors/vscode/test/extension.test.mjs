// The extension in a real VS Code, once with the native server and once as a web extension with the server in a worker.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { browse, checked, codeServer, flawed, four, odd, paste, root, rules, shoot, sorted, until } from "../../../.ci/clients/harness.mjs";

const vsix = [process.env.UNDERPIN_VSIX ?? join(root, "dist/underpin.vsix"), join(root, ".cache/probe.vsix")];

// The cells of a notebook are one module: what the first one reads does harm in the second.
const cells = ["import os\nfrom flask import request\nname = request.args['name']\n", "print(name)\nos.system('ping ' + name)\n"];
const notebook = JSON.stringify({
	nbformat: 4, nbformat_minor: 5,
	metadata: { kernelspec: { name: "python3", display_name: "Python 3", language: "python" }, language_info: { name: "python" } },
	cells: cells.map((source, i) => ({ cell_type: "code", id: `c${i}`, metadata: {}, execution_count: null, outputs: [], source })),
});

// Two names that nobody has, one of them a slip.
const manifest = "requests>=2\nflask_auto_shield_kit_x\nreqeusts\n";

const kinds = {
	native: {},
	web: { "remote.extensionKind": { "underpin.underpin": ["web"] } },
};

for (const [kind, settings] of Object.entries(kinds)) {
	test(`VS Code, ${kind}`, { timeout: 240_000 }, async (t) => {
		const started = Date.now();
		const { folder, home, open, log } = await codeServer(t, { vsix, files: { "app.py": "\n", "odd.py": odd, "book.ipynb": notebook, "requirements.txt": manifest }, settings });
		const { page, said } = await browse(t);
		const held = (name) => JSON.parse(readFileSync(`${folder}.probe.json`, "utf8")).documents[name];
		const found = (name) => sorted(held(name)?.diagnostics ?? []);
		const note = (what) => t.diagnostic(`${((Date.now() - started) / 1000).toFixed(1)} s: ${what}`);
		try {
			await page.goto(open("app.py"));
			const editor = page.locator(".editor-instance .view-lines");
			await editor.waitFor();
			await until("the probe", () => held("app.py"));
			note("the editor stands");

			await editor.click();
			await page.keyboard.press("Control+A");
			await paste(page, flawed);
			await until("the text", () => held("app.py").text.trim() === flawed.trim());
			const text = held("app.py").text;
			await until("four findings", () => found("app.py").length === 4, 60);
			note("four findings");
			assert.deepEqual(rules(found("app.py")), four);
			assert.deepEqual(found("app.py"), checked(text), "the same as on the command line");
			const sql = held("app.py").diagnostics.find((d) => d.rule === "sql-injection");
			assert.ok(sql.steps.length >= 3, `the way from source to sink has ${sql.steps.length} steps`);

			await page.keyboard.press("Control+Shift+M");
			await page.locator(".markers-panel .monaco-list-row").first().waitFor();
			await shoot(page, `vscode-${kind}-findings`);
			await page.keyboard.press("Control+J");

			await goTo(page, sql.range.start.line + 1, sql.range.start.character + 3);
			await summon(page, async () => {
				await page.keyboard.press("Control+K");
				await page.keyboard.press("Control+I");
			}, ".monaco-hover-content:has-text('sql-injection')");
			await shoot(page, `vscode-${kind}-hover`);
			await page.keyboard.press("Escape");

			await summon(page, () => page.keyboard.press("Control+."), ".action-widget .monaco-list-row");
			await shoot(page, `vscode-${kind}-actions`);
			await page.keyboard.press("Enter");
			await until("the fix", () => held("app.py").text !== text);
			await until("its finding to go", () => !rules(found("app.py")).includes("sql-injection"));
			note("a quick fix was applied, and its finding is gone");
			assert.deepEqual(found("app.py"), checked(held("app.py").text), "the same as on the command line");
			await shoot(page, `vscode-${kind}-fixed`);

			await go(page, "book.ipynb");
			await until("a finding in the notebook's second cell", () => found("book.ipynb#1").length === 1);
			assert.match(found("book.ipynb#1")[0], /^1:0-1:\d+ command-injection /);
			assert.deepEqual(found("book.ipynb#0"), []);
			// A cell is drawn in full once there is time, or somebody goes there. On a busy machine VS Code may leave the whole
			// notebook blank until it is opened again.
			const cell = page.locator(".notebookOverlay .code-cell-row").last();
			await cell.waitFor({ timeout: 10_000 }).catch(() => {});
			await summon(page, async () => {
				if (!(await cell.isVisible())) {
					await page.keyboard.press("Control+F4");
					await go(page, "book.ipynb");
					await cell.waitFor({ timeout: 10_000 }).catch(() => {});
				}
				await cell.click({ timeout: 5000 }).catch(() => {});
			}, ".notebookOverlay .squiggly-error:visible");
			await shoot(page, `vscode-${kind}-notebook`);
			note("a notebook was checked");

			await go(page, "odd.py");
			await until("findings of odd.py", () => found("odd.py").length > 0);
			assert.deepEqual(found("odd.py"), checked(odd), "the same as on the command line");

			await go(page, "requirements.txt");
			await until("findings about packages", () => found("requirements.txt").length === 2);
			assert.deepEqual(found("requirements.txt").map((f) => f.split(" ").slice(0, 2).join(" ")), ["1:0-1:23 nonexistent-package", "2:0-2:8 nonexistent-package"]);
			await shoot(page, `vscode-${kind}-manifest`);
			note("a manifest was checked");
			await page.locator(".tab", { hasText: "odd.py" }).click();

			await run(page, "Underpin: Explain Rule");
			await page.locator(".tab", { hasText: "command-injection.md" }).waitFor();
			await until("the rule's text", () => anyFrame(page, "Why:"));
			await shoot(page, `vscode-${kind}-explained`);
			await page.keyboard.press("Control+F4");

			await page.locator(".tab", { hasText: "app.py" }).click();
			const fixed = held("app.py").text;
			await page.keyboard.press("Control+Z");
			await until("the fix to be undone", () => rules(found("app.py")).includes("sql-injection"));
			await run(page, "Underpin: Fix All in This File");
			await until("all fixes", () => held("app.py").text === fixed);
			await until("their findings to go", () => !rules(found("app.py")).includes("sql-injection"));

			const before = held("app.py").cleared;
			await run(page, "Underpin: Restart Server");
			await until("no findings while there is no server", () => held("app.py").cleared > before);
			await until("findings from the next one", () => found("app.py").join() === checked(fixed).join());
			note("restarted");

			if (kind === "native") { // the web has no program to miss
				mkdirSync(join(home, "user/Machine"), { recursive: true });
				writeFileSync(join(home, "user/Machine/settings.json"), JSON.stringify({ "underpin.path": "/nowhere/underpin" }));
				await page.locator(".notification-list-item", { hasText: "there is no program there" }).waitFor();
				await page.getByRole("button", { name: "Open Settings" }).waitFor();
				await new Promise((on) => setTimeout(on, 1000)); // more messages than the one would have come
				const messages = await page.locator(".notification-list-item").allInnerTexts();
				t.diagnostic(`messages: ${JSON.stringify(messages)}`); // VS Code may have its own
				assert.equal(messages.filter((m) => /underpin/i.test(m)).length, 1);
				await shoot(page, `vscode-${kind}-missing`);
			}
		} catch (failure) {
			await shoot(page, `vscode-${kind}-FAILED`);
			t.diagnostic(`code-server: ${log.join("").slice(-1500)}`);
			t.diagnostic(`the page: ${said.slice(-20).join("\n")}`);
			throw failure;
		}
	});
}

// summon does what makes something appear, again where the page was too busy to hear it.
async function summon(page, act, what) {
	const it = page.locator(what).first();
	for (let tries = 0; tries < 5 && !(await it.isVisible()); tries++) {
		await act();
		await it.waitFor({ timeout: 6000 }).catch(() => {});
	}
	await it.waitFor();
}

async function goTo(page, line, column) {
	await page.keyboard.press("Control+G");
	await page.locator(".quick-input-widget input").waitFor();
	await page.keyboard.type(`${line}:${column}`);
	await page.keyboard.press("Enter");
}

async function go(page, file) {
	await page.keyboard.press("Control+P");
	await page.locator(".quick-input-widget input").fill(file);
	await page.locator(".quick-input-list .monaco-list-row", { hasText: file }).first().waitFor();
	await page.keyboard.press("Enter");
}

async function run(page, command) {
	await page.keyboard.press("F1");
	await page.locator(".quick-input-widget input").fill(`>${command}`);
	await page.locator(".quick-input-list .monaco-list-row", { hasText: command }).first().waitFor();
	await page.keyboard.press("Enter");
}

/** Whether a text stands in a frame of the page; previews are drawn in frames of their own. */
async function anyFrame(page, text) {
	for (const frame of page.frames()) {
		if (await frame.getByText(text).first().isVisible().catch(() => false)) {
			await new Promise((on) => setTimeout(on, 500)); // drawn by another process, which tells nobody when it is done
			return true;
		}
	}
	return false;
}
