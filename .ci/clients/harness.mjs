// What the end-to-end tests of the editors share: a browser, code-server, screenshots, and findings in one form.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const clients = join(root, ".cache/clients");
const { chromium } = createRequire(join(clients, "package.json"))("playwright-core");

export const flawed = readFileSync(join(root, "analysis/testdata/login/flawed/app.py"), "utf8");

/** A fresh browser page that may use the clipboard. It closes with the test, as all below does. */
export async function browse(t, options = {}) {
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
		args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
			"--disable-component-update", "--disable-sync"],
	});
	t.after(() => browser.close());
	const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
	await context.grantPermissions(["clipboard-read", "clipboard-write"]);
	const page = await context.newPage();
	const said = [];
	page.on("console", (m) => said.push(`${m.type()}: ${m.text()}`));
	page.on("pageerror", (e) => said.push(`page error: ${e.message}`));
	page.setDefaultTimeout(30_000);
	return { page, context, said };
}

/** Puts text on the clipboard and pastes it, as a user would. */
export async function paste(page, text) {
	await page.evaluate((t) => navigator.clipboard.writeText(t), text);
	await page.keyboard.press("Control+V");
}

/** Writes .cache/screenshots/NAME.png, to be looked at. */
export async function shoot(page, name) {
	const folder = join(root, ".cache/screenshots");
	mkdirSync(folder, { recursive: true });
	await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** A folder that goes when the test ends. */
export function scratch(t) {
	const folder = mkdtempSync(join(tmpdir(), "underpin-"));
	t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
	return folder;
}

/** Asks again until the answer is one. */
export async function until(what, ask, seconds = 30) {
	const end = Date.now() + seconds * 1000;
	for (let last; ;) {
		try {
			const answer = await ask();
			if (answer) {
				return answer;
			}
		} catch (reason) {
			last = reason;
		}
		if (Date.now() > end) {
			throw new Error(`waited ${seconds} s for ${what}${last ? `: ${last.message}` : ""}`);
		}
		await new Promise((go) => setTimeout(go, 50));
	}
}

const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".wasm": "application/wasm" };

/** Serves a folder below a path of its own, as a plain static server does; slowly, if told so. Gives the address. */
export async function serve(t, folder, below = "/", slow = false) {
	const server = createServer(async (request, response) => {
		const { pathname } = new URL(request.url, "http://localhost");
		const name = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
		try {
			if (!name.startsWith(below) || name.includes("..")) {
				throw new Error("elsewhere");
			}
			const body = readFileSync(join(folder, name.slice(below.length)));
			response.writeHead(200, { "content-type": types[extname(name)] ?? "application/octet-stream", "content-length": body.length });
			for (let at = 0, part = slow ? 200_000 : body.length; at < body.length; at += part) {
				response.write(body.subarray(at, at + part));
				await new Promise((on) => setTimeout(on, slow ? 200 : 0));
			}
			response.end();
		} catch {
			response.writeHead(404).end("not found");
		}
	});
	await new Promise((up) => server.listen(0, "127.0.0.1", up));
	t.after(() => new Promise((down) => { server.closeAllConnections(); server.close(down); }));
	return `http://127.0.0.1:${server.address().port}${below}`;
}

/** Findings of a text as the command line tells them: [{rule, range, message}], columns in UTF-16, sorted. */
export function checked(text) {
	let out;
	const cwd = mkdtempSync(join(tmpdir(), "underpin-")); // what lies beside a file tells what its imports mean
	try {
		out = execFileSync(join(root, "bin/underpin"), ["check", "--stdin-path", "app.py", "--no-config", "--format", "json"],
			{ input: text, cwd });
	} catch (failure) { // exit code 1: there are findings
		out = failure.stdout;
	} finally {
		rmSync(cwd, { recursive: true });
	}
	const lines = text.split("\n");
	const position = ({ line, column }) => ({
		line: line - 1,
		character: [...lines[line - 1]].slice(0, column - 1).join("").length,
	});
	return sorted(JSON.parse(out).findings.map(({ rule, message, location: { start, end } }) =>
		({ rule, message, range: { start: position(start), end: position(end) } })));
}

export const sorted = (findings) => findings
	.map(({ rule, message, range: { start, end } }) =>
		`${start.line}:${start.character}-${end.line}:${end.character} ${rule} ${message}`)
	.sort();

export const rules = (findings) => findings.map((f) => f.split(" ")[1]).sort();

// Characters beyond 16 bits and of several bytes, on a finding's own line: each client counts columns in its own way.
export const odd = 'import os\nfrom flask import request\n\nos.system("échó 😀 " + request.args["name"])\n';

/** The four findings of the flawed login. */
export const four = ["missing-rate-limit", "missing-session-token", "plaintext-password", "sql-injection"];

/**
 * Starts code-server with the extensions in files (.vsix) and a folder that holds files. Gives the folder, and the address
 * that opens one of them.
 */
export async function codeServer(t, { vsix, files, settings }) {
	const home = scratch(t);
	const folder = join(home, "project");
	mkdirSync(folder);
	for (const [name, text] of Object.entries(files)) {
		writeFileSync(join(folder, name), text);
	}
	const port = await freePort();
	const user = join(home, "user");
	mkdirSync(join(user, "User"), { recursive: true });
	writeFileSync(join(user, "User/settings.json"), JSON.stringify({
		"workbench.startupEditor": "none",
		"security.workspace.trust.enabled": false,
		"extensions.ignoreRecommendations": true,
		"workbench.secondarySideBar.defaultVisibility": "hidden",
		"telemetry.telemetryLevel": "off",
		"chat.disableAIFeatures": true,
		...settings,
	}));
	const config = join(home, "config.yaml");
	writeFileSync(config, `bind-addr: 127.0.0.1:${port}\nauth: none\ncert: false\n`);
	const entry = join(clients, "node_modules/code-server/out/node/entry.js");
	const common = ["--config", config, "--user-data-dir", user, "--extensions-dir", join(home, "extensions")];
	const env = { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}', HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home };
	execFileSync(process.execPath, [entry, ...common, ...vsix.flatMap((file) => ["--install-extension", file])], { env, stdio: "pipe" });
	const server = spawn(process.execPath, [entry, ...common, "--disable-telemetry", "--disable-update-check",
		"--disable-workspace-trust", "--disable-getting-started-override"], { env, stdio: ["ignore", "pipe", "pipe"], detached: true });
	const log = [];
	server.stdout.on("data", (d) => log.push(String(d)));
	server.stderr.on("data", (d) => log.push(String(d)));
	t.after(async () => {
		const ended = new Promise((end) => server.once("exit", end));
		try {
			process.kill(-server.pid, "SIGTERM"); // it and what it started, extension hosts and the server under test
			await ended;
		} catch { /* it had ended */ }
	});
	const address = `http://127.0.0.1:${port}`;
	await until("code-server", async () => (await fetch(`${address}/healthz`)).ok);
	const open = (name) => {
		const payload = JSON.stringify([["openFile", `vscode-remote://127.0.0.1:${port}${join(folder, name)}`]]);
		return `${address}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(payload)}`;
	};
	return { folder, open, log, home };
}

async function freePort() {
	const server = createServer();
	await new Promise((up) => server.listen(0, "127.0.0.1", up));
	const { port } = server.address();
	await new Promise((down) => server.close(down));
	return port;
}
