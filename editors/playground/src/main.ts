// The page: an editor, a language server in a worker, and the findings between them.
import { indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { indentUnit } from "@codemirror/language";
import { forEachDiagnostic, linter, lintGutter, nextDiagnostic, type Diagnostic } from "@codemirror/lint";
import { hoverTooltips, LSPClient, LSPPlugin } from "@codemirror/lsp-client";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { basicSetup } from "codemirror";
import type { ExecuteCommandParams } from "vscode-languageserver-protocol";
import { colours, follow } from "./colours";
import { findings } from "./findings";
import { failed, goTo, loading, show, type Explain } from "./panel";
import { samples } from "./samples";
import { sanitize } from "./sanitize";
import { startServer } from "./server";

let changed: number | undefined;
const client = new LSPClient({
	rootUri: "file:///playground",
	sanitizeHTML: sanitize,
	timeout: 20_000,
	extensions: [findings((found, view) => {
		show(found, view, explain, changed && performance.now() - changed);
		changed = undefined;
		performance.mark("findings");
	})],
});

const explain: Explain = async (rule) => {
	const { text } = await client.request<ExecuteCommandParams, { text: string }>("workspace/executeCommand",
		{ command: "underpin.explain", arguments: [{ rule, show: false }] });
	return LSPPlugin.get(editor)!.docToHTML(text, "markdown");
};

/** Sends changes as soon as the editor is done with them. */
let due = false;
const send = EditorView.updateListener.of((update) => {
	if (update.docChanged) {
		changed = performance.now();
		picker.value = samples.find((s) => s.text === update.state.doc.toString())?.name ?? "own";
		if (!due && client.connected) {
			due = true;
			setTimeout(() => {
				due = false;
				client.sync();
			});
		}
	}
});

/** Applies the first fix of a finding on the cursor's line. */
function fix(view: EditorView): boolean {
	const { from, to } = view.state.doc.lineAt(view.state.selection.main.head);
	let first: { d: Diagnostic; from: number; to: number } | undefined;
	forEachDiagnostic(view.state, (d, start, end) => {
		if (!first && d.actions?.length && start <= to && end >= from) {
			first = { d, from: start, to: end };
		}
	});
	first?.d.actions![0].apply(view, first.from, first.to);
	return first !== undefined;
}

const editor = new EditorView({
	parent: document.getElementById("editor")!,
	state: EditorState.create({
		doc: samples[0].text,
		extensions: [
			Prec.high(keymap.of([{ key: "Mod-.", run: fix }, { key: "F8", run: nextDiagnostic }, indentWithTab])),
			lintGutter(), basicSetup, python(), indentUnit.of("    "), colours, send,
			// The server's hover says all that the linter's would, and more.
			hoverTooltips({ hoverTime: 200 }), linter(null, { tooltipFilter: () => [] }),
			EditorView.contentAttributes.of({ "aria-label": "Python code", spellcheck: "false" }),
			client.plugin("file:///playground/app.py", "python"),
		],
	}),
});

const picker = document.getElementById("sample") as HTMLSelectElement;
picker.append(...samples.map((s) => new Option(s.title, s.name)));
picker.onchange = () => {
	const { text } = samples.find((s) => s.name === picker.value)!;
	editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text }, selection: { anchor: 0 }, scrollIntoView: true });
	editor.focus();
};
document.addEventListener("click", (e) => {
	const line = (e.target as Element).closest?.("a[href^='#L']")?.getAttribute("href")?.slice(2);
	if (line && Number(line) <= editor.state.doc.lines) {
		e.preventDefault();
		const { from, to } = editor.state.doc.line(Number(line));
		goTo(editor, from, to);
	}
});
follow(editor, document.getElementById("colours")!);
if (/Mac|iPhone|iPad/.test(navigator.platform)) {
	document.querySelector("[data-mod]")!.textContent = "⌘";
}

async function start(): Promise<void> {
	loading(0, 0);
	try {
		const transport = await startServer(loading, (reason) => failed(reason, again));
		changed = performance.now();
		client.connect(transport);
		await client.initializing;
		performance.mark("ready");
	} catch (reason) {
		failed(reason instanceof Error ? reason : new Error(String(reason)), again);
	}
}

/** A fresh page is the one sure way to begin anew; the text comes along. */
function again(): void {
	try {
		sessionStorage.setItem("text", editor.state.doc.toString());
	} catch { /* then the sample comes back */ }
	location.reload();
}

try {
	const kept = sessionStorage.getItem("text");
	sessionStorage.removeItem("text");
	if (kept !== null) {
		editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: kept } });
	}
} catch { /* nothing was kept */ }
void start();
