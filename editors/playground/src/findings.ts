// Findings, from the server's notification to the editor's marks and the list beside it.
import { setDiagnostics, type Action, type Diagnostic as Mark } from "@codemirror/lint";
import { LSPPlugin, type LSPClient, type LSPClientExtension } from "@codemirror/lsp-client";
import type { EditorView } from "@codemirror/view";
import type { CodeAction, Command, Diagnostic, PublishDiagnosticsParams, TextEdit } from "vscode-languageserver-protocol";

/** A finding with places in the text as it is now; a fix is an edit away. */
export interface Finding {
	from: number;
	to: number;
	severity: "error" | "warning" | "info";
	rule: string;
	message: string;
	cwe?: number;
	confidence?: string;
	page?: string;
	steps: { message: string; from: number; to: number; line: number }[];
	fixes: Action[];
}

type Show = (findings: Finding[], view: EditorView) => void;

/** The part of the client that takes findings. Fixes come by a question of their own, a moment after. */
export function findings(show: Show): LSPClientExtension {
	let newest = 0;
	return {
		clientCapabilities: {
			textDocument: {
				publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true, dataSupport: true },
				codeAction: {
					codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } },
					dataSupport: true, isPreferredSupport: true, resolveSupport: { properties: ["edit"] },
				},
			},
		},
		notificationHandlers: {
			"textDocument/publishDiagnostics": (client, params: PublishDiagnosticsParams) => {
				const file = client.workspace.getFile(params.uri);
				const view = file?.getView();
				if (!file || !view || (params.version != null && params.version !== file.version)) {
					return true; // of a text that is no more; the next one's are on the way
				}
				const turn = ++newest;
				const put = (fixes: Map<Diagnostic, Action[]>) => {
					const found = params.diagnostics.map((d) => finding(view, d, fixes.get(d) ?? []));
					view.dispatch(setDiagnostics(view.state, found.map(mark)));
					show(found, view);
				};
				put(new Map());
				void allFixes(client, params).then((fixes) => {
					const same = params.version == null || params.version === file.version;
					if (turn === newest && same && fixes.size > 0 && view.state.doc.eq(file.doc)) {
						put(fixes);
					}
				});
				return true;
			},
		},
	};
}

function finding(view: EditorView, d: Diagnostic, fixes: Action[]): Finding {
	const plugin = LSPPlugin.get(view)!;
	const place = (p: { line: number; character: number }) =>
		plugin.unsyncedChanges.mapPos(plugin.fromPosition(p, plugin.syncedDoc));
	return {
		from: place(d.range.start),
		to: place(d.range.end),
		severity: d.severity === 1 ? "error" : d.severity === 2 ? "warning" : "info",
		rule: String(d.code ?? ""),
		message: typeof d.message === "string" ? d.message : d.message.value,
		cwe: d.data?.cwe,
		confidence: d.data?.confidence,
		page: d.codeDescription?.href,
		steps: (d.relatedInformation ?? []).filter((r) => r.location.uri === plugin.uri).map(({ message, location: { range } }) => {
			const from = place(range.start);
			return { message, from, to: place(range.end), line: view.state.doc.lineAt(from).number };
		}),
		fixes,
	};
}

function mark(f: Finding): Mark {
	return { from: f.from, to: f.to, severity: f.severity, source: f.rule, message: f.message, actions: f.fixes };
}

/** Asks for the quick fixes of all findings at once and sorts them by finding. */
async function allFixes(client: LSPClient, { uri, diagnostics }: PublishDiagnosticsParams): Promise<Map<Diagnostic, Action[]>> {
	const fixes = new Map<Diagnostic, Action[]>();
	await Promise.all(diagnostics.map(async (d) => {
		const answer = await client.request<unknown, (CodeAction | Command)[] | null>("textDocument/codeAction", {
			textDocument: { uri }, range: d.range, context: { diagnostics: [d], only: ["quickfix"] },
		}).catch(() => null);
		const actions = (answer ?? []).filter((a): a is CodeAction => "kind" in a && a.kind === "quickfix" && isFix(a, d));
		if (actions.length > 0) {
			fixes.set(d, actions.map((a) => ({
				name: a.title.replace(` (${d.code})`, ""), // menus name the rule; here it stands above
				apply: (view) => void apply(client, view, uri, a),
			})));
		}
	}));
	return fixes;
}

// What edits for this finding alone. Suppressing it is an edit too, but nothing to put in front of someone who tries the page.
const isFix = (a: CodeAction, d: Diagnostic) =>
	!a.command && !a.title.startsWith("Suppress") && !!a.diagnostics?.some((x) => x.code === d.code);

async function apply(client: LSPClient, view: EditorView, uri: string, action: CodeAction): Promise<void> {
	const { edit } = action.edit ? action : await client.request<CodeAction, CodeAction>("codeAction/resolve", action);
	const plugin = LSPPlugin.get(view)!;
	const edits = edit?.changes?.[uri] ??
		edit?.documentChanges?.flatMap((c) => ("edits" in c && c.textDocument.uri === uri ? (c.edits as TextEdit[]) : [])) ?? [];
	view.dispatch({
		changes: edits.map(({ range, newText }) => ({
			from: plugin.fromPosition(range.start), to: plugin.fromPosition(range.end), insert: newText,
		})),
		userEvent: "input.fix",
	});
	view.focus();
}
