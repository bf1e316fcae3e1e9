// The playground in a real browser, from a path below a plain static server.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { browse, checked, flawed, four, odd, paste, root, rules, serve, shoot, sorted, until } from "../../../.ci/clients/harness.mjs";

const dist = join(root, "editors/playground/dist");
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const mark = (page, name) => until(name, () => page.evaluate((n) => performance.getEntriesByName(n)[0]?.startTime, name));

/** What the page shows: its list, in the form of the command line's findings. */
async function found(page, text) {
	const shown = await page.locator("#list > li").evaluateAll((cards) => cards.map((c) =>
		({ ...c.dataset, message: c.querySelector(".message").textContent })));
	const position = (offset) => {
		const before = text.slice(0, offset).split("\n");
		return { line: before.length - 1, character: before.at(-1).length };
	};
	return sorted(shown.map(({ rule, message, from, to }) => ({ rule, message, range: { start: position(from), end: position(to) } })));
}

/** The text in the editor, as a user would take it. */
async function copy(page) {
	await page.locator(".cm-content").focus();
	await page.keyboard.press("Control+A");
	await page.keyboard.press("Control+C");
	return page.evaluate(() => navigator.clipboard.readText());
}

async function replace(page, text) {
	await page.locator(".cm-content").focus();
	await page.keyboard.press("Control+A");
	await paste(page, text);
}

