// Keeps probe.json beside the project up to date: Underpin's diagnostics as VS Code holds them, how often all of a document's
// were taken away, and the text in front.
const { languages, window, workspace } = require("vscode");
const { renameSync, writeFileSync } = require("node:fs");

exports.activate = ({ subscriptions }) => {
	const file = `${workspace.workspaceFolders[0].uri.fsPath}.probe.json`;
	const last = {}, cleared = {};
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
		for (const name in documents) {
			documents[name].cleared = cleared[name] ?? 0;
		}
		writeFileSync(`${file}.new`, JSON.stringify({ front: window.activeTextEditor?.document.uri.path, documents }));
		renameSync(`${file}.new`, file);
	};
	// VS Code tells of changes some 50 ms late and as one; a server may be back by then.
	const watch = setInterval(() => {
		for (const { uri } of workspace.textDocuments) {
			const name = uri.path.split("/").pop(), count = languages.getDiagnostics(uri).filter((x) => x.source === "underpin").length;
			if (count === 0 && last[name] > 0) {
				cleared[name] = (cleared[name] ?? 0) + 1;
				write();
			}
			last[name] = count;
		}
	}, 2);
	subscriptions.push(
		{ dispose: () => clearInterval(watch) },
		languages.onDidChangeDiagnostics(write),
		workspace.onDidChangeTextDocument(write),
		window.onDidChangeActiveTextEditor(write),
	);
	write();
};
