// Commands on the editor in front. What they do is the server's; they ask it by requests that every editor knows.
import {
	CodeActionKind, commands, languages, Range, Uri, window, workspace,
	type CodeAction, type Diagnostic, type Disposable, type ProviderResult, type TextEditor,
} from "vscode";

/** What the server answers to its command underpin.explain; text is Markdown. */
interface Explanation {
	rule: string;
	title: string;
	text: string;
}

/** The server's own command. It shows a web page or a message unless it is told that the editor shows the answer itself. */
const explain = "underpin.explain";
const scheme = "underpin-rule";

/** Rules holds the texts of rules that are open as documents, so that VS Code's own preview can show them. */
export class Rules implements Disposable {
	private readonly texts = new Map<string, string>();
	private readonly provider = workspace.registerTextDocumentContentProvider(scheme, {
		provideTextDocumentContent: (uri) => this.texts.get(uri.path),
	});

	dispose(): void {
		this.provider.dispose();
	}

	/** Opens the rule of a finding at the cursor; where there are several, or none, one is chosen. */
	async choose(): Promise<void> {
		const editor = window.activeTextEditor;
		const byRule = new Map((editor ? findings(editor) : []).map((d) => [rule(d), d]));
		if (byRule.size === 0) {
			void window.showInformationMessage("There is no finding here to explain.");
			return;
		}
		const items = [...byRule].map(([label, d]) => ({ label, detail: d.message }));
		const chosen = items.length === 1
			? items[0]
			: await window.showQuickPick(items, { placeHolder: "Which rule?", matchOnDetail: true });
		if (editor && chosen) {
			await commands.executeCommand(explain, { rule: chosen.label, textDocument: { uri: editor.document.uri.toString() } });
		}
	}

	/** Stands between an action's command and the server. */
	async intercept(command: string, args: unknown[], next: (command: string, args: unknown[]) => ProviderResult<unknown>): Promise<unknown> {
		const [what, ...more] = args;
		if (command !== explain || typeof what !== "object") {
			return next(command, args);
		}
		const answer = await next(command, [{ ...what, show: false }, ...more]) as Explanation | undefined;
		if (answer?.text) {
			const path = `/${answer.rule}.md`;
			this.texts.set(path, answer.text);
			await commands.executeCommand("markdown.showPreviewToSide", Uri.from({ scheme, path }));
		}
		return answer;
	}
}

/** Applies every fix in the document that the server is sure of. */
export async function fixFile(): Promise<void> {
	const document = window.activeTextEditor?.document;
	if (!document) {
		return;
	}
	const whole = document.validateRange(new Range(0, 0, document.lineCount, 0));
	const kind = CodeActionKind.SourceFixAll.append("underpin").value;
	const actions = await commands.executeCommand<CodeAction[]>("vscode.executeCodeActionProvider", document.uri, whole, kind, 1);
	const edit = actions.find((a) => a.edit)?.edit;
	if (!edit || !(await workspace.applyEdit(edit))) {
		void window.showInformationMessage("There is nothing that can be fixed without you.");
	}
}

/** Findings of a document; those at the cursor alone, if there are any. */
function findings(editor: TextEditor): Diagnostic[] {
	const all = languages.getDiagnostics(editor.document.uri).filter((d) => d.source === "underpin");
	const here = all.filter((d) => d.range.intersection(editor.selection));
	return here.length > 0 ? here : all;
}

const rule = (d: Diagnostic) => String(typeof d.code === "object" ? d.code.value : d.code);