test("playground", { timeout: 240_000 }, async (t) => {
	const address = await serve(t, dist, "/some/where/");

	await t.test("a pasted login is checked and fixed", async (t) => {
		const { page, said } = await browse(t);
		await page.goto(address);
		const ready = await mark(page, "ready");
		const first = await mark(page, "findings");
		t.diagnostic(`from navigation: the server listens after ${Math.round(ready)} ms, the sample's findings are there after ${Math.round(first)} ms`);

		await page.selectOption("#sample", "own");
		await page.getByText("No code yet").waitFor();
		await replace(page, flawed);
		await page.getByText("4 findings").waitFor();
		t.diagnostic(`from the paste to its findings: ${await page.locator("#pace").textContent()}`);
		const text = await copy(page);
		assert.equal(text.trim(), flawed.trim());
		assert.deepEqual(rules(await found(page, text)), four);
		assert.deepEqual(await found(page, text), checked(text), "the same as on the command line");
		assert.equal(await page.locator("#sample").inputValue(), "flawed", "the picker knows the text");

		const sql = page.locator("#list > li[data-rule=sql-injection]");
		await sql.locator(".path summary").click();
		assert.ok(await sql.locator(".steps li").count() >= 3, "the way from source to sink");
		await sql.locator(".fix").first().waitFor();
		await sql.locator(".message").click();
		await shoot(page, "playground-light");

		const place = await page.locator(".cm-line", { hasText: "cursor.execute(query)" }).boundingBox();
		await page.mouse.move(place.x + 90, place.y + place.height / 2);
		await page.locator(".cm-tooltip .cm-lsp-documentation").waitFor();
		await shoot(page, "playground-hover");
		await page.locator(".cm-tooltip a[href='#L16']").click();
		await page.locator(".cm-activeLine", { hasText: "username" }).waitFor();
		await page.mouse.move(5, 5);

		await sql.locator(".why summary").click();
		await sql.locator(".text pre").first().waitFor();
		await shoot(page, "playground-why");
		await sql.locator(".message").click();
		await page.keyboard.press("Control+.");
		await sql.waitFor({ state: "detached" });
		const fixed = await copy(page);
		assert.notEqual(fixed, text);
		assert.deepEqual(await found(page, fixed), checked(fixed), "the same as on the command line");
		await shoot(page, "playground-fixed");

		await page.keyboard.press("Control+Z"); // undo, then the same fix by its button
		await sql.locator(".fix").first().click();
		await sql.waitFor({ state: "detached" });
		assert.equal(await copy(page), fixed);

		await replace(page, odd);
		await until("findings of another text", async () => (await found(page, odd)).join() === checked(odd).join());
		await page.selectOption("#sample", "proper");
		await page.getByText("Nothing found").waitFor();
		await shoot(page, "playground-proper");
		assert.deepEqual(said.filter((m) => /error/i.test(m)), []);
	});

	await t.test("packages that do not exist are told, once their names have come", async (t) => {
		const { page, said } = await browse(t);
		const loaded = [];
		page.context().on("request", (r) => loaded.push(r.url().split("/").pop().split("?")[0]));
		const began = Date.now();
		await page.goto(address);
		await mark(page, "findings");
		await page.selectOption("#sample", "invented");
		await page.getByText("3 findings").waitFor();
		t.diagnostic(`findings about packages after ${Date.now() - began} ms; loaded in this order: ${loaded.join(" ")}`);
		const text = await copy(page);
		assert.deepEqual(await found(page, text), checked(text), "the same as on the command line");
		const place = await page.locator(".cm-line", { hasText: "import yaml" }).boundingBox();
		await page.mouse.move(place.x + 72, place.y + place.height / 2); // behind "import "
		await page.locator(".cm-tooltip .cm-lsp-documentation", { hasText: "comes with the package pyyaml of PyPI" }).waitFor();
		await shoot(page, "playground-packages");
		await page.mouse.move(5, 5);
		await page.locator("#list > li .fix").first().click();
		await page.getByText("2 findings").waitFor();
		assert.match(await copy(page), /import requests as http/);
		assert.deepEqual(said.filter((m) => /error/i.test(m)), []);
	});

	await t.test("without the names of packages everything else goes on", async (t) => {
		const { page } = await browse(t);
		await page.context().route("**/names.idx.gz*", (route) => route.abort());
		await page.goto(address);
		await page.getByText("4 findings").waitFor();
		await page.selectOption("#sample", "invented");
		await page.getByText("Nothing found").waitFor();
	});

	for (const [name, options] of Object.entries({
		dark: { colorScheme: "dark" },
		"phone-light": phone,
		"phone-dark": { ...phone, colorScheme: "dark" },
	})) {
		await t.test(name, async (t) => {
			const { page } = await browse(t, options);
			await page.goto(address);
			await page.getByText("4 findings").waitFor();
			await page.locator(".fix").first().waitFor();
			assert.equal(await page.locator(".fix").count(), 1, "a fix stands where it helps");
			await page.locator(".why summary").first().click();
			await page.locator(".why .text p").first().waitFor();
			const [wide, view] = await page.evaluate(() => [document.scrollingElement.scrollWidth, innerWidth]);
			assert.ok(wide <= view, `the page is ${wide} wide in a window of ${view}`);
			await shoot(page, `playground-${name}`);
			if (options.isMobile) {
				await page.locator("#findings").evaluate((e) => e.scrollIntoView());
				await shoot(page, `playground-${name}-findings`);
			}
			const before = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
			await page.click("#colours");
			assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), before);
			await page.reload();
			assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), before, "the choice is kept");
		});
	}

	await t.test("it says how far loading is, and what to do when it fails", async (t) => {
		const { page } = await browse(t);
		await page.goto(await serve(t, dist, "/", true));
		await page.getByText(/[1-3]\.\d of 4\.\d MB/).waitFor();
		await shoot(page, "playground-loading");
		let go;
		const held = new Promise((resolve) => { go = resolve; });
		await page.context().route("**/underpin.wasm.gz*", async (route) => {
			await held;
			await route.abort();
		});
		await page.goto(address);
		await page.locator("progress").waitFor();
		await replace(page, flawed.replaceAll("username", "name"));
		go();
		await page.getByText("The server does not run").waitFor();
		await shoot(page, "playground-failed");
		await page.context().unroute("**/underpin.wasm.gz*");
		await page.getByRole("button", { name: "Try again" }).click();
		await page.getByText("4 findings").waitFor();
		assert.match(await copy(page), /data\["name"\]/, "the text is still there");
	});

	await t.test("everything works by keys alone", async (t) => {
		const { page } = await browse(t);
		await page.goto(address);
		await page.locator(".fix").first().waitFor();
		const reached = [];
		for (let i = 0; i < 24; i++) {
			await page.keyboard.press("Tab");
			const at = await page.evaluate(() => document.activeElement.id || document.activeElement.className);
			reached.push(at);
			if (at.includes("cm-content")) {
				await page.keyboard.press("Escape"); // the editor keeps Tab for itself until then
			}
		}
		for (const wanted of ["sample", "colours", "cm-content", "message", "fix"]) {
			assert.ok(reached.some((at) => at.split(" ").includes(wanted)), `Tab comes to ${wanted}: ${reached.join(", ")}`);
		}
		await page.locator(".cm-content").focus();
		await page.keyboard.press("F8");
		await page.keyboard.press("F8");
		await page.keyboard.press("Control+.");
		await page.locator("#list > li[data-rule=sql-injection]").waitFor({ state: "detached" });
	});

	await t.test("the server listens while it works, and stops when it is told to", async (t) => {
		const { page } = await browse(t);
		await page.goto(address);
		const { pings, code } = await page.evaluate(talk, flawed);
		t.diagnostic(`${pings} questions were answered while a long text was analysed`);
		assert.ok(pings >= 20);
		assert.equal(code, -32800);
	});

	await t.test("what it weighs", (t) => {
		let all = 0, later = 0;
		for (const file of readdirSync(dist, { recursive: true, withFileTypes: true }).filter((f) => f.isFile())) {
			const bytes = readFileSync(join(file.parentPath, file.name));
			const weight = file.name.endsWith(".gz") ? bytes.length : gzipSync(bytes, { level: 9 }).length;
			if (file.name === "names.idx.gz") { // fetched once the page has begun to work
				later += weight;
			} else {
				all += weight;
			}
			t.diagnostic(`${file.name}: ${(weight / 1000).toFixed(0)} kB gzipped`);
		}
		t.diagnostic(`all: ${(all / 1000).toFixed(0)} kB gzipped, and later ${(later / 1000).toFixed(0)}`);
		assert.ok(later < 5_500_000, "the names of packages have become heavy");
		assert.ok(all < 5_300_000, "the page has become heavy");
	});
});

