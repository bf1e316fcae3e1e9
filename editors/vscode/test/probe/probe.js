// Keeps probe.json beside the project up to date: Underpin's diagnostics as VS Code holds them, and the text in front.
const { languages, window, workspace } = require("vscode");
const { renameSync, writeFileSync } = require("node:fs");

exports.activate = ({ subscriptions }) => {
	const file = `${workspace.workspaceFolders[0].uri.fsPath}.probe.json`;
	const write = () => {
		const cells = workspace.notebookDocuments.flatMap((n) => n.getCells().map((c) => c.document.uri.toString()));
		const name = ({ uri }) => uri.path.split("/").pop() + (uri.scheme === "vscode-notebook-cell" ? `#${cells.indexOf(uri.toString())}` : "");
		const documents = Object.fromEntries(workspace.textDocuments.map((d) => [name(d), {
			text: d.getText(),
			diagnostics: languages.getDiagnostics(d.uri).filter((x) => x.source === "underpin").map((x) => ({
				rule: x.code?.value ?? x.code,
				message: x.message,
				severity: x.severity,
				range: { start: x.range.start, end: x.range.end },
				steps: x.relatedInformation?.map((r) => `${r.location.range.start.line}: ${r.message}`) ?? [],
			})),
		}]));
		writeFileSync(`${file}.new`, JSON.stringify({ front: window.activeTextEditor?.document.uri.path, documents }));
		renameSync(`${file}.new`, file);
	};
	subscriptions.push(
		languages.onDidChangeDiagnostics(write),
		workspace.onDidChangeTextDocument(write),
		window.onDidChangeActiveTextEditor(write),
	);
	write();
};
