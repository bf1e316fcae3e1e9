// The list of findings beside the editor, and what stands there while there is none.
import { EditorView } from "@codemirror/view";
import type { Finding } from "./findings";

const get = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const summary = get("summary"), pace = get("pace"), state = get("state"), list = get<HTMLOListElement>("list");

function make<K extends keyof HTMLElementTagNameMap>(tag: K, className = "", ...inside: (string | Node)[]): HTMLElementTagNameMap[K] {
	const element = document.createElement(tag);
	element.className = className;
	element.append(...inside);
	return element;
}

export function loading(loaded: number, total: number): void {
	const mega = (n: number) => (n / 1e6).toFixed(1);
	const bar = make("progress");
	bar.setAttribute("aria-label", "Loading the server");
	let text = "The language server is on its way…";
	if (total > 0) {
		[bar.max, bar.value] = [total, loaded];
		text = loaded < total ? `The language server is on its way: ${mega(loaded)} of ${mega(total)} MB.` : "The language server starts…";
	}
	summary.textContent = "Loading";
	state.replaceChildren(bar, make("p", "", text));
}

/** The server does not run; `again` is what the button does. */
export function failed(reason: Error, again: () => void): void {
	const button = make("button", "", "Try again");
	button.type = "button";
	button.onclick = again;
	const advice = location.protocol === "file:"
		? "Browsers start no workers from files. Serve this folder, for instance with python3 -m http.server, and open it from there."
		: "Check your connection and try again. The page needs a browser of 2023 or newer: Chrome or Edge 103, Firefox 113, Safari 16.4.";
	summary.textContent = "The server does not run";
	pace.textContent = "";
	list.replaceChildren();
	state.replaceChildren(make("p", "failure", `${reason.message}.`), make("p", "", advice), button);
}

/** Gives a rule's text as clean HTML. */
export type Explain = (rule: string) => Promise<string>;

/** took: milliseconds since the change that these findings answer; undefined where nothing changed. */
export function show(findings: Finding[], view: EditorView, explain: Explain, took?: number): void {
	const n = findings.length;
	const empty = view.state.doc.length === 0;
	summary.textContent = empty ? "No code yet" : n === 0 ? "Nothing found" : n === 1 ? "1 finding" : `${n} findings`;
	if (took !== undefined) {
		pace.textContent = empty ? "" : `${Math.max(1, Math.round(took))} ms`;
		pace.title = "From the last change to its findings";
	}
	state.replaceChildren(...(n > 0 ? [] : [make("p", "", empty
		? "Paste or write Python on this page, or choose a sample."
		: "Underpin sees no way from untrusted input to harm, no secrets and no risky routes in this code.")]));
	const open = new Set([...list.querySelectorAll<HTMLDetailsElement>("details[open]")].map((d) => d.dataset.key));
	list.replaceChildren(...findings
		.slice()
		.sort((a, b) => a.from - b.from || a.rule.localeCompare(b.rule))
		.map((f) => item(f, view, explain, open)));
}

function item(f: Finding, view: EditorView, explain: Explain, open: Set<string | undefined>): HTMLLIElement {
	const line = view.state.doc.lineAt(f.from).number;
	const jump = make("button", "message", f.message);
	jump.type = "button";
	jump.title = `Go to line ${line}`;
	jump.onclick = () => goTo(view, f.from, f.to);
	const facts = make("p", "facts", make("span", "severity", f.severity), make("span", "rule", f.rule));
	if (f.cwe) {
		facts.append(make("span", "", `CWE-${f.cwe}`));
	}
	facts.append(make("span", "", `line ${line}`));
	const card = make("li", f.severity, facts, jump);
	Object.assign(card.dataset, { rule: f.rule, from: f.from, to: f.to });
	const fold = (kind: string, title: string, inside: Node) => {
		const details = make("details", kind, make("summary", "", title), inside);
		details.dataset.key = `${kind} ${f.rule} ${f.message}`;
		details.open = open.has(details.dataset.key);
		card.append(details);
		return details;
	};
	if (f.steps.length > 0) {
		fold("path", f.steps.length === 1 ? "Path, 1 step" : `Path, ${f.steps.length} steps`, make("ol", "steps", ...f.steps.map((s) => {
			const step = make("button", "", make("span", "line", String(s.line)), make("span", "", s.message));
			step.type = "button";
			step.onclick = () => goTo(view, s.from, s.to);
			return make("li", "", step);
		})));
	}
	const text = make("div", "text");
	const why = fold("why", "Why, and what to write instead", text);
	const fill = async () => {
		if (why.open && !text.firstChild) {
			text.innerHTML = await explain(f.rule).catch((reason) => make("p", "", `The server gave no answer: ${reason}.`).outerHTML);
		}
	};
	why.ontoggle = fill;
	if (f.fixes.length > 0) {
		card.append(make("div", "fixes", ...f.fixes.map((fix) => {
			const button = make("button", "fix", fix.name);
			button.type = "button";
			button.onclick = () => fix.apply(view, f.from, f.to);
			return button;
		})));
	}
	return card;
}

export function goTo(view: EditorView, from: number, to: number): void {
	const end = view.state.doc.length;
	const range = { anchor: Math.min(from, end), head: Math.min(to, end) };
	view.dispatch({ selection: range, effects: EditorView.scrollIntoView(range.anchor, { y: "center" }) });
	view.focus();
}