/** Runs in the page: pulls the findings of a long text, asks small questions meanwhile, and then takes the question back. */
async function talk(login) {
	const worker = new Worker("server/worker.js");
	const { port1: control, port2 } = new MessageChannel();
	const url = (name) => new URL(`server/${name}`, document.baseURI).href;
	await new Promise((ready, failed) => {
		control.onmessage = ({ data }) => {
			({
				ready, progress() {}, names: () => control.postMessage({ names: null }), failed: () => failed(new Error(data.message)),
				module: () => control.postMessage({ language: data.language, code: url(`${data.language}.wasm.gz`) }),
			})[data.kind]();
		};
		worker.postMessage({ engine: url("underpin.wasm.gz"), control: port2 }, [port2]);
	});
	const asked = new Map();
	worker.onmessage = ({ data }) => {
		if (data.method && data.id !== undefined) {
			worker.postMessage({ jsonrpc: "2.0", id: data.id, result: null });
		}
		asked.get(data.id)?.(data);
	};
	let next = 0;
	const say = (method, params) => worker.postMessage({ jsonrpc: "2.0", method, params });
	const ask = (method, params) => new Promise((answer) => {
		asked.set(++next, answer);
		worker.postMessage({ jsonrpc: "2.0", id: next, method, params });
	});
	await ask("initialize", { processId: null, rootUri: null, capabilities: { textDocument: { diagnostic: {} } } });
	say("initialized", {});
	const text = Array.from({ length: 1200 }, (_, i) => login.replaceAll("login", `login${i}`)).join("\n");
	say("textDocument/didOpen", { textDocument: { uri: "file:///long.py", languageId: "python", version: 1, text } });
	let over = false;
	const pull = ask("textDocument/diagnostic", { textDocument: { uri: "file:///long.py" } }).then((m) => { over = true; return m; });
	const id = next;
	let pings = 0;
	while (!over && pings < 20) {
		await ask("underpin/ping", {});
		pings++;
	}
	say("$/cancelRequest", { id });
	const { error } = await pull;
	worker.terminate();
	return { pings, code: error?.code };
}
